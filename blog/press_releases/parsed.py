"""What the recogniser gives: the parts of a press release and where each line of the file went."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from blog.press_releases.source import Notice

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MAX_IDENTITY_WORDS = 280


class Part(StrEnum):
    KIND = "kind"
    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    DATELINE = "dateline"
    EMBARGO = "embargo"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    END_MARK = "end mark"
    NOTES = "notes"
    CONTACT_HEADING = "contact heading"
    CONTACT = "contact"
    BOILERPLATE_HEADING = "boilerplate heading"
    BOILERPLATE = "boilerplate"
    SEPARATOR = "separator"
    UNPLACED = "unplaced"
    LEFT_OUT = "left out"  # only ever by the choice of a person

    @property
    def label(self) -> _StrPromise:
        """Return the name of the part for the reader of a page."""
        return PART_LABELS[self]


PART_LABELS: dict[Part, _StrPromise] = {
    Part.KIND: _("Kind of message"),
    Part.HEADLINE: _("Headline"),
    Part.SUBTITLE: _("Subtitle"),
    Part.DATELINE: _("Place and date"),
    Part.EMBARGO: _("Embargo"),
    Part.LEAD: _("Lead"),
    Part.HEADING: _("Sub-heading"),
    Part.PARAGRAPH: _("Paragraph"),
    Part.LIST: _("List"),
    Part.QUOTE: _("Quote"),
    Part.END_MARK: _("End mark"),
    Part.NOTES: _("Notes to editors"),
    Part.CONTACT_HEADING: _("Heading above the contacts"),
    Part.CONTACT: _("Contact"),
    Part.BOILERPLATE_HEADING: _("Heading about the organisation"),
    Part.BOILERPLATE: _("About the organisation"),
    Part.SEPARATOR: _("Dividing line"),
    Part.UNPLACED: _("Not recognised"),
    Part.LEFT_OUT: _("Leave out"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    html: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; an item is inline HTML, followed by `<ul>` or `<ol>` when it has items of its own."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody; `text` is HTML, `speaker` and `role` are plain and may be empty."""

    text: str
    speaker: str = ""
    role: str = ""


Block = Heading | Paragraph | BulletList | Quote


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call or write; `website` has a scheme, numbers are as found."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which part a stretch of the file became.

    The texts of all assignments together are the whole text of the file, once. A line that
    holds two parts ("Den Haag, 3 mei 2012 – ...") has two assignments. `piece` counts the
    paragraphs of the source from 0, a paragraph that was cut in two as two.
    """

    line: int
    end_line: int
    text: str
    part: Part
    piece: int = 0


@dataclass(frozen=True, slots=True)
class ParsedPressRelease:
    """The parts of a press release; what the file does not have is empty.

    Texts are plain unless marked HTML; HTML is clean (p, b, i, a, ul, ol, li, br).
    """

    headline: str
    kind: str = ""
    subtitle: str = ""
    place: str = ""
    date: date | None = None
    embargo_until: datetime | None = None  # aware, UTC
    lead: str = ""  # HTML
    body: tuple[Block, ...] = ()
    end_mark: bool = False
    notes_to_editors: str = ""  # HTML
    contact_heading: str = ""
    contacts: tuple[Contact, ...] = ()
    boilerplates: tuple[tuple[str, str], ...] = ()  # heading and HTML
    assignments: tuple[Assignment, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def identity(self) -> str:
        return identity(self.headline, self.date)


def identity(headline: str, day: date | None) -> str:
    """Return what makes a press release the same one: its headline without form, and its date."""
    letters = unicodedata.normalize("NFKD", headline.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c) and c not in "'’‘`´")
    words = re.sub(r"[\W_]+", " ", bare).strip()
    # Cut, because some letters become many when they lose their form; a database field is short.
    return f"{words[:MAX_IDENTITY_WORDS]}|{day.isoformat() if day else ''}"
