"""Dutch dates and times of day: find them in a line, and turn them into a moment in UTC.

Only whole, unmistakable dates count (day, month and year). dateparser is not used: it fills in
what is missing from today's date, and an import must not invent a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from blog.press_releases.errors import AmbiguousTime, MissingTime

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_MONTH_NAMES = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_WEEKDAY = (
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b\.?,?\s{1,3}"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_DATE = re.compile(
    rf"(?<![\w./-])(?:{_WEEKDAY})?(?:"
    rf"(?P<day>[0-9]{{1,2}})(?:e|ste|de)?\s{{1,3}}(?P<month>{'|'.join(_MONTHS)})\.?,?\s{{1,3}}"
    rf"(?P<year>{_YEAR})"
    rf"|(?P<day2>[0-9]{{1,2}})(?P<mark>[-/.])(?P<month2>[0-9]{{1,2}})(?P=mark)(?P<year2>{_YEAR})"
    rf"|(?P<year3>{_YEAR})-(?P<month3>[0-9]{{2}})-(?P<day3>[0-9]{{2}})"
    r")(?![\w]|[-/][0-9])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\w.:,/-])(?P<hour>[0-9]{1,2})(?:"
    r"[.:](?P<minute>[0-9]{2})(?:\s?(?:uur|u|h)\b\.?)?"
    r"|\s?(?:uur|u|h)(?:\s?(?P<minute2>[0-9]{2}))?\b\.?"
    r")(?![\w]|[.:/-]?[0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the characters that said it."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day, as the clock shows it since midnight (24.00 included), and where it stood."""

    clock: timedelta
    start: int
    end: int


def find_date(text: str) -> FoundDate | None:
    """Return the first whole date in the text, or None."""
    for match in _DATE.finditer(text):
        day = _date_of(match)
        if day:
            return FoundDate(day, match.start(), match.end())
    return None


def parse_date(text: str) -> date | None:
    """Return the date when the text is a date and nothing else, or None."""
    found = find_date(text.strip())
    return found.day if found and (found.end - found.start) == len(text.strip()) else None


def find_time(text: str) -> FoundTime | None:
    """Return the first time of day in the text ("10.00 uur", "10:00", "10 uur"), or None."""
    for match in _TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or match["minute2"] or 0)
        clock = timedelta(hours=hour, minutes=minute)
        if minute < 60 and clock <= timedelta(hours=24):
            return FoundTime(clock, match.start(), match.end())
    return None


def moment_in_utc(day: date, clock: timedelta = timedelta(), season: str = "") -> datetime:
    """Return the moment at which clocks in Amsterdam show `clock` on `day`, in UTC.

    `season` ("zomertijd" or "wintertijd") chooses when the clock shows that time twice; without
    it such a time raises AmbiguousTime. A time that is skipped raises MissingTime.
    """
    local = datetime.combine(day, time()) + clock
    first = local.replace(tzinfo=AMSTERDAM, fold=0)
    second = local.replace(tzinfo=AMSTERDAM, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is not None and after is not None and before != after:
        if before < after:
            raise MissingTime(f"{local:%d-%m-%Y %H.%M}")
        if season not in ("zomertijd", "wintertijd"):
            raise AmbiguousTime(f"{local:%d-%m-%Y %H.%M}")
    return (second if season == "wintertijd" else first).astimezone(UTC)


def _date_of(match: re.Match[str]) -> date | None:
    """Return the date of a match, or None for a day that does not exist (31 February)."""
    year = match["year"] or match["year2"] or match["year3"]
    day = match["day"] or match["day2"] or match["day3"]
    month = _MONTHS[match["month"].lower()] if match["month"] else 0
    try:
        return date(int(year), month or int(match["month2"] or match["month3"]), int(day))
    except ValueError:  # no such day in the calendar, so not a date
        return None
