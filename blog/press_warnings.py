"""What an editor should look at before a draft is made of an upload; nothing of it forbids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from blog.press_releases.dateline import read_dateline, split_dateline
from blog.press_releases.dates import AMSTERDAM
from blog.press_releases.embargo import read_embargo
from blog.press_releases.errors import ImportRefused
from blog.press_releases.parsed import ParsedPressRelease, Part
from blog.press_releases.source import SourceParagraph

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MESSAGES = {
    "contact": _("Nobody is named as contact: journalists find nobody to call."),
    "embargo-past": _(
        "The embargo is over already: once published, the release is public at once."
    ),
    "embargo-early": _("The embargo ends before the date in the text."),
    "embargo-unset": _("The text speaks of an embargo, but no embargo is set."),
    "date": _("The text gives another date than %(day)s, the date of the release."),
    "unplaced": _("Not recognised: the text is kept in the notes to editors."),
}


@dataclass(frozen=True, slots=True)
class Warned:
    """One thing to look at; `line` is that of the source, 0 for the release as a whole."""

    name: str
    line: int = 0
    day: str = ""

    @property
    def key(self) -> str:
        return f"{self.name}-{self.line}"

    @property
    def message(self) -> str | _StrPromise:
        text = MESSAGES[self.name]
        return text % {"day": self.day} if self.day else text


def grouped(warnings: Iterable[Warned]) -> list[tuple[str, str | _StrPromise, list[int]]]:
    """Return each thing to look at once: its name, what it says, and the lines it is about."""
    lines: dict[Warned, list[int]] = {}
    for warned in warnings:
        lines.setdefault(replace(warned, line=0), []).extend([warned.line] if warned.line else [])
    return [(warned.name, warned.message, found) for warned, found in lines.items()]


def find_warnings(
    parsed: ParsedPressRelease, paragraphs: Sequence[SourceParagraph]
) -> list[Warned]:
    """Return the warnings in the order of the source, those of the whole release first."""
    lines = [*_unset_embargoes(parsed, paragraphs), *_other_dates(parsed, paragraphs)]
    lines += [Warned("unplaced", a.line) for a in parsed.assignments if a.part is Part.UNPLACED]
    return [*_of_the_whole(parsed), *sorted(dict.fromkeys(lines), key=lambda each: each.line)]


def _of_the_whole(parsed: ParsedPressRelease) -> Iterator[Warned]:
    if not parsed.contacts:
        yield Warned("contact")
    until = parsed.embargo_until
    if until and until <= timezone.now():
        yield Warned("embargo-past")
    if until and parsed.date and until.astimezone(AMSTERDAM).date() < parsed.date:
        yield Warned("embargo-early")


def _unset_embargoes(
    parsed: ParsedPressRelease, paragraphs: Sequence[SourceParagraph]
) -> Iterator[Warned]:
    """Yield the lines that announce an embargo, also those left out, when none is set."""
    if parsed.embargo_until is None:
        for paragraph in paragraphs:
            if _announces_embargo(paragraph.text.strip()):
                yield Warned("embargo-unset", paragraph.line)


def _announces_embargo(text: str) -> bool:
    try:
        return read_embargo(text) is not None
    except ImportRefused:  # it announces one, with an end that cannot be read
        return True


def _other_dates(
    parsed: ParsedPressRelease, paragraphs: Sequence[SourceParagraph]
) -> Iterator[Warned]:
    if parsed.date is None:
        return
    silent = {a.piece for a in parsed.assignments if a.part in (Part.EMBARGO, Part.LEFT_OUT)}
    for number, paragraph in enumerate(paragraphs):
        day = None if number in silent else _day_of(paragraph.text)
        if day and day != parsed.date:
            yield Warned("date", paragraph.line, date_format(parsed.date, "j F Y"))


def _day_of(text: str) -> date | None:
    """Return the date of a line that is a date, or that starts with one as a dateline does."""
    found = read_dateline(text) or split_dateline(text)
    return found.day if found else None
