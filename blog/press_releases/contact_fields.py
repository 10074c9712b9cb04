"""One piece of a contact line: is it a telephone number, an address, a labelled name?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from blog.press_releases.inline import with_scheme

MAX_LENGTH = 200

_PHONE = re.compile(r"(?:\+|\(?0)[0-9 ().\-–/\xa0]{6,24}[0-9]")
_SHORT_PHONE = re.compile(r"[0-9][0-9 ().\-–\xa0]{1,14}[0-9]")  # "14 070", only with a label
_EMAIL = re.compile(
    r"(?:mailto:)?([a-z0-9.%+_-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})", re.I
)
_WEBSITE = re.compile(
    r"(?:https?://\S{3,300}|www\.\S{3,300}|(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}(?:/\S{0,300})?)",
    re.I,
)
_LABELS = {
    "phone": "telefoonnummer telefoon tel t phone",
    "mobile": "mobiel mobile mob m gsm 06-nummer",
    "email": "e-mailadres e-mail emailadres email mailadres mail e",
    "website": "website web w site internet url www webadres",
    "name": "naam name contactpersoon perscontact contact",
    "role": "functie rol",
    "organisation": "organisatie organisation bedrijf",
}
_FIELD_OF_LABEL = {label: field for field, labels in _LABELS.items() for label in labels.split()}
_LABEL = re.compile(
    r"(?P<label>[A-Za-z0-9][A-Za-z0-9-]{0,20})\.?(?P<colon>\s?:)?\s{0,5}(?P<rest>.*)", re.S
)


@dataclass(frozen=True, slots=True)
class ContactField:
    """A field of a contact (the name of the attribute) and its value."""

    name: str
    value: str


def read_field(text: str) -> ContactField | None:
    """Return the field a piece of text holds and nothing else, with or without its label."""
    text = text.strip(" \t\xa0*,;")
    if not text or len(text) > MAX_LENGTH:
        return None
    found = _read_value(text)
    return found or _read_labelled(text)


def join_label(line: str) -> str:
    """Return a table row such as "Telefoon<tab>070 000 00 00" with a colon for the tab."""
    label, tab, value = line.partition("\t")
    name = label.strip(" .:").lower()
    return f"{name}: {value.strip()}" if tab and name in _FIELD_OF_LABEL else line


def is_contact_field(text: str) -> bool:
    """Return whether a line is nothing but a number or an address, with or without a label."""
    field = read_field(text)
    return bool(field and field.name in ("phone", "mobile", "email", "website"))


def _read_value(text: str) -> ContactField | None:
    bare = text.strip(" <>[]")
    email = _EMAIL.fullmatch(bare)
    if email:
        return ContactField("email", email[1])
    if _WEBSITE.fullmatch(bare):
        return ContactField("website", with_scheme(bare))
    if _PHONE.fullmatch(text) and 8 <= sum(c.isdigit() for c in text) <= 14:
        return ContactField("mobile" if _is_mobile(text) else "phone", text)
    return None


def _read_labelled(text: str) -> ContactField | None:
    match = _LABEL.fullmatch(text)
    field = _FIELD_OF_LABEL.get(match["label"].lower()) if match else None
    if not match or not field or not match["rest"].strip():
        return None
    rest = match["rest"].strip()
    value = _read_value(rest)
    if field in ("phone", "mobile"):
        is_number = _is_number(value) if value else _SHORT_PHONE.fullmatch(rest)
        return ContactField(field, rest) if is_number else None
    if field in ("email", "website"):
        return value if value and value.name == field else None
    return ContactField(field, rest) if match["colon"] and not value else None


def _is_number(field: ContactField) -> bool:
    return field.name in ("phone", "mobile")


def _is_mobile(text: str) -> bool:
    digits = "".join(character for character in text if character.isdigit())
    national = re.sub(r"^(?:0031|31)0?", "0", digits)
    return national.startswith("06")
