"""HTML for Wagtail's rich text from runs and paragraphs, escaped and then cleaned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

import nh3

from blog.press_releases.inline import safe_target
from blog.press_releases.source import Run, SourceParagraph, Style, trim_runs

TAGS = {"p", "b", "i", "a", "ul", "ol", "li", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}
MAX_LIST_DEPTH = 5


def clean(html: str) -> str:
    """Return the HTML with only the tags, attributes and kinds of address that are allowed."""
    cleaned = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
    )
    # What only looked like an address has lost it, and leaves an empty shell.
    return re.sub(r"<a>([^<]*(?:<(?!/a>)[^<]*)*)</a>", r"\1", cleaned)


def plain(text: str) -> str:
    """Return the text on one line, without white space at the ends."""
    return " ".join(text.split())


def paragraph_html(paragraphs: Sequence[SourceParagraph]) -> str:
    """Return paragraphs that belong together as one `<p>`."""
    return clean(f"<p>{_lines_html(paragraphs)}</p>")


def list_items(paragraphs: Sequence[SourceParagraph]) -> tuple[str, ...]:
    """Return the HTML of each outermost item; deeper items are lists inside it."""
    return tuple(clean(item) for item in _items(paragraphs, 0))


def flow_html(paragraphs: Sequence[SourceParagraph]) -> str:
    """Return any row of paragraphs as HTML: lists as lists, headings as bold paragraphs."""
    return "".join(_flow_piece(group) for group in group_paragraphs(paragraphs))


def group_paragraphs(paragraphs: Sequence[SourceParagraph]) -> list[list[SourceParagraph]]:
    """Return the paragraphs in groups that become one block: a list, or lines with breaks."""
    groups: list[list[SourceParagraph]] = []
    for paragraph in paragraphs:
        if groups and _belongs_to(groups[-1], paragraph):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _belongs_to(group: Sequence[SourceParagraph], paragraph: SourceParagraph) -> bool:
    first = group[0]
    if first.is_list_item:
        return paragraph.is_list_item and (
            paragraph.style == first.style or paragraph.level > first.level
        )
    return paragraph.tight and paragraph.style == first.style


def _flow_piece(group: Sequence[SourceParagraph]) -> str:
    if group[0].is_list_item:
        return clean(_list_html(group, 0))
    if group[0].style is Style.HEADING:
        return clean(f"<p><b>{escape(plain(' '.join(p.text for p in group)), False)}</b></p>")
    return paragraph_html(group)


def _list_html(paragraphs: Sequence[SourceParagraph], depth: int) -> str:
    tag = "ol" if paragraphs[0].style is Style.NUMBERED_ITEM else "ul"
    items = "".join(f"<li>{item}</li>" for item in _items(paragraphs, depth))
    return f"<{tag}>{items}</{tag}>"


def _items(paragraphs: Sequence[SourceParagraph], depth: int) -> list[str]:
    """Return one piece of HTML per item at this depth; a deeper first item counts as one."""
    items: list[list[SourceParagraph]] = []
    for paragraph in paragraphs:
        deeper = paragraph.tight or min(paragraph.level, MAX_LIST_DEPTH) > depth
        if items and deeper:
            items[-1].append(paragraph)
        else:
            items.append([paragraph])
    return [_item(item, depth) for item in items]


def _item(paragraphs: Sequence[SourceParagraph], depth: int) -> str:
    length = 1
    while length < len(paragraphs) and paragraphs[length].tight:
        length += 1
    text = _lines_html(paragraphs[:length])
    below = paragraphs[length:]
    return text + (_list_html(below, depth + 1) if below else "")


def _lines_html(paragraphs: Sequence[SourceParagraph]) -> str:
    return "<br>".join(_runs_html(paragraph.runs) for paragraph in paragraphs)


def _runs_html(runs: Sequence[Run]) -> str:
    pieces = []
    for link, linked in groupby(trim_runs(tuple(runs)), key=lambda run: safe_target(run.link)):
        text = "".join(
            _formatted("".join(run.text for run in same), bold, italic)
            for (bold, italic), same in groupby(linked, key=lambda run: (run.bold, run.italic))
        )
        pieces.append(f'<a href="{escape(link)}">{text}</a>' if link else text)
    return "".join(pieces)


def _formatted(text: str, bold: bool, italic: bool) -> str:
    html = escape(re.sub(r"[ \t\r\n]+", " ", text), quote=False)
    if not text.strip():
        return html
    html = f"<i>{html}</i>" if italic else html
    return f"<b>{html}</b>" if bold else html
