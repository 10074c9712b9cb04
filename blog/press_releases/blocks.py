"""The lead and the blocks of the body: sub-headings, paragraphs, lists and quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from blog.press_releases.dateline import split_dateline
from blog.press_releases.draft import Draft
from blog.press_releases.headings import is_all_bold, is_heading
from blog.press_releases.parsed import BulletList, Heading, Paragraph, Part
from blog.press_releases.phrases import contact_label, is_end_mark, notes_label
from blog.press_releases.quotes import read_quote
from blog.press_releases.rich_text import group_paragraphs, list_items, paragraph_html, plain
from blog.press_releases.source import LIST_STYLES, SourceParagraph, Style


def place_lead(draft: Draft, paragraphs: Sequence[SourceParagraph]) -> int:
    """Place the first paragraph as lead; return how many it took, 0 when there is none."""
    if not paragraphs or paragraphs[0].style is not Style.PLAIN or read_quote(paragraphs):
        return 0
    group = _block(paragraphs, 0)
    group[0] = _without_dateline(draft, group[0])
    draft.assign(Part.LEAD, *group)
    if all(map(is_all_bold, group)):
        group = [_not_bold(paragraph) for paragraph in group]
    draft.lead = paragraph_html(group)
    return len(group)


def place_body_block(draft: Draft, paragraphs: Sequence[SourceParagraph], position: int) -> int:
    """Place the block that starts here; return how many paragraphs it took."""
    if is_heading(paragraphs, position):
        draft.body.append(Heading(plain(paragraphs[position].text)))
        draft.assign(Part.HEADING, paragraphs[position])
        return 1
    group = _block(paragraphs, position)
    quoted = read_quote(paragraphs[position : position + 50])
    if quoted:
        quote, length = quoted
        draft.body.append(quote)
        draft.assign(Part.QUOTE, *paragraphs[position : position + length])
        return length
    if group[0].style in LIST_STYLES:
        draft.body.append(BulletList(list_items(group), group[0].style is Style.NUMBERED_ITEM))
        draft.assign(Part.LIST, *group)
        return len(group)
    is_first = not any(isinstance(block, Paragraph) for block in draft.body)
    if is_first and not draft.day and not draft.place:
        group[0] = _without_dateline(draft, group[0])
    draft.body.append(Paragraph(paragraph_html(group)))
    draft.assign(Part.PARAGRAPH, *group)
    return len(group)


def _block(paragraphs: Sequence[SourceParagraph], position: int) -> list[SourceParagraph]:
    """Return the paragraphs from here that become one block."""
    end = position + 1
    while (
        end < len(paragraphs)
        and (paragraphs[end].tight or paragraphs[end].is_list_item)
        and not _is_label(paragraphs[end])
    ):
        end += 1
    return group_paragraphs(paragraphs[position:end])[0]


def _is_label(paragraph: SourceParagraph) -> bool:
    text = paragraph.text
    return is_end_mark(text) or bool(notes_label(text)) or bool(contact_label(text))


def _without_dateline(draft: Draft, paragraph: SourceParagraph) -> SourceParagraph:
    """Split off "Den Haag, 3 mei 2012 – ", unless it contradicts the header."""
    found = split_dateline(paragraph.text)
    if found is None:
        return paragraph
    if (found.day and draft.day and found.day != draft.day) or (
        found.place and draft.place and found.place != draft.place
    ):
        return paragraph
    draft.place = draft.place or found.place
    draft.day = draft.day or found.day
    draft.assign(Part.DATELINE, paragraph.part(0, found.end))
    return paragraph.part(found.end)


def _not_bold(paragraph: SourceParagraph) -> SourceParagraph:
    return replace(paragraph, runs=tuple(replace(run, bold=False) for run in paragraph.runs))
