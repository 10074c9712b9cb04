"""Where the words of a phrase stand: found at once in plain text, word by word in any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.phrases import _find_word_by_word, _pattern, find_phrase

PIECES = ["a", "b", "ab", "A", "1", "a-b", "a'b", "_", "-", "'", " ", "  ", ".", "a_b", "c"]
PIECES += [
    "\u00e4",
    "\u00c4",
    "a\u0301",
    "\u2019",
    "\u2013",
    "\u00ad",
    "\u200d",
    "\u00df",
    "\u00b2",
    "\u1e03",
]


def _marked(text, *phrase):
    return [text[start:end] for start, end in find_phrase(text, phrase)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Van Samen werken leer je.", ["Samen", "werken"]),
        ("samen - werken", ["samen", "werken"]),
        ("samen-werken", []),  # one word
        ("tezamen werken", []),
        ("samen werkend", []),
        ("samen werken-de", []),
        ("sa-men wer'ken", ["sa-men", "wer'ken"]),
        ("Één keer samen werken", ["samen", "werken"]),
        ("Één keer “samén” werken–door", ["samén", "werken"]),
        ("samen’werken", []),
        ("samen. Werken, samen\nwerken", ["samen", "Werken", "samen", "werken"]),
    ],
)
def test_phrase_is_found_as_it_is_written(text, marked):
    assert _marked(text, "samen", "werken") == marked


def test_phrases_that_overlap_are_found_both():
    assert _marked("na na na", "na", "na") == ["na", "na", "na"]


def test_of_a_very_long_word_the_beginning_counts():
    word = "a" * 64
    assert _marked(f"{word}bcd einde", word, "einde") == [f"{word}bcd", "einde"]


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(["a", "b", "ab", "1", "2", "c"]), min_size=1, max_size=3, unique=True),
)
def test_plain_text_gives_what_going_word_by_word_gives(text, words):
    phrase = tuple(words)
    assert _pattern(phrase, has_joiners=True) is not None
    assert list(find_phrase(text, phrase)) == list(_find_word_by_word(text, phrase))
