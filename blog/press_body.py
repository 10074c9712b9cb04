"""The body of a recognised press release as blocks of a story."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from django.utils.html import escape

from blog.press_releases.parsed import (
    Block,
    BulletList,
    Heading,
    Paragraph,
    ParsedPressRelease,
    Quote,
)

# The same release again gives the same blocks, so that comparing revisions shows real changes.
BLOCK_IDS = UUID("1c0b6f52-7e1d-4f5e-9d2e-2f7b9a6c3e44")


def story_of(parsed: ParsedPressRelease) -> list[dict[str, Any]]:
    """Return the stored form of the story; neighbouring paragraphs and lists share a block."""
    blocks: list[tuple[str, Any]] = []
    for is_text, group in groupby(parsed.body, key=_is_text):
        if is_text:
            blocks.append(("paragraph", "".join(_html(block) for block in group)))
        else:
            blocks += [_block(block) for block in group]
    return [
        {"type": kind, "value": value, "id": str(uuid5(BLOCK_IDS, f"{parsed.identity}/{place}"))}
        for place, (kind, value) in enumerate(blocks)
    ]


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph | BulletList)


def _html(block: Block) -> str:
    if isinstance(block, BulletList):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{item}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"
    if isinstance(block, Paragraph):
        return _paragraph(block.html)
    return f"<p>{escape(block.text)}</p>"


def _paragraph(html: str) -> str:
    return html if html.startswith("<p") else f"<p>{html}</p>"


def _block(block: Block) -> tuple[str, Any]:
    if isinstance(block, Quote):
        value = {"text": _paragraph(block.text), "speaker": block.speaker, "role": block.role}
        return "quote", value
    if isinstance(block, Heading):
        return "heading", block.text
    raise TypeError(f"{type(block).__name__} is no block of its own")
