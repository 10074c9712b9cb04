"""The press release while it is being recognised: parts so far, and where each line went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from blog.press_releases.embargo import Embargo
from blog.press_releases.errors import UnreadableEmbargo
from blog.press_releases.parsed import Assignment, Block, Contact, ParsedPressRelease, Part
from blog.press_releases.rich_text import flow_html
from blog.press_releases.source import Notice, Run, SourceParagraph


@dataclass(slots=True)
class Boilerplate:
    heading: str
    paragraphs: list[SourceParagraph] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """Collect parts; every paragraph is assigned once, so that nothing is dropped."""

    notices: tuple[Notice, ...] = ()
    kind: str = ""
    headline: str = ""
    subtitle: str = ""
    place: str = ""
    day: date | None = None
    embargo_until: datetime | None = None
    lead: str = ""
    body: list[Block] = field(default_factory=list)
    end_mark: bool = False
    notes: list[SourceParagraph] = field(default_factory=list)
    contact_heading: str = ""
    contacts: list[Contact] = field(default_factory=list)
    boilerplates: list[Boilerplate] = field(default_factory=list)
    _assignments: list[Assignment] = field(default_factory=list)

    def assign(self, part: Part, *paragraphs: SourceParagraph) -> None:
        """Record which part these paragraphs became."""
        for paragraph in paragraphs:
            text = paragraph.text.strip()
            if text:
                self._assignments.append(Assignment(paragraph.line, paragraph.end_line, text, part))

    def assign_text(self, part: Part, paragraph: SourceParagraph, text: str) -> None:
        """Record which part a stretch of a paragraph became."""
        if text:
            self._assignments.append(Assignment(paragraph.line, paragraph.end_line, text, part))

    def keep_unplaced(self, *paragraphs: SourceParagraph) -> None:
        """Keep what fits nowhere in the notes to editors, and mark it."""
        self.assign(Part.UNPLACED, *paragraphs)
        for paragraph in paragraphs:
            self.add_note(paragraph)

    def add_note(self, paragraph: SourceParagraph) -> None:
        """Add a paragraph to the notes to editors."""
        follows = bool(self.notes) and self.notes[-1].end_line + 1 == paragraph.line
        self.notes.append(replace(paragraph, tight=paragraph.tight and follows))

    def keep_remark(self, text: str, paragraph: SourceParagraph) -> None:
        """Keep words of a line of which the rest was understood; the line has its part."""
        if text:
            self.notes.append(SourceParagraph((Run(text),), paragraph.line, paragraph.end_line))

    def place_embargo(self, embargo: Embargo, paragraph: SourceParagraph) -> None:
        """Set the end of the embargo; raises UnreadableEmbargo when there already is another."""
        if self.embargo_until and self.embargo_until != embargo.until:
            raise UnreadableEmbargo(paragraph.text.strip())
        self.embargo_until = embargo.until
        self.assign(Part.EMBARGO, paragraph)
        self.keep_remark(embargo.remark, paragraph)

    def finish(self) -> ParsedPressRelease:
        return ParsedPressRelease(
            headline=self.headline,
            kind=self.kind,
            subtitle=self.subtitle,
            place=self.place,
            date=self.day,
            embargo_until=self.embargo_until,
            lead=self.lead,
            body=tuple(self.body),
            end_mark=self.end_mark,
            notes_to_editors=flow_html(self.notes),
            contact_heading=self.contact_heading,
            contacts=tuple(self.contacts),
            boilerplates=tuple((b.heading, flow_html(b.paragraphs)) for b in self.boilerplates),
            assignments=_in_order(self._assignments),
            notices=self.notices,
        )


def _in_order(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(assignments, key=lambda assignment: assignment.line))
