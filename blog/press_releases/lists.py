"""List marks that somebody typed ("- ", "• ", "1. "), in plain text and in Word alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from blog.press_releases.phrases import is_end_mark
from blog.press_releases.source import SourceParagraph, Style, trim_runs

_MARK = re.compile(
    r"(?P<indent>\s{0,40})(?:(?P<bullet>[-*•●◦▪‣·–])|(?P<number>[0-9]{1,2})[.)])\s{1,20}(?=\S)"
)
_SPACES_PER_LEVEL = 2
_MAX_LEVEL = 5


@dataclass(frozen=True, slots=True)
class ListMark:
    """A typed mark: its sign ("1." counts by number), depth and length in characters."""

    sign: str
    number: int
    level: int
    length: int


def list_mark(text: str) -> ListMark | None:
    """Return the list mark at the start of a line, or None."""
    match = _MARK.match(text)
    if not match or is_end_mark(text):
        return None
    level = min(len(match["indent"].expandtabs(4)) // _SPACES_PER_LEVEL, _MAX_LEVEL)
    return ListMark(match["bullet"] or "", int(match["number"] or 0), level, match.end())


def mark_typed_lists(paragraphs: Sequence[SourceParagraph]) -> list[SourceParagraph]:
    """Turn plain paragraphs with a typed mark into list items.

    Numbers must count 1, 2, ... and a dash that is also a quotation mark (–) must come twice;
    otherwise the mark stays, because it may belong to the text.
    """
    result: list[SourceParagraph] = []
    group: list[tuple[SourceParagraph, ListMark]] = []
    for paragraph in paragraphs:
        mark = list_mark(paragraph.text) if paragraph.style is Style.PLAIN else None
        if mark and group and bool(mark.sign) != bool(group[-1][1].sign):
            result += _as_items(group)
            group = []
        if mark:
            group.append((paragraph, mark))
        else:
            result += _as_items(group)
            result.append(paragraph)
            group = []
    return result + _as_items(group)


def _as_items(group: Sequence[tuple[SourceParagraph, ListMark]]) -> list[SourceParagraph]:
    if not _is_list([mark for _paragraph, mark in group]):
        return [trimmed(paragraph) for paragraph, _mark in group]
    lowest = min(mark.level for _paragraph, mark in group)
    return [_as_item(paragraph, mark, lowest) for paragraph, mark in group]


def _is_list(marks: Sequence[ListMark]) -> bool:
    if not marks:
        return False
    if marks[0].sign:
        return len(marks) > 1 or marks[0].sign != "–"
    return len(marks) > 1 and [mark.number for mark in marks] == list(range(1, len(marks) + 1))


def _as_item(paragraph: SourceParagraph, mark: ListMark, lowest: int) -> SourceParagraph:
    style = Style.LIST_ITEM if mark.sign else Style.NUMBERED_ITEM
    item = paragraph.part(mark.length)
    return replace(item, style=style, level=mark.level - lowest, tight=False)


def trimmed(paragraph: SourceParagraph) -> SourceParagraph:
    """Return the paragraph without white space at both ends."""
    return replace(paragraph, runs=trim_runs(paragraph.runs))
