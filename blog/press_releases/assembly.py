"""Build a press release from paragraphs of which the part is known, by rule or by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from blog.press_releases.contacts import ContactBook
from blog.press_releases.dateline import PlaceAndDate, dateline_of, split_dateline
from blog.press_releases.embargo import embargo_of
from blog.press_releases.errors import UnreadableEmbargo
from blog.press_releases.parsed import Assignment, Block, ParsedPressRelease, Part
from blog.press_releases.phrases import is_end_mark, kind_of, notes_label
from blog.press_releases.rich_text import flow_html, plain
from blog.press_releases.source import Notice, Run, SourceDocument, SourceParagraph
from blog.press_releases.story import BLOCKS, lead_html

LINES = (Part.KIND, Part.HEADLINE, Part.SUBTITLE, Part.CONTACT_HEADING)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with its number in the source."""

    number: int
    paragraph: SourceParagraph

    @property
    def text(self) -> str:
        return self.paragraph.text.strip()


@dataclass(slots=True)
class Boilerplate:
    heading: str
    paragraphs: list[SourceParagraph] = field(default_factory=list)


def assign(document: SourceDocument, parts: Sequence[Part]) -> ParsedPressRelease:
    """Return the release in which each paragraph of the document is the part named for it.

    What cannot be that part (a date that is none, a contact without a name, number or address)
    is kept in the notes to editors, so that no word is lost; only what is named LEFT_OUT is not
    kept. The headline is empty when no paragraph is one. Raises UnreadableEmbargo, AmbiguousTime
    or MissingTime: an embargo is read, or the release is not made.
    """
    assembly = Assembly()
    pieces = [Piece(number, paragraph) for number, paragraph in enumerate(document.paragraphs)]
    pairs = zip(parts, pieces, strict=True)
    for part, group in groupby(pairs, key=lambda pair: pair[0]):
        assembly.add(part, [piece for _part, piece in group])
    return assembly.finish(document.notices)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with the halves of a paragraph that was cut together again."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and piece.paragraph.continues:
            last = whole.pop()
            whole.append(Piece(last.number, last.paragraph.joined(piece.paragraph)))
        else:
            whole.append(piece)
    return whole


