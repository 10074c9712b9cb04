"""Tell the lead and the parts of the body: sub-headings, paragraphs, lists and quotations."""

from __future__ import annotations

from collections.abc import Sequence

from blog.press_releases.dateline import split_dateline
from blog.press_releases.draft import Draft
from blog.press_releases.headings import is_heading
from blog.press_releases.parsed import Part
from blog.press_releases.phrases import contact_label, is_end_mark, notes_label
from blog.press_releases.quotes import read_quote
from blog.press_releases.rich_text import group_paragraphs
from blog.press_releases.source import LIST_STYLES, SourceParagraph, Style


def place_lead(draft: Draft, paragraphs: Sequence[SourceParagraph]) -> int:
    """Place the first paragraph as lead; return how many it took, 0 when there is none."""
    if not paragraphs or paragraphs[0].style is not Style.PLAIN or read_quote(paragraphs):
        return 0
    group = _block(paragraphs, 0)
    group[0] = _without_dateline(draft, group[0])
    draft.assign(Part.LEAD, *group)
    return len(group)


def place_body_block(draft: Draft, paragraphs: Sequence[SourceParagraph], position: int) -> int:
    """Place the block that starts here; return how many paragraphs it took."""
    if is_heading(paragraphs, position):
        draft.assign(Part.HEADING, paragraphs[position])
        return 1
    group = _block(paragraphs, position)
    quoted = read_quote(paragraphs[position : position + 50])
    if quoted:
        length = quoted[1]
        draft.assign(Part.QUOTE, *paragraphs[position : position + length])
        return length
    if group[0].style in LIST_STYLES:
        draft.assign(Part.LIST, *group)
        return len(group)
    is_first = not draft.has(Part.PARAGRAPH)
    if is_first and not draft.when.day and not draft.when.place:
        group[0] = _without_dateline(draft, group[0])
    draft.assign(Part.PARAGRAPH, *group)
    return len(group)


def _block(paragraphs: Sequence[SourceParagraph], position: int) -> list[SourceParagraph]:
    """Return the paragraphs from here that become one block."""
    end = position + 1
    while (
        end < len(paragraphs)
        and (paragraphs[end].tight or paragraphs[end].is_list_item)
        and not is_label(paragraphs[end])
    ):
        end += 1
    return group_paragraphs(paragraphs[position:end])[0]


def is_label(paragraph: SourceParagraph) -> bool:
    """Return whether a line can be a label, which never joins the text before it."""
    text = paragraph.text
    return is_end_mark(text) or bool(notes_label(text)) or bool(contact_label(text))


def _without_dateline(draft: Draft, paragraph: SourceParagraph) -> SourceParagraph:
    """Split off "Den Haag, 3 mei 2012 – ", unless it contradicts the header."""
    found = split_dateline(paragraph.text)
    if found is None or not draft.when.take(found):
        return paragraph
    dateline, rest = paragraph.cut(found.end)
    draft.assign(Part.DATELINE, dateline)
    return rest
