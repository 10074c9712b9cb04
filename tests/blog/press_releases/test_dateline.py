"""Place and date."""

from datetime import date

import pytest

from blog.press_releases.dateline import read_dateline, split_dateline

MAY = date(2012, 5, 3)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Datum: 3 mei 2012", ""),
        ("Datum 3 mei 2012", ""),
        ("3 mei 2012", ""),
        ("Publicatiedatum: donderdag 3 mei 2012", ""),
        ("Den Haag, 3 mei 2012", "Den Haag"),
        ("DEN HAAG, 3 mei 2012", "DEN HAAG"),
        ("'s-Hertogenbosch, donderdag 3 mei 2012", "'s-Hertogenbosch"),
        ("Bergen op Zoom – 3 mei 2012", "Bergen op Zoom"),
        ("3 mei 2012, Utrecht", "Utrecht"),
        ("Plaats en datum: Utrecht, 3 mei 2012", "Utrecht"),
        ("(Utrecht, 3 mei 2012)", "Utrecht"),
    ],
)
def test_dateline_gives_place_and_date(line, place):
    found = read_dateline(line)
    assert (found.place, found.day) == (place, MAY)


@pytest.mark.parametrize(
    "line",
    [
        "Vandaag, 3 mei 2012",
        "Dag van de overheid, 3 mei 2012",
        "Den Haag 3 mei 2012",
        "Op 3 mei 2012 opent het loket",
        "Het loket opent op 3 mei 2012",
        "Den Haag, 3 mei",
        "Den Haag",
        "",
    ],
)
def test_line_that_is_no_dateline_is_none(line):
    assert read_dateline(line) is None


def test_dateline_with_only_a_place_has_no_date():
    found = read_dateline("Plaats: Utrecht")
    assert (found.place, found.day) == ("Utrecht", None)


def test_dateline_with_an_unreadable_date_keeps_the_words():
    found = read_dateline("Datum: 31 februari 2012")
    assert (found.day, found.remark) == (None, "31 februari 2012")


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("Den Haag, 3 mei 2012 – De tekst.", "Den Haag", "De tekst."),
        ("Den Haag, 3 mei 2012 - De tekst.", "Den Haag", "De tekst."),
        ("Den Haag, 3 mei 2012. De tekst.", "Den Haag", "De tekst."),
        ("Den Haag, 3 mei 2012: de tekst.", "Den Haag", "de tekst."),
        ("3 mei 2012 – De tekst.", "", "De tekst."),
        ("Alphen aan den Rijn, 3-5-2012 -- De tekst.", "Alphen aan den Rijn", "De tekst."),
    ],
)
def test_dateline_in_front_of_a_text_is_split_off(text, place, rest):
    found = split_dateline(text)
    assert (found.place, found.day, text[found.end :]) == (place, MAY, rest)


def test_place_in_capitals_is_split_off_without_a_date():
    text = "DEN HAAG – De tekst."
    found = split_dateline(text)
    assert (found.place, found.day, text[found.end :]) == ("DEN HAAG", None, "De tekst.")


@pytest.mark.parametrize(
    "text",
    [
        "Den Haag, 3 mei – De tekst.",
        "Op 3 mei 2012 – een donderdag – opent het loket.",
        "Amsterdam – Utrecht wordt een sneller spoor.",
        "Op 3 mei 2012 opent het loket.",
        "Den Haag, 3 mei 2012",
        "",
    ],
)
def test_text_without_a_dateline_is_not_split(text):
    assert split_dateline(text) is None
