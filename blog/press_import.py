"""Put a recognised press release on a page: a new draft, an update, or a draft beside an edit.

Identity is the normalised headline with the date. Live text that somebody edited since the last
import is never overwritten: the import then leaves a draft revision and says so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from blog import extension_points
from blog.models import (
    PressReleaseImport,
    PressReleaseIndexPage,
    PressReleasePage,
)
from blog.press_filling import fill_page
from blog.press_releases.errors import WaitsForReview
from blog.press_releases.parsed import ParsedPressRelease, identity
from blog.press_releases.recognise import recognise_file

if TYPE_CHECKING:
    from slimmernetwerk.models import User

SLUG_LENGTH = 80
NOT_CONTENT = {"assignments", "notices"}


class Outcome(StrEnum):
    """What an import did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DRAFTED = "drafted"  # somebody edited the page: the new text waits as a draft revision


class NoPressIndex(Exception):
    """There is no list of press releases to put the release in."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The page, what happened to it, and which part of the file went where."""

    page: PressReleasePage
    outcome: Outcome
    parsed: ParsedPressRelease

    @property
    def is_live(self) -> bool:
        return bool(self.page.live and not self.page.has_unpublished_changes)


def read_press_release(filename: str, data: bytes) -> ParsedPressRelease:
    """Recognise the parts of a file; raises ImportRefused."""
    formats = extension_points.importers.items()
    return recognise_file(filename, data, formats)


def import_press_release(
    filename: str,
    parsed: ParsedPressRelease,
    *,
    publish: bool = False,
    user: User | None = None,
    index: PressReleaseIndexPage | None = None,
) -> ImportResult:
    """Write a release to its page, all or nothing.

    Without `publish` only a draft is made. Raises NoPressIndex, PartTooLong, WaitsForReview and
    PermissionDenied.
    """
    with transaction.atomic():
        _wait_for_other_imports()
        record = _find_record(parsed)
        content_hash = hash_of(parsed)
        if record is None:
            index = index or default_index()
            page = _find_page(parsed, index)
            if page is None:
                return _create(filename, parsed, content_hash, publish, user, index)
            _check_permission(page, user)
            return _draft(page, parsed, user)  # made by hand: as good as edited
        page = record.page
        _check_permission(page, user)
        if page.latest_revision_id != record.revision_id:
            return _draft(page, parsed, user)
        if record.content_hash == content_hash and (page.live or not publish):
            return ImportResult(page, Outcome.UNCHANGED, parsed)
        draft = page.get_latest_revision_as_object()
        fill_page(draft, parsed)
        _save(draft, record, content_hash, filename, publish, user)
        return ImportResult(_reload(page), Outcome.UPDATED, parsed)


def _wait_for_other_imports() -> None:
    """Let the same release, sent twice in one moment, find the page that the first one made."""
    # A row lock; SQLite has none, and lets one transaction write at a time.
    list(PressReleaseIndexPage.objects.select_for_update(of=("self",)).order_by("pk"))


def find_known_page(
    parsed: ParsedPressRelease, index: PressReleaseIndexPage
) -> PressReleasePage | None:
    """Return the page that an import of this release into a list would update."""
    records = PressReleaseImport.objects.select_related("page")
    record = records.filter(identity=parsed.identity[:400]).first()
    return record.page if record else _find_page(parsed, index)


def _check_permission(page: PressReleasePage, user: User | None) -> None:
    """Refuse somebody who may not edit the page now; a command has no user and may."""
    if user is None:
        return
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise WaitsForReview


def _find_record(parsed: ParsedPressRelease) -> PressReleaseImport | None:
    records = PressReleaseImport.objects.select_for_update().select_related("page")
    return records.filter(identity=parsed.identity[:400]).first()


def _find_page(parsed: ParsedPressRelease, index: PressReleaseIndexPage) -> PressReleasePage | None:
    # A translation that nobody has begun yet has the same headline and date.
    releases = PressReleasePage.objects.filter(locale=index.locale)
    for page in releases.filter(dateline_date=parsed.date):
        if identity(page.title, page.dateline_date) == parsed.identity:
            return page
    return None


def _create(
    filename: str,
    parsed: ParsedPressRelease,
    content_hash: str,
    publish: bool,
    user: User | None,
    index: PressReleaseIndexPage,
) -> ImportResult:
    page = PressReleasePage(live=False, owner=user, slug=_free_slug(index, parsed.headline))
    page.locale = index.locale
    page.display_date = parsed.date or timezone.localdate()
    fill_page(page, parsed)
    index.add_child(instance=page)
    record = PressReleaseImport(page=page, identity=parsed.identity[:400])
    _save(page, record, content_hash, filename, publish, user)
    return ImportResult(_reload(page), Outcome.CREATED, parsed)


def _draft(page: PressReleasePage, parsed: ParsedPressRelease, user: User | None) -> ImportResult:
    """Leave the text as a draft, once: a second import of it adds no second draft."""
    draft = page.get_latest_revision_as_object()
    before = draft.serializable_data()
    fill_page(draft, parsed)
    if draft.serializable_data() != before:
        draft.save_revision(user=user, clean=False)
    return ImportResult(_reload(page), Outcome.DRAFTED, parsed)


def _save(
    page: PressReleasePage,
    record: PressReleaseImport,
    content_hash: str,
    filename: str,
    publish: bool,
    user: User | None,
) -> None:
    revision = page.save_revision(user=user, clean=False)
    record.revision, record.content_hash = revision, content_hash
    record.source_name = filename[-255:]
    record.save()
    if publish:
        revision.publish(user=user)


def _reload(page: PressReleasePage) -> PressReleasePage:
    return PressReleasePage.objects.get(pk=page.pk)


def default_index() -> PressReleaseIndexPage:
    """Return the list of press releases of the default language."""
    index = PressReleaseIndexPage.objects.filter(locale=Locale.get_default()).first()
    if index is None:
        raise NoPressIndex("There is no list of press releases; run `manage.py setup` first.")
    return index


def _free_slug(index: Page, headline: str) -> str:
    base = slugify(headline)[:SLUG_LENGTH].strip("-") or "persbericht"
    slug, number = base, 1
    while index.get_children().filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def hash_of(parsed: ParsedPressRelease) -> str:
    """Return a digest of the parts; where they stood in the file does not count."""
    parts: list[Any] = [
        (field.name, getattr(parsed, field.name))
        for field in fields(parsed)
        if field.name not in NOT_CONTENT
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()
