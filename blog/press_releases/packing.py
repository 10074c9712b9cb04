"""The paragraphs of a source as plain lists, to carry them in a form between two requests."""

from __future__ import annotations

from typing import Any

from blog.press_releases.inline import safe_target
from blog.press_releases.parsed import Part
from blog.press_releases.source import Notice, Run, SourceDocument, SourceParagraph, Style

Packed = dict[str, Any]


def pack(document: SourceDocument, parts: tuple[Part, ...]) -> Packed:
    """Return the document and the part of each paragraph as JSON can hold them."""
    return {
        "paragraphs": [_pack(paragraph) for paragraph in document.paragraphs],
        "parts": list(parts),
        "notices": [str(notice) for notice in document.notices],
    }


def unpack(packed: Packed) -> tuple[SourceDocument, tuple[Part, ...]]:
    """Return what `pack` was given; an address that may not be a link is none."""
    paragraphs = tuple(_unpack(*values) for values in packed["paragraphs"])
    notices = tuple(Notice("%(text)s", {"text": text}) for text in packed["notices"])
    return SourceDocument(paragraphs, notices), tuple(Part(name) for name in packed["parts"])


def _pack(paragraph: SourceParagraph) -> list[Any]:
    runs = [[r.text, int(r.bold), int(r.italic), safe_target(r.link)] for r in paragraph.runs]
    place = [paragraph.line, paragraph.end_line, paragraph.style, paragraph.level]
    return [runs, *place, int(paragraph.tight), int(paragraph.continues)]


def _unpack(
    runs: list[Any], line: int, end: int, style: str, level: int, tight: int, continues: int
) -> SourceParagraph:
    kept = tuple(Run(text, bool(bold), bool(italic), link) for text, bold, italic, link in runs)
    return SourceParagraph(kept, line, end, Style(style), level, bool(tight), bool(continues))