@dataclass(slots=True)
class Assembly:
    """Collect parts in the order of the source; every paragraph comes in one of them."""

    lines: dict[Part, list[str]] = field(default_factory=lambda: {part: [] for part in LINES})
    when: PlaceAndDate = field(default_factory=PlaceAndDate)
    embargo_until: datetime | None = None
    lead: list[SourceParagraph] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    end_mark: bool = False
    notes: list[SourceParagraph] = field(default_factory=list)
    book: ContactBook = field(default_factory=ContactBook)
    boilerplates: list[Boilerplate] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)

    def add(self, part: Part, pieces: Sequence[Piece]) -> None:
        """Add neighbours that are the same part."""
        if part is Part.LEAD:
            self._add_lead(pieces)
        elif part in BLOCKS:
            whole = _joined(pieces)
            self.body += BLOCKS[part]([piece.paragraph for piece in whole])
            self._record(part, *whole)
        else:
            for piece in _joined(pieces):
                ADDERS.get(part, Assembly._add_line)(self, part, piece)

    def _record(self, part: Part, *pieces: Piece) -> None:
        for piece in pieces:
            self._record_text(part, piece, piece.text)

    def _record_text(self, part: Part, piece: Piece, text: str) -> None:
        if text:
            place = (piece.paragraph.line, piece.paragraph.end_line)
            self.assignments.append(Assignment(*place, text, part, piece.number))

    def _add_line(self, part: Part, piece: Piece) -> None:
        kind = kind_of(piece.text) if part is Part.KIND else ""
        self.lines[part].append(kind or plain(piece.text))
        self._record(part, piece)

    def _add_lead(self, pieces: Sequence[Piece]) -> None:
        """Split off a dateline in front, unless it contradicts or was put there by a person."""
        first, *others = whole = _joined(pieces)
        found = split_dateline(first.paragraph.text) if first == pieces[0] else None
        if found and self.when.take(found):
            dateline, rest = first.paragraph.cut(found.end)
            self._record(Part.DATELINE, replace(first, paragraph=dateline))
            whole = [replace(first, paragraph=rest), *others]
        lines = [piece.paragraph for piece in whole]
        self.lead += [replace(lines[0], tight=False), *lines[1:]]
        self._record(Part.LEAD, *whole)

    def _add_dateline(self, part: Part, piece: Piece) -> None:
        found = dateline_of(piece.text)
        if found is None or not self.when.take(found):
            self._keep(piece)
            return
        self._record(part, piece)
        self._remark(found.remark, piece)

    def _add_embargo(self, part: Part, piece: Piece) -> None:
        embargo = embargo_of(piece.text)
        if self.embargo_until and self.embargo_until != embargo.until:
            raise UnreadableEmbargo(piece.text)
        self.embargo_until = embargo.until
        self._record(part, piece)
        self._remark(embargo.remark, piece)

    def _add_end_mark(self, part: Part, piece: Piece) -> None:
        if is_end_mark(piece.text):
            self.end_mark = True
            self._record(part, piece)
        else:
            self._keep(piece)

    def _add_separator(self, part: Part, piece: Piece) -> None:
        if any(character.isalnum() for character in piece.text):
            self._keep(piece)
        else:
            self._record(part, piece)

    def _add_note(self, part: Part, piece: Piece) -> None:
        """Add a note without the label that says that it is one."""
        paragraph = piece.paragraph
        label = notes_label(paragraph.text)
        if label is None:
            self._note(paragraph)
        elif any(character.isalnum() for character in paragraph.text[label.end :]):
            self._note(paragraph.part(label.end))
        self._record(part, piece)

    def _add_contact(self, part: Part, piece: Piece) -> None:
        placed, left = self.book.add_line(piece.paragraph.text)
        if not placed:
            self._keep(piece)
            return
        self._record_text(part, piece, placed)
        self._record_text(Part.UNPLACED, piece, left)
        self._remark(left, piece)

    def _add_boilerplate_heading(self, part: Part, piece: Piece) -> None:
        self.boilerplates.append(Boilerplate(plain(piece.text)))
        self._record(part, piece)

    def _add_boilerplate(self, part: Part, piece: Piece) -> None:
        if not self.boilerplates:
            self._keep(piece)
            return
        self.boilerplates[-1].paragraphs.append(piece.paragraph)
        self._record(part, piece)

    def _keep(self, piece: Piece) -> None:
        """Keep what fits nowhere in the notes to editors, and mark it."""
        self._record(Part.UNPLACED, piece)
        self._note(piece.paragraph)

    def _note(self, paragraph: SourceParagraph) -> None:
        follows = bool(self.notes) and self.notes[-1].end_line + 1 == paragraph.line
        self.notes.append(replace(paragraph, tight=paragraph.tight and follows))

    def _remark(self, text: str, piece: Piece) -> None:
        """Keep words of a line of which the rest was understood; the line has its part."""
        if text:
            place = (piece.paragraph.line, piece.paragraph.end_line)
            self.notes.append(SourceParagraph((Run(text),), *place))

    def finish(self, notices: tuple[Notice, ...]) -> ParsedPressRelease:
        return ParsedPressRelease(
            headline=" ".join(self.lines[Part.HEADLINE]),
            kind=" ".join(self.lines[Part.KIND]),
            subtitle=" ".join(self.lines[Part.SUBTITLE]),
            place=self.when.place,
            date=self.when.day,
            embargo_until=self.embargo_until,
            lead=lead_html(self.lead),
            body=tuple(self.body),
            end_mark=self.end_mark,
            notes_to_editors=flow_html(self.notes),
            contact_heading=" ".join(self.lines[Part.CONTACT_HEADING]),
            contacts=tuple(self.book.contacts),
            boilerplates=tuple((b.heading, flow_html(b.paragraphs)) for b in self.boilerplates),
            assignments=tuple(self.assignments),
            notices=notices,
        )


ADDERS: dict[Part, Callable[[Assembly, Part, Piece], None]] = {
    Part.DATELINE: Assembly._add_dateline,
    Part.EMBARGO: Assembly._add_embargo,
    Part.END_MARK: Assembly._add_end_mark,
    Part.SEPARATOR: Assembly._add_separator,
    Part.NOTES: Assembly._add_note,
    Part.CONTACT: Assembly._add_contact,
    Part.BOILERPLATE_HEADING: Assembly._add_boilerplate_heading,
    Part.BOILERPLATE: Assembly._add_boilerplate,
    Part.UNPLACED: lambda assembly, _part, piece: assembly._keep(piece),
    Part.LEFT_OUT: Assembly._record,
}
