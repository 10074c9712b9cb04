"""The second step of an upload: what each line becomes, as it stands and as somebody moves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.press_filling import check_lengths
from blog.press_releases.assembly import assign
from blog.press_releases.dateline import dateline_of
from blog.press_releases.errors import ImportRefused
from blog.press_releases.parsed import Assignment, ParsedPressRelease, Part
from blog.press_releases.phrases import is_end_mark
from blog.press_releases.source import SourceParagraph
from blog.press_upload import Upload
from blog.press_warnings import Warned, find_warnings

GROUPS = (
    (
        _("Above the text"),
        (Part.KIND, Part.HEADLINE, Part.SUBTITLE, Part.DATELINE, Part.EMBARGO, Part.LEAD),
    ),
    (_("The text"), (Part.HEADING, Part.PARAGRAPH, Part.LIST, Part.QUOTE, Part.END_MARK)),
    (
        _("Below the text"),
        (
            *(Part.NOTES, Part.CONTACT_HEADING, Part.CONTACT),
            *(Part.BOILERPLATE_HEADING, Part.BOILERPLATE),
        ),
    ),
    (_("Elsewhere"), (Part.UNPLACED, Part.SEPARATOR, Part.LEFT_OUT)),
)


def possible_parts(paragraph: SourceParagraph) -> set[Part]:
    """Return the parts that a paragraph can be moved to."""
    text = paragraph.text.strip()
    impossible = set()
    if not is_end_mark(text):
        impossible.add(Part.END_MARK)
    if any(character.isalnum() for character in text):
        impossible.add(Part.SEPARATOR)
    if dateline_of(text) is None:
        impossible.add(Part.DATELINE)
    return set(Part) - impossible


class PartsForm(forms.Form):
    """A choice of part for each paragraph of an upload."""

    def __init__(self, upload: Upload, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload = upload
        for number, paragraph in enumerate(upload.document.paragraphs):
            possible = possible_parts(paragraph)
            self.fields[f"part-{number}"] = forms.ChoiceField(
                label=_line_label(upload.document.paragraphs, number),
                required=False,
                choices=[
                    (group, [(part, part.label) for part in parts if part in possible])
                    for group, parts in GROUPS
                ],
                error_messages={"invalid_choice": _("This line cannot be that part.")},
            )

    @property
    def parts(self) -> list[Part]:
        """Return the parts handed in; the recognised one where none or a wrong one was."""
        self.is_valid()
        return [
            Part(self.cleaned_data.get(f"part-{number}") or recognised)
            for number, recognised in enumerate(self.upload.parts)
        ]


def _line_label(paragraphs: Sequence[SourceParagraph], number: int) -> str:
    """Name a paragraph by its line; two halves of one line differ."""
    line = gettext("Part of line %(line)s") % {"line": line_numbers(paragraphs[number])}
    if paragraphs[number].continues:
        return gettext("%(line)s, second half") % {"line": line}
    if number + 1 < len(paragraphs) and paragraphs[number + 1].continues:
        return gettext("%(line)s, first half") % {"line": line}
    return line


def line_numbers(paragraph: SourceParagraph) -> str:
    if paragraph.end_line > paragraph.line:
        return f"{paragraph.line}–{paragraph.end_line}"
    return str(paragraph.line)


@dataclass(frozen=True, slots=True)
class Review:
    """The release that the chosen parts give, and what stands in the way of it."""

    parsed: ParsedPressRelease
    shown: list[Part]  # of each paragraph, as it came out
    errors: list[str]
    warnings: list[Warned]

    def of_piece(self, number: int) -> list[Assignment]:
        """Return what a paragraph also became, beside the part that is shown."""
        return [
            assignment
            for assignment in self.parsed.assignments
            if assignment.piece == number and assignment.part is not self.shown[number]
        ]


def review(upload: Upload, chosen: Sequence[Part]) -> Review:
    """Make the release of an upload with these parts, and look at it; writes nothing."""
    document = upload.document
    errors = []
    unread: set[int] = set()
    try:
        parsed = assign(document, chosen)
    except ImportRefused as refused:
        errors.append(str(refused))
        unread = {number for number, part in enumerate(chosen) if part is Part.EMBARGO}
        kept = [Part.UNPLACED if part is Part.EMBARGO else part for part in chosen]
        parsed = assign(document, kept)
    errors += _faults(parsed)
    shown = _shown(chosen, parsed, unread)
    return Review(parsed, shown, errors, find_warnings(parsed, document.paragraphs))


def _faults(parsed: ParsedPressRelease) -> list[str]:
    faults = []
    if not any(character.isalnum() for character in parsed.headline):
        faults.append(gettext("There is no headline: choose the line that is the headline."))
    try:
        check_lengths(parsed)
    except ImportRefused as refused:
        faults.append(str(refused))
    return faults


def _shown(chosen: Sequence[Part], parsed: ParsedPressRelease, unread: set[int]) -> list[Part]:
    """Return the part each paragraph became; an embargo that cannot be read stays one."""
    became: dict[int, list[Part]] = {}
    for assignment in parsed.assignments:
        became.setdefault(assignment.piece, []).append(assignment.part)
    return [
        part if number in unread or part in (parts := became.get(number, [part])) else parts[0]
        for number, part in enumerate(chosen)
    ]
