"""Measures of relevance on lists whose figures are known."""

from __future__ import annotations

import pytest

from benchmarks.relevance.measures import difference, ndcg, reciprocal_rank

GRADES = {"best": 3, "good": 2, "related": 1}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["best", "good", "related"], 1.0),
        ([], 0.0),
        (["other", "another"], 0.0),
        # Gains 7, 3, 1 divided by 1, 1.58496 and 2: the best possible is 9.39279.
        (["good", "best"], (3 + 7 / 1.5849625) / 9.3927893),
        (["other", "best"], (7 / 1.5849625) / 9.3927893),
    ],
)
def test_ndcg_of_known_lists(found, expected):
    assert ndcg(found, GRADES) == pytest.approx(expected)


def test_ndcg_counts_the_first_ten_only():
    assert ndcg([*map(str, range(10)), "best"], GRADES) == 0


def test_ndcg_can_be_one_with_more_good_pages_than_places():
    grades = dict.fromkeys(map(str, range(15)), 3)
    assert ndcg([str(number) for number in range(10)], grades) == pytest.approx(1)


@pytest.mark.parametrize(
    ("found", "expected"), [(["best"], 1), (["related", "x", "good"], 1 / 3), (["related"], 0)]
)
def test_reciprocal_rank_is_that_of_the_first_page_that_helps(found, expected):
    assert reciprocal_rank(found, GRADES) == pytest.approx(expected)


def test_equal_differences_leave_no_doubt():
    found = difference([0.75] * 20, [0.5] * 20)
    assert (found.mean, found.low, found.high) == (0.25, 0.25, 0.25)
    assert found.excludes_zero


def test_interval_of_a_mean_has_the_width_that_theory_gives():
    # Differences of 0 and 1, half of each: the mean of 100 has a standard deviation of 0.05.
    found = difference([0.0, 1.0] * 50, [0.0] * 100)
    assert found.mean == pytest.approx(0.5)
    assert found.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.011)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.011)


def test_differences_both_ways_are_not_sure():
    assert not difference([0.1, 0.9] * 10, [0.9, 0.1] * 10).excludes_zero


def test_interval_is_the_same_every_time():
    ours, theirs = [0.1, 0.5, 0.9, 0.3], [0.2, 0.1, 0.8, 0.0]
    assert difference(ours, theirs) == difference(ours, theirs)


def test_pairs_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        difference([0.1, 0.2], [0.1])
