"""Duration and group size as buckets: a range falls in every bucket that it overlaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.buckets import GROUP_BUCKETS, TIME_BUCKETS, group_buckets, time_buckets
from catalogue.vocabularies import vocabularies

ALL_TIMES = [slug for slug, _first, _last in TIME_BUCKETS]
ALL_GROUPS = [slug for slug, _first, _last in GROUP_BUCKETS]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, []),
        (1, 29, ["korter-dan-30-min"]),
        (29, 30, ["korter-dan-30-min", "30-60-min"]),
        (30, 60, ["30-60-min"]),
        (60, 61, ["30-60-min", "1-2-uur"]),
        (61, 120, ["1-2-uur"]),
        (121, 240, ["dagdeel"]),
        (241, 480, ["dag"]),
        (481, 2400, ["meer-dagen"]),
        (2401, 9999, ["weken"]),
        (50, 90, ["30-60-min", "1-2-uur"]),
        (15, 3000, ALL_TIMES),
        (45, None, ["30-60-min"]),
        (None, 45, ["30-60-min"]),
        (0, 0, ["korter-dan-30-min"]),
    ],
)
def test_duration_falls_in_every_bucket_that_it_overlaps(low, high, expected):
    assert time_buckets(low, high) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, []),
        (1, 1, ["alleen"]),
        (1, 2, ["alleen", "2-5"]),
        (2, 5, ["2-5"]),
        (5, 6, ["2-5", "6-12"]),
        (6, 12, ["6-12"]),
        (13, 30, ["13-30"]),
        (31, 100, ["31-100"]),
        (101, 500, ["meer-dan-100"]),
        (4, 15, ["2-5", "6-12", "13-30"]),
        (20, None, ["13-30", "31-100", "meer-dan-100"]),
        (None, 4, ["alleen", "2-5"]),
        (1, None, ALL_GROUPS),
    ],
)
def test_group_falls_in_every_bucket_that_it_overlaps(low, high, expected):
    assert group_buckets(low, high) == expected


@pytest.mark.parametrize(("name", "slugs"), [("tijd", ALL_TIMES), ("groep", ALL_GROUPS)])
def test_buckets_are_the_terms_of_their_vocabulary(name, slugs):
    definition = next(item for item in vocabularies if item.name == name)
    assert [term.slug for term in definition.terms] == slugs


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_buckets_of_a_range_are_neighbours_and_never_none(low, extra):
    found = time_buckets(low, low + extra)
    start = ALL_TIMES.index(found[0])
    assert found == ALL_TIMES[start : start + len(found)]


@given(st.integers(1, 100_000))
def test_single_size_falls_in_one_bucket(size):
    assert (len(group_buckets(size, size)), len(time_buckets(size, size))) == (1, 1)
