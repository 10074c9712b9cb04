"""The lead and the blocks of the body from paragraphs of which the part is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from blog.press_releases.blocks import is_label
from blog.press_releases.headings import is_all_bold
from blog.press_releases.parsed import Block, BulletList, Heading, Paragraph, Part, Quote
from blog.press_releases.quotes import attribution, quote_of, read_quote
from blog.press_releases.rich_text import group_paragraphs, list_items, paragraph_html, plain
from blog.press_releases.source import SourceParagraph, Style

MAX_QUOTE_PARAGRAPHS = 50

Paragraphs = Sequence[SourceParagraph]


def lead_html(paragraphs: Paragraphs) -> str:
    """Return the lead; a lead that is bold as a whole is not emphasised."""
    lines = [replace(paragraph, style=Style.PLAIN) for paragraph in paragraphs]
    if all(map(is_all_bold, lines)):
        lines = [_not_bold(line) for line in lines]
    return "".join(paragraph_html(group) for group in group_paragraphs(lines))


def _not_bold(paragraph: SourceParagraph) -> SourceParagraph:
    return replace(paragraph, runs=tuple(replace(run, bold=False) for run in paragraph.runs))


def _headings(paragraphs: Paragraphs) -> Iterator[Heading]:
    return (Heading(plain(paragraph.text)) for paragraph in paragraphs)


def _texts(paragraphs: Paragraphs) -> Iterator[Paragraph]:
    lines = [replace(paragraph, style=Style.PLAIN) for paragraph in paragraphs]
    return (Paragraph(paragraph_html(group)) for group in _groups(lines))


def _lists(paragraphs: Paragraphs) -> Iterator[BulletList]:
    for group in _groups(_as_items(paragraphs)):
        yield BulletList(list_items(group), group[0].style is Style.NUMBERED_ITEM)


def _as_items(paragraphs: Paragraphs) -> list[SourceParagraph]:
    """Return paragraphs without the form of a list item as items like the one before them."""
    items: list[SourceParagraph] = []
    for paragraph in paragraphs:
        if not paragraph.is_list_item:
            style = items[-1].style if items else Style.LIST_ITEM
            paragraph = replace(paragraph, style=style, level=0, tight=False)
        items.append(paragraph)
    return items


def _quotes(paragraphs: Paragraphs) -> Iterator[Quote]:
    position = 0
    while position < len(paragraphs):
        window = paragraphs[position : position + MAX_QUOTE_PARAGRAPHS]
        quote, length = read_quote(window) or _unmarked_quote(window)
        yield quote
        position += length


def _unmarked_quote(paragraphs: Paragraphs) -> tuple[Quote, int]:
    """Return a paragraph as a quotation, with the speaker when the next line names one."""
    who = attribution(paragraphs[1]) if len(paragraphs) > 1 else ""
    said = replace(paragraphs[0], style=Style.PLAIN)
    return quote_of([said], who), 2 if who else 1


def _groups(paragraphs: Paragraphs) -> Iterator[list[SourceParagraph]]:
    """Yield the paragraphs that become one block together; a label starts one of its own."""
    start = 0
    for position in range(1, len(paragraphs) + 1):
        if position == len(paragraphs) or is_label(paragraphs[position]):
            yield from group_paragraphs(paragraphs[start:position])
            start = position


BLOCKS: dict[Part, Callable[[Paragraphs], Iterator[Block]]] = {
    Part.HEADING: _headings,
    Part.PARAGRAPH: _texts,
    Part.LIST: _lists,
    Part.QUOTE: _quotes,
}
