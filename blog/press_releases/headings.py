"""Sub-headings: by style, by being bold, or by being a short line above a text."""

from __future__ import annotations

from collections.abc import Sequence

from blog.press_releases.contacts import has_contact
from blog.press_releases.inline import find_addresses
from blog.press_releases.people import is_speaker
from blog.press_releases.phrases import is_end_mark
from blog.press_releases.source import SourceParagraph, Style

MAX_BOLD_LENGTH = 120
MAX_PLAIN_LENGTH = 80
MAX_PLAIN_WORDS = 12


def is_heading(paragraphs: Sequence[SourceParagraph], position: int) -> bool:
    """Return whether the paragraph at this position is a sub-heading."""
    paragraph = paragraphs[position]
    if paragraph.style in (Style.HEADING, Style.SUBTITLE):
        return True
    if paragraph.style is not Style.PLAIN or not paragraph.text.strip():
        return False
    following = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
    if following and following.tight and not _opens_prose(paragraph, following):
        return False
    return _is_bold_heading(paragraph) or (
        following is not None and _is_plain_heading(paragraph, following)
    )


def is_all_bold(paragraph: SourceParagraph) -> bool:
    return all(run.bold or not run.text.strip() for run in paragraph.runs)


def _is_bold_heading(paragraph: SourceParagraph) -> bool:
    text = paragraph.text.strip()
    return (
        is_all_bold(paragraph)
        and not paragraph.tight
        and len(text) <= MAX_BOLD_LENGTH
        and not text.endswith((".", ",", ";"))
    )


def _is_plain_heading(paragraph: SourceParagraph, following: SourceParagraph) -> bool:
    """Return whether a short line without the end of a sentence stands above a text."""
    text = paragraph.text.strip()
    if len(text) > MAX_PLAIN_LENGTH or len(text.split()) > MAX_PLAIN_WORDS or paragraph.tight:
        return False
    if not text[0].isupper() or not (text[-1].isalnum() or text[-1] in "?!)"):
        return False
    if has_contact(text) or any(find_addresses(text)):
        return False
    return _is_prose(following)


def _opens_prose(paragraph: SourceParagraph, following: SourceParagraph) -> bool:
    """Return whether a line directly below another is a text, not the next line of an address."""
    return _is_prose(following) and len(following.text) > len(paragraph.text)


def _is_prose(paragraph: SourceParagraph) -> bool:
    text = paragraph.text.strip()
    if paragraph.style is not Style.PLAIN or is_end_mark(text) or is_speaker(text):
        return False
    return len(text.split()) > 3 and (len(text) > MAX_PLAIN_LENGTH or text[-1] in '.!?:"”’')
