"""Put the parts of a recognised press release in the fields of its page."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from blog.models import Boilerplate, PressContact, PressReleaseContact, PressReleasePage
from blog.press_body import story_of
from blog.press_releases.errors import PartTooLong
from blog.press_releases.parsed import Contact, ParsedPressRelease


def fill_page(page: PressReleasePage, parsed: ParsedPressRelease) -> None:
    """Put each part in its field; what the file does not have becomes empty.

    Raises PartTooLong rather than cut a text.
    """
    _fill_fields(page, parsed)
    contacts = [_contact(contact) for contact in parsed.contacts]
    page.contacts.set(
        [
            PressReleaseContact(contact=contact, sort_order=place)
            for place, contact in enumerate(contacts)
        ]
    )
    page.boilerplates.set([_boilerplate(heading, text) for heading, text in parsed.boilerplates])


def check_lengths(parsed: ParsedPressRelease) -> None:
    """Raise PartTooLong for a part that its field cannot hold; writes nothing."""
    _fill_fields(PressReleasePage(), parsed)
    for contact in parsed.contacts:
        _check_lengths(PressContact(**_contact_fields(contact)))
    for heading, text in parsed.boilerplates:
        _check_lengths(Boilerplate(heading=heading, text=text))


def _fill_fields(page: PressReleasePage, parsed: ParsedPressRelease) -> None:
    page.title = page.draft_title = parsed.headline
    page.kind_line, page.subtitle = parsed.kind, parsed.subtitle
    page.place, page.dateline_date = parsed.place, parsed.date
    page.embargo_until = parsed.embargo_until
    page.lead = parsed.lead
    page.body = story_of(parsed)
    page.has_end_mark = parsed.end_mark
    page.notes_to_editors = parsed.notes_to_editors
    page.contact_heading = parsed.contact_heading
    _check_lengths(page)


def _check_lengths(instance: Model) -> None:
    for field in instance._meta.concrete_fields:
        limit = getattr(field, "max_length", None)
        value = getattr(instance, field.attname)
        if limit and isinstance(value, str) and len(value) > limit:
            raise PartTooLong(str(field.verbose_name), limit)


def _contact_fields(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "role": contact.role,
        "organisation_text": contact.organisation,
        "phone": contact.phone,
        "mobile": contact.mobile,
        "email": contact.email,
        "website": contact.website,
    }


def _contact(contact: Contact) -> PressContact:
    """Return the contact with exactly these data, so that releases share it."""
    given = _contact_fields(contact)
    _check_lengths(PressContact(**given))
    # Editors may have made the same one twice; any of them will do.
    return PressContact.objects.filter(**given).first() or PressContact.objects.create(**given)


def _boilerplate(heading: str, text: str) -> Boilerplate:
    given: dict[str, Any] = {"heading": heading, "text": text}
    _check_lengths(Boilerplate(**given))
    return Boilerplate.objects.filter(**given).first() or Boilerplate.objects.create(**given)
