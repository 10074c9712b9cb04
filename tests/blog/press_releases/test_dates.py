"""Dutch dates and times of day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from blog.press_releases.dates import find_date, find_time, moment_in_utc, parse_date
from blog.press_releases.errors import AmbiguousTime, MissingTime


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13 december 2011", date(2011, 12, 13)),
        ("3 mei 2012", date(2012, 5, 3)),
        ("DONDERDAG 3 MEI 2012", date(2012, 5, 3)),
        ("donderdag, 3 mei 2012", date(2012, 5, 3)),
        ("do. 3 mei 2012", date(2012, 5, 3)),
        ("1e juli 2014", date(2014, 7, 1)),
        ("3 mrt. 2012", date(2012, 3, 3)),
        ("3-5-2012", date(2012, 5, 3)),
        ("03/05/2012", date(2012, 5, 3)),
        ("3.5.2012", date(2012, 5, 3)),
        ("2012-05-03", date(2012, 5, 3)),
        ("29 februari 2012", date(2012, 2, 29)),
        ("29 februari 2013", None),
        ("31 april 2012", None),
        ("3 mei", None),
        ("mei 2012", None),
        ("3 mei 12", None),
        ("3-5-12", None),
        ("33 mei 2012", None),
        ("0 mei 2012", None),
        ("3 mei 20123", None),
        ("3 mei 2012 in Den Haag", None),
        ("", None),
    ],
)
def test_parse_date_gives_only_whole_dates(text, expected):
    assert parse_date(text) == expected


def test_find_date_gives_the_characters_of_the_date():
    found = find_date("Utrecht, vrijdag 4 mei 2012 – Tekst")
    assert (found.start, found.end) == (9, 27)


def test_find_date_passes_a_day_that_does_not_exist():
    assert find_date("30 februari 2012, later 2 maart 2012").day == date(2012, 3, 2)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10.00 uur", 600),
        ("10:00", 600),
        ("10 uur", 600),
        ("09.30 uur", 570),
        ("9u30", 570),
        ("00.01 uur", 1),
        ("24.00 uur", 1440),
        ("24.01 uur", None),
        ("25:00", None),
        ("10.75 uur", None),
        ("10", None),
        ("tien uur", None),
        ("1.000 uur", None),
        ("3.5.2012", None),
    ],
)
def test_find_time_reads_the_clock(text, minutes):
    found = find_time(text)
    assert (found and found.clock) == (minutes and timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("day", "hours", "expected"),
    [
        (date(2012, 5, 9), 10, datetime(2012, 5, 9, 8, tzinfo=UTC)),
        (date(2012, 1, 9), 10, datetime(2012, 1, 9, 9, tzinfo=UTC)),
        (date(2012, 5, 9), 0, datetime(2012, 5, 8, 22, tzinfo=UTC)),
        (date(2012, 5, 9), 24, datetime(2012, 5, 9, 22, tzinfo=UTC)),
        (date(2026, 3, 29), 1, datetime(2026, 3, 29, 0, tzinfo=UTC)),
        (date(2026, 3, 29), 3, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), 3, datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_moment_in_utc_follows_the_clock_of_amsterdam(day, hours, expected):
    assert moment_in_utc(day, timedelta(hours=hours)) == expected


def test_moment_in_utc_refuses_an_hour_that_is_skipped():
    with pytest.raises(MissingTime, match=r"29-03-2026 02\.30"):
        moment_in_utc(date(2026, 3, 29), timedelta(hours=2, minutes=30))


def test_moment_in_utc_refuses_an_hour_that_comes_twice():
    with pytest.raises(AmbiguousTime, match=r"25-10-2026 02\.30"):
        moment_in_utc(date(2026, 10, 25), timedelta(hours=2, minutes=30))


@pytest.mark.parametrize(("season", "hour"), [("zomertijd", 0), ("wintertijd", 1)])
def test_moment_in_utc_takes_the_season_that_is_named(season, hour):
    moment = moment_in_utc(date(2026, 10, 25), timedelta(hours=2, minutes=30), season)
    assert moment == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
