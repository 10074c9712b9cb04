"""Plain text: paragraphs between blank lines, typed lists, *emphasis*, "# " and "> "."""

from __future__ import annotations

import re

from blog.press_releases.inline import link_addresses, parse_emphasis
from blog.press_releases.lists import list_mark, mark_typed_lists, trimmed
from blog.press_releases.phrases import is_rule
from blog.press_releases.readers.decoding import decode
from blog.press_releases.readers.wrapping import LogicalLine, blocks, unwrap
from blog.press_releases.source import Run, SourceDocument, SourceParagraph, Style

_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s{1,5}(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s?")


def read_text(data: bytes) -> SourceDocument:
    """Return the document in the bytes of a plain text file.

    Raises EmptyFile, FileTooLarge or UnreadableFile.
    """
    lines = decode(data).split("\n")
    width = max(len(line.rstrip()) for line in lines)
    logical = [
        line for first, block in blocks(lines) for line in unwrap(block, first, width, _starts_anew)
    ]
    paragraphs = mark_typed_lists([_paragraph(line) for line in logical])
    return SourceDocument(tuple(_with_form(paragraph) for paragraph in paragraphs))


def _starts_anew(line: str) -> bool:
    return bool(list_mark(line) or _HEADING.match(line) or _QUOTE.match(line)) or is_rule(line)


def _paragraph(line: LogicalLine) -> SourceParagraph:
    style, level, start = _style(line.text)
    runs = (Run(line.text[start:]),)
    return SourceParagraph(runs, line.line, line.end_line, style, level, line.tight)


def _style(text: str) -> tuple[Style, int, int]:
    """Return style, level and the number of characters that only say so."""
    if is_rule(text):
        return Style.SEPARATOR, 0, 0
    heading = _HEADING.match(text)
    if heading:
        return Style.HEADING, len(heading["marks"]), heading.end()
    quote = _QUOTE.match(text)
    if quote:
        return Style.QUOTE, 0, quote.end()
    return Style.PLAIN, 0, 0


def _with_form(paragraph: SourceParagraph) -> SourceParagraph:
    """Read the emphasis and the addresses in a paragraph."""
    bare = trimmed(paragraph)
    if bare.style is Style.SEPARATOR:
        return bare
    runs = link_addresses(parse_emphasis(bare.text))
    return SourceParagraph(runs, bare.line, bare.end_line, bare.style, bare.level, bare.tight)
