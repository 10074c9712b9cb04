"""The embargo line: "ONDER EMBARGO TOT 9 mei 2012, 10.00 uur".

A line that announces an embargo without a readable end is refused: a release that goes out
without its embargo cannot be taken back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from blog.press_releases.dates import find_date, find_time, moment_in_utc
from blog.press_releases.errors import UnreadableEmbargo

MAX_LENGTH = 300

_EMBARGO = re.compile(
    r"^\W{0,20}(?:let\s+op\W{1,3})?(?P<firm>(?:(?:strikt|streng|strict)\s+)?(?:onder|under)\s+)?"
    r"embargo(?:ed)?\b\s{0,3}(?P<mark>[:;,–-])?\s{0,3}"
    r"(?P<until>tot\s+en\s+met|t/m|tot|until)?\b\s{0,3}:?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_BEFORE = re.compile(
    r"^\W{0,20}niet\s+(?:publiceren|voor\s+publicatie)\s+"
    r"(?P<until>v[oó][oó]r|tot\s+en\s+met|t/m|tot)\s+(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FILLER = re.compile(
    r"\b(?:op|om|van|vanaf|at|on|nederlandse\s+tijd|lokale\s+tijd|zomertijd|wintertijd"
    r"|cet|cest|utc|gmt)\b",
    re.IGNORECASE,
)
_TIME_WORDS = re.compile(
    r"[0-9]|\b(?:uur|half|kwart|ochtend\w*|morgens?|middag\w*|avonds?|nachts?|middernacht|noon"
    r"|midnight|am|pm)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Embargo:
    """The end of an embargo in UTC, and words of the line that say something else."""

    until: datetime
    remark: str = ""


def read_embargo(text: str) -> Embargo | None:
    """Return the embargo the line announces, None when it announces none.

    Raises UnreadableEmbargo when the line announces an embargo without a readable end.
    """
    if len(text) > MAX_LENGTH:
        return None
    match = _NOT_BEFORE.match(text)
    if match:
        return _read_end(text, match["rest"], match["until"]) if find_date(match["rest"]) else None
    match = _EMBARGO.match(text)
    if not match or not _announces(match):
        return None
    return _read_end(text, match["rest"], match["until"] or "")


def embargo_of(text: str) -> Embargo:
    """Return the embargo of a line that is known to hold one.

    Without the word embargo the line must give a time as well. Raises UnreadableEmbargo.
    """
    embargo = read_embargo(text)
    if embargo:
        return embargo
    day = find_date(text) if len(text) <= MAX_LENGTH else None
    if not day or not find_time(_without(text, day.start, day.end)):
        raise UnreadableEmbargo(text)
    return _read_end(text, text, "")


def _announces(match: re.Match[str]) -> bool:
    """Tell an embargo line from a sentence or headline that starts with the word."""
    rest = match["rest"].strip()
    if not rest.strip(" .!)*_-–") or find_date(rest):
        return True
    has_mark = bool(match["until"] or match["mark"] == ":")
    is_capitals = match[0][: match.start("rest")].isupper()
    return has_mark and (bool(match["firm"]) or is_capitals or match["mark"] == ":")


def _read_end(line: str, text: str, until: str) -> Embargo:
    day = find_date(text)
    if not day:
        raise UnreadableEmbargo(line)
    text = _without(text, day.start, day.end)
    clock = find_time(text)
    rest = _without(text, clock.start, clock.end) if clock else text
    remark = _FILLER.sub(" ", rest)
    if _TIME_WORDS.search(remark) or find_date(remark):
        # "tien uur", "10.00 uur 's avonds", a second time: guessing could publish too early.
        raise UnreadableEmbargo(line)
    whole_day = until.lower() in ("t/m",) or until.lower().startswith("tot en")
    day_length = timedelta(days=1) if whole_day and not clock else timedelta()
    moment = clock.clock if clock else day_length
    if re.search(r"\b(?:utc|gmt)\b", rest, re.IGNORECASE):
        at_midnight = datetime(day.day.year, day.day.month, day.day.day, tzinfo=UTC)
        return Embargo(at_midnight + moment, _words(remark))
    return Embargo(moment_in_utc(day.day, moment, _season(rest)), _words(remark))


def _season(text: str) -> str:
    found = re.search(r"\b(?:zomertijd|wintertijd)\b", text, re.IGNORECASE)
    return found[0].lower() if found else ""


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"


def _words(text: str) -> str:
    """Return the text when it holds a word, without the punctuation around it."""
    bare = " ".join(text.split()).strip(" .,;:!()[]*_–—-|")
    return bare if any(character.isalnum() for character in bare) else ""
