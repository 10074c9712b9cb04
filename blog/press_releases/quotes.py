"""Quotations with their speaker, separated only when that is unmistakable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from blog.press_releases.parsed import Quote
from blog.press_releases.people import is_speaker, split_speaker
from blog.press_releases.rich_text import group_paragraphs, paragraph_html
from blog.press_releases.source import SourceParagraph, Style

_CLOSING = {'"': '"', "“": "”", "„": "”“", "‘": "’", "'": "'", "«": "»", "”": "”", "’": "’"}
_MAX_SPEAKER_LENGTH = 150

_SAYS = re.compile(r"\s{0,3},?\s{0,3}(?:zegt|zei|aldus|vertelt|says|said)\s+(?P<who>[^\s].*)", re.I)
_ATTRIBUTION = re.compile(r"\s{0,3}(?:—|–|―|--)\s{0,3}(?P<who>\S.*)", re.DOTALL)
_BEFORE = re.compile(r"(?P<who>[^:\n]{2,150}):\s{1,3}(?=[\"“„‘'«])")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The characters of a paragraph between quotation marks, and what is said of the speaker."""

    start: int
    end: int
    who: str


def read_quote(paragraphs: Sequence[SourceParagraph]) -> tuple[Quote, int] | None:
    """Return the quotation the paragraphs start with, and how many paragraphs it takes."""
    first = paragraphs[0]
    if first.style is Style.QUOTE:
        return _read_block_quote(paragraphs)
    if first.style is not Style.PLAIN:
        return None
    spoken = find_spoken(first.text)
    if spoken and spoken.who:
        return quote_of([first.part(spoken.start, spoken.end)], spoken.who), 1
    if spoken and len(paragraphs) > 1:
        who = attribution(paragraphs[1])
        if who:
            return quote_of([first.part(spoken.start, spoken.end)], who), 2
    return None


def find_spoken(text: str) -> Spoken | None:
    """Return what is spoken in a paragraph that is one quotation, with its speaker or ""."""
    text_end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    before = _BEFORE.match(text, start)
    if before and is_speaker(before["who"]):
        end = _closing(text, before.end(), text_end)
        rest = text[end + 1 : text_end] if end else "-"
        return Spoken(before.end() + 1, end, before["who"]) if rest in ("", ".") else None
    end = _closing(text, start, text_end)
    if not end:
        return None
    rest = text[end + 1 : text_end]
    if not rest:
        return Spoken(start + 1, end, "")
    says = _SAYS.fullmatch(rest) if len(rest) <= _MAX_SPEAKER_LENGTH else None
    who = says["who"].rstrip(" .") if says else ""
    return Spoken(start + 1, end, who) if who and is_speaker(who) else None


def attribution(paragraph: SourceParagraph) -> str:
    """Return the speaker in a line such as "— Naam, functie", or ""."""
    if paragraph.style not in (Style.PLAIN, Style.QUOTE):
        return ""
    text = paragraph.text.strip()
    match = _ATTRIBUTION.fullmatch(text) if len(text) <= _MAX_SPEAKER_LENGTH else None
    return match["who"] if match and is_speaker(match["who"]) else ""


def _closing(text: str, start: int, stop: int) -> int:
    """Return where the quotation that opens at `start` closes, 0 when that is not certain."""
    marks = _CLOSING.get(text[start : start + 1], "")
    if not marks:
        return 0
    end = max(text.rfind(mark, start + 1, stop) for mark in marks)
    inner = text[start + 1 : max(end, start + 1)]
    if end <= start + 1 or not inner.strip():
        return 0
    # A second quotation in between, as in “Een”, zegt X. “Twee”: not one stretch of speech.
    is_apostrophe = text[start] in "'‘’"
    if not is_apostrophe and any(mark in inner for mark in f"{marks}{text[start]}"):
        return 0
    return 0 if is_apostrophe and re.search(r"['’][,.]?\s+\w+\s[^'‘]{1,200}['‘]\w", inner) else end


def _read_block_quote(paragraphs: Sequence[SourceParagraph]) -> tuple[Quote, int]:
    length = 1
    while length < len(paragraphs) and _goes_on(paragraphs[length]):
        length += 1
    said = list(paragraphs[:length])
    who = attribution(said[-1]) if length > 1 else ""
    if who:
        said.pop()
    elif length < len(paragraphs):
        who = attribution(paragraphs[length])
        length += 1 if who else 0
    return quote_of(*_without_marks(said, who)), length


def _goes_on(paragraph: SourceParagraph) -> bool:
    return paragraph.style is Style.QUOTE


def _without_marks(said: list[SourceParagraph], who: str) -> tuple[list[SourceParagraph], str]:
    """Drop the quotation marks around a marked quotation, and read a speaker behind them."""
    spoken = find_spoken(said[0].text) if len(said) == 1 else None
    if spoken is None or (spoken.who and who):
        return said, who
    return [said[0].part(spoken.start, spoken.end)], who or spoken.who


def quote_of(paragraphs: list[SourceParagraph], who: str) -> Quote:
    # The first line opens a paragraph of its own; later ones follow it as the writer broke them.
    lines = [replace(paragraphs[0], tight=False), *paragraphs[1:]]
    speaker, role = split_speaker(who) if who else ("", "")
    return Quote("".join(paragraph_html(group) for group in group_paragraphs(lines)), speaker, role)
