"""Corrections from a list of known words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import parse_text
from search.spelling import Vocabulary, allowed_errors, correct, distance_within

COUNTS = {"klantreis": 5, "coördinatie": 2, "kaart": 9, "taart": 1, "wijk": 30, "burgers": 4}


def _closest(word):
    nearest = Vocabulary(COUNTS.items()).closest(word)
    return nearest and nearest.word


def _correct(text, counts=COUNTS):
    return correct(
        parse_text(text), "nl", lambda word: counts.get(word, 0), lambda: Vocabulary(counts.items())
    )


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ("kaart", "kaart", 0),
        ("kaart", "kart", 1),
        ("kaart", "kaarts", 1),
        ("kaart", "taart", 1),
        ("kaart", "kaatr", 1),
        ("kaart", "kara", 2),
        ("kaart", "wijk", None),
        ("", "ab", 2),
    ],
)
def test_distance_counts_errors_up_to_the_limit(first, second, distance):
    assert distance_within(first, second, 2) == distance


@pytest.mark.parametrize(
    ("word", "allowed"), [("wij", 0), ("wijk", 1), ("klanten", 1), ("klantreis", 2), ("2024a", 0)]
)
def test_longer_words_may_hold_more_errors(word, allowed):
    assert allowed_errors(word) == allowed


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("klantries", "klantreis"),
        ("klantrijs", "klantreis"),
        ("klntreis", "klantreis"),
        ("burhers", "burgers"),
        ("coordnatie", "coördinatie"),
        ("wyjk", "wijk"),
    ],
)
def test_closest_finds_the_meant_word(typed, word):
    assert _closest(typed) == word


def test_closest_prefers_the_same_first_letter():
    assert Vocabulary([("paart", 9), ("kaarn", 1)]).closest("kaart").word == "kaarn"


def test_closest_knows_nothing_near():
    assert _closest("hefboom") is None


def test_closest_prefers_the_word_of_more_documents():
    vocabulary = Vocabulary([("kaarten", 2), ("kaarsen", 8)])
    assert vocabulary.closest("kaaraen").word == "kaarsen"


def test_text_of_known_words_is_not_corrected():
    assert _correct("kaart wijk") is None


def test_only_the_unknown_word_is_replaced():
    assert _correct("kaart van klantries") == "kaart van klantreis"


def test_signs_and_quoted_words_stay():
    assert _correct('"klantries" klantries!') == '"klantries" klantreis!'


def test_stop_words_are_left_alone():
    assert _correct("hoe klantreis") is None


def test_rare_word_gives_way_to_one_of_far_more_documents():
    counts = {"kader": 100, "kuder": 1}
    assert _correct("kuder", counts) == "kader"


def test_rare_word_stays_when_its_neighbour_is_not_far_more_frequent():
    assert _correct("taart") is None


@given(st.text("abcde", min_size=1, max_size=8), st.text("abcde", min_size=1, max_size=8))
def test_distance_is_the_same_both_ways(first, second):
    assert distance_within(first, second, 2) == distance_within(second, first, 2)


@given(st.text("abcdefgh", min_size=8, max_size=12), st.data())
def test_every_single_slip_is_found(word, data):
    place = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    dropped = word[:place] + word[place + 1 :]
    for typed in (swapped, dropped, word + "x", "x" + word):
        nearest = Vocabulary([(word, 1)]).closest(typed)
        assert typed == word or (nearest is not None and nearest.word == word)


@given(st.text(max_size=80))
def test_any_text_is_corrected_without_error(text):
    _correct(text)


def _distance(first, second):
    """Count errors as the definition says, without a limit."""
    if not first or not second:
        return len(first) + len(second)
    ways = [
        _distance(first[1:], second) + 1,
        _distance(first, second[1:]) + 1,
        _distance(first[1:], second[1:]) + (first[0] != second[0]),
    ]
    if len(first) > 1 and first[:2] == second[1::-1]:
        ways.append(_distance(first[2:], second[2:]) + 1)
    return min(ways)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_least_number_of_errors(first, second):
    distance = _distance(first, second)
    assert distance_within(first, second, 2) == (distance if distance <= 2 else None)
