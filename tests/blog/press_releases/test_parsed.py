"""The identity of a press release."""

from datetime import date

import pytest

from blog.press_releases.parsed import Part, identity

DAY = date(2012, 5, 3)


@pytest.mark.parametrize(
    "headline",
    [
        "Eén loket voor 's avonds",
        "EEN LOKET VOOR 'S AVONDS",
        "  Een   loket, voor ’s avonds!",
        "Een loket\u00a0voor ‘s avonds",
    ],
)
def test_identity_looks_past_the_form_of_the_headline(headline):
    assert identity(headline, DAY) == "een loket voor s avonds|2012-05-03"


def test_identity_differs_with_the_date():
    assert identity("Loket", DAY) != identity("Loket", None)


def test_identity_differs_with_the_words():
    assert identity("Loket een", DAY) != identity("Loket twee", DAY)


def test_identity_fits_a_database_field():
    assert len(identity("\ufdfa" * 250, DAY)) <= 300


@pytest.mark.parametrize("part", list(Part))
def test_every_part_has_a_label(part):
    assert str(part.label)
