"""The embargo line."""

from datetime import UTC, datetime

import pytest

from blog.press_releases.embargo import read_embargo
from blog.press_releases.errors import AmbiguousTime, MissingTime, UnreadableEmbargo

TEN = datetime(2012, 5, 9, 8, tzinfo=UTC)
MIDNIGHT = datetime(2012, 5, 8, 22, tzinfo=UTC)
END_OF_DAY = datetime(2012, 5, 9, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("ONDER EMBARGO TOT 9 mei 2012, 10.00 uur", TEN),
        ("Onder embargo tot woensdag 9 mei 2012 om 10:00 uur", TEN),
        ("Onder embargo tot 10 uur op 9 mei 2012", TEN),
        ("EMBARGO: 9 mei 2012, 10.00 uur", TEN),
        ("*** Strikt onder embargo tot 9-5-2012 10u00 ***", TEN),
        ("LET OP: onder embargo tot 9 mei 2012 10.00 uur (Nederlandse tijd)", TEN),
        ("Niet publiceren vóór 9 mei 2012, 10.00 uur", TEN),
        ("Onder embargo tot 9 mei 2012, 08.00 uur UTC", TEN),
        ("Embargo tot 9 mei 2012", MIDNIGHT),
        ("Onder embargo tot en met 9 mei 2012", END_OF_DAY),
        ("Onder embargo t/m 9 mei 2012", END_OF_DAY),
        ("Onder embargo tot 9 mei 2012, 24.00 uur", END_OF_DAY),
    ],
)
def test_embargo_line_gives_its_end(line, until):
    assert read_embargo(line).until == until


@pytest.mark.parametrize(
    "line",
    [
        "Embargo op wapens opgeheven",
        "Onder embargo gehouden onderzoek gepubliceerd",
        "Embargo tot nader order verlengd",
        "Het embargo loopt tot 9 mei 2012",
        "Niet publiceren voor iedereen klaar is",
        "",
    ],
)
def test_line_that_only_speaks_of_an_embargo_is_none(line):
    assert read_embargo(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "ONDER EMBARGO",
        "EMBARGO",
        "Onder embargo tot morgen",
        "ONDER EMBARGO TOT 9 mei, 10.00 uur",
        "Onder embargo tot 31 februari 2012",
        "Onder embargo tot 9 mei 2012, tien uur",
        "Onder embargo tot 9 mei 2012, 25:00",
        "Onder embargo tot 9 mei 2012, 10.00 uur 's avonds",
        "Onder embargo tot 9 mei 2012 of 10 mei 2012",
    ],
)
def test_embargo_without_a_readable_end_is_refused(line):
    with pytest.raises(UnreadableEmbargo):
        read_embargo(line)


def test_embargo_keeps_words_that_are_no_moment():
    embargo = read_embargo("ONDER EMBARGO TOT 9 mei 2012, 10.00 uur, ook voor dagbladen")
    assert (embargo.until, embargo.remark) == (TEN, "ook voor dagbladen")


def test_embargo_in_the_hour_that_comes_twice_is_refused():
    with pytest.raises(AmbiguousTime):
        read_embargo("Onder embargo tot 25 oktober 2026, 02.30 uur")


def test_embargo_in_the_hour_that_comes_twice_takes_the_named_season():
    embargo = read_embargo("Onder embargo tot 25 oktober 2026, 02.30 uur wintertijd")
    assert embargo.until == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_embargo_in_the_hour_that_is_skipped_is_refused():
    with pytest.raises(MissingTime):
        read_embargo("Onder embargo tot 29 maart 2026, 02.30 uur")
