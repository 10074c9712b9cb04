"""Tell the parts below the header: lead, body, end mark, notes, contacts and boilerplates.

The paragraphs are taken one by one. Labels ("Noot voor de redactie", "Contact", "Over ...") open
a section; what a section does not take, and what follows the end mark without a label, is kept
in the notes to editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from blog.press_releases.blocks import place_body_block, place_lead
from blog.press_releases.contact_fields import is_contact_field
from blog.press_releases.contacts import has_contact, opens_contact
from blog.press_releases.dateline import read_dateline
from blog.press_releases.draft import Draft
from blog.press_releases.embargo import read_embargo
from blog.press_releases.errors import UnreadableEmbargo
from blog.press_releases.header import place_dateline
from blog.press_releases.headings import is_heading
from blog.press_releases.parsed import Part
from blog.press_releases.phrases import (
    MAX_LABEL_LENGTH,
    contact_label,
    is_about_heading,
    is_end_mark,
    notes_label,
)
from blog.press_releases.source import SourceParagraph, Style

LOOK_AHEAD = 8


class Section(Enum):
    BODY = auto()
    NOTES = auto()
    CONTACT = auto()
    BOILERPLATE = auto()
    AFTER = auto()  # below the end mark, without a label


class SectionReader:
    """Take the paragraphs below the header in order; each step takes at least one."""

    def __init__(self, draft: Draft, paragraphs: Sequence[SourceParagraph]) -> None:
        self.draft = draft
        self.paragraphs = paragraphs
        self.position = 0
        self.section = Section.BODY

    def read(self) -> None:
        if not self._take_label():
            self.position += place_lead(self.draft, self.paragraphs)
        while self.position < len(self.paragraphs):
            if not self._take_label():
                self._take_content()

    @property
    def _current(self) -> SourceParagraph:
        return self.paragraphs[self.position]

    def _following(self, count: int) -> Sequence[SourceParagraph]:
        return self.paragraphs[self.position + 1 : self.position + 1 + count]

    def _take_label(self) -> bool:
        """Take a paragraph that is a mark or opens a section; return whether it was one."""
        if self.position >= len(self.paragraphs):
            return True
        takers = (
            self._take_end_mark,
            self._take_separator,
            self._take_embargo,
            self._take_dateline,
            self._take_contact_label,
            self._take_notes_label,
            self._take_boilerplate_heading,
        )
        return any(taker() for taker in takers)

    def _take(self, part: Part) -> bool:
        self.draft.assign(part, self._current)
        self.position += 1
        return True

    def _take_end_mark(self) -> bool:
        if not is_end_mark(self._current.text):
            return False
        self.section = Section.AFTER
        return self._take(Part.END_MARK)

    def _take_separator(self) -> bool:
        return self._current.style is Style.SEPARATOR and self._take(Part.SEPARATOR)

    def _take_embargo(self) -> bool:
        """Take an embargo that is not in the header, when the line says nothing else."""
        text = self._current.text.strip()
        try:
            embargo = read_embargo(text) if len(text) <= MAX_LABEL_LENGTH else None
        except UnreadableEmbargo:
            if self.draft.embargo_until is None:
                raise
            return False  # the header has the embargo; this line only speaks of it
        if embargo is None or (embargo.remark and self.section is Section.BODY):
            return False
        self.draft.place_embargo(embargo, self._current)
        self.position += 1
        return True

    def _take_dateline(self) -> bool:
        """Take place and date below the end mark when the header had none."""
        is_below = self.section in (Section.AFTER, Section.CONTACT)
        if not is_below or not self.draft.has(Part.END_MARK) or self.draft.when.day:
            return False
        dateline = read_dateline(self._current.text)
        if dateline is None or not dateline.day:
            return False
        place_dateline(self.draft, dateline, self._current)
        self.position += 1
        return True

    def _take_contact_label(self) -> bool:
        paragraph = self._current
        label = contact_label(paragraph.text) if not paragraph.is_list_item else None
        if label is None or not self._announces_contact(paragraph, label.end):
            return self._take_contact_without_label()
        self.section = Section.CONTACT
        heading, rest = paragraph.cut(label.end)
        is_second = self.draft.has(Part.CONTACT_HEADING)
        self.draft.assign(Part.UNPLACED if is_second else Part.CONTACT_HEADING, heading)
        self.draft.assign(Part.CONTACT, rest)
        self.position += 1
        return True

    def _announces_contact(self, paragraph: SourceParagraph, end: int) -> bool:
        """Return whether an address follows: on the line itself, or on one of the next lines."""
        rest = paragraph.text[end:].strip()
        if rest:
            is_above = any(is_contact_field(p.text) for p in self._following(2))
            return has_contact(rest) or is_above or self.section is Section.AFTER
        lines = []
        for following in self._following(LOOK_AHEAD):
            if following.style is Style.HEADING or is_end_mark(following.text):
                break
            if self.section is not Section.BODY or not following.is_list_item:
                lines.append(following.text)
        return any(map(has_contact, lines))

    def _take_contact_without_label(self) -> bool:
        """Open the contacts below the end mark at a name with an address under it."""
        if self.section is not Section.AFTER:
            return False
        lines = [self._current.text, *(p.text for p in self._following(3))]
        if opens_contact(lines):
            self.section = Section.CONTACT
        return False

    def _take_notes_label(self) -> bool:
        if notes_label(self._current.text) is None:
            return False
        self.section = Section.NOTES
        return self._take(Part.NOTES)

    def _take_boilerplate_heading(self) -> bool:
        if not is_about_heading(self._current.text) or not self._is_heading(self.position):
            return False
        if self.section is Section.BODY and not self._is_last_heading():
            return False
        self.section = Section.BOILERPLATE
        return self._take(Part.BOILERPLATE_HEADING)

    def _is_heading(self, position: int) -> bool:
        return is_heading(self.paragraphs, position)

    def _is_last_heading(self) -> bool:
        """Return whether no other sub-heading follows before the tail of the release."""
        for position in range(self.position + 1, len(self.paragraphs)):
            text = self.paragraphs[position].text
            if is_end_mark(text) or notes_label(text) or contact_label(text):
                return True
            if self._is_heading(position) and not is_about_heading(text):
                return False
        return True

    def _take_content(self) -> None:
        if self.section is Section.BODY:
            self.position += place_body_block(self.draft, self.paragraphs, self.position)
            return
        if self.section is Section.CONTACT:
            self._take_contact_line()
            return
        if self.section is Section.NOTES:
            self._take(Part.NOTES)
        elif self.section is Section.BOILERPLATE and not self._is_heading(self.position):
            self._take(Part.BOILERPLATE)
        else:
            self._leave_section()
            self._take_after()

    def _take_after(self) -> None:
        if self.section is Section.AFTER:
            self._take(Part.UNPLACED)

    def _leave_section(self) -> None:
        """Go back to the body, or below the end mark to what is kept unplaced."""
        self.section = Section.AFTER if self.draft.has(Part.END_MARK) else Section.BODY

    def _take_contact_line(self) -> None:
        paragraph = self._current
        is_prose = len(paragraph.text) > 160 or self._is_heading(self.position)
        if is_prose and not has_contact(paragraph.text):
            self._leave_section()
            self._take_after()
            return
        self._take(Part.CONTACT)
