"""Marked, escaped HTML."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting import FRAGMENT_LENGTH, Highlighter, traced
from search.query import Marks, build_query


def _marks(text, **options):
    return build_query(text, "nl", **options).marks


def _fragment(texts, marks):
    return Highlighter("nl", marks).fragment([traced(text, "nl") for text in texts])


def _whole(text, marks):
    return Highlighter("nl", marks).whole(traced(text, "nl"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De kaarten", "De <mark>kaarten</mark>"),
        ("kaart, KAART", "<mark>kaart</mark>, <mark>KAART</mark>"),
        ("een wijkkaart", "een <mark>wijkkaart</mark>"),
        ("niets hier", "niets hier"),
        ("(kaart)/kaart", "(<mark>kaart</mark>)/<mark>kaart</mark>"),
        ("", ""),
    ],
)
def test_highlight_marks_whole_words(text, expected):
    assert _whole(text, _marks("kaart")) == expected


def test_highlight_escapes_what_stands_between():
    marked = _whole("<b>kaart</b> & 'x'", _marks("kaart"))
    assert marked == "&lt;b&gt;<mark>kaart</mark>&lt;/b&gt; &amp; &#x27;x&#x27;"


def test_highlight_escapes_inside_a_marked_word():
    assert _whole("agenda's", _marks("agenda")) == "<mark>agenda&#x27;s</mark>"


def test_highlight_marks_a_beginning():
    marked = _whole("Kaartenbak", _marks("kaarte", open_ended=True))
    assert marked == "<mark>Kaartenbak</mark>"


def test_highlight_without_marks_only_escapes():
    assert _whole("<kaart>", Marks()) == "&lt;kaart&gt;"


def test_fragment_prefers_the_place_with_most_different_words():
    text = "kaart " + "vulling " * 60 + "kaart van de wijk" + " vulling" * 60
    fragment = _fragment([text], _marks("kaart wijk"))
    assert "<mark>kaart</mark> van de <mark>wijk</mark>" in fragment


def test_fragment_prefers_the_text_with_most_different_words():
    fragment = _fragment(["een kaart", "kaart van de wijk"], _marks("kaart wijk"))
    assert fragment == "<mark>kaart</mark> van de <mark>wijk</mark>"


def test_fragment_of_equal_texts_is_of_the_first():
    assert _fragment(["een kaart", "kaart"], _marks("kaart")).startswith("een")


def test_fragment_of_a_short_text_is_the_text():
    assert _fragment(["Een kaart."], _marks("kaart")) == "Een <mark>kaart</mark>."


def test_fragment_begins_and_ends_at_words():
    text = "abcdefghij " * 40 + "kaart " + "klmnopqrst " * 40
    fragment = _fragment([text.strip()], _marks("kaart"))
    words = re.sub("</?mark>|…", "", fragment).split()
    assert set(words) == {"abcdefghij", "kaart", "klmnopqrst"}


def test_fragment_of_one_endless_word_is_bounded():
    fragment = _fragment(["x" * 5000 + " kaart " + "y" * 5000], _marks("kaart"))
    assert len(fragment) < 2 * FRAGMENT_LENGTH


TEXTS = st.lists(
    st.sampled_from(["kaart", "wijk", "<b>", "&amp;", "</mark>", "'", '"', "é", " ", "x" * 90]),
    max_size=60,
).map(" ".join)


@given(TEXTS, st.sampled_from(["kaart", '"kaart wijk"', "kaart wijk", "é"]))
def test_highlighted_text_is_the_text(text, query):
    marked = _whole(text, _marks(query))
    assert unescape(re.sub("</?mark>", "", marked)) == text


@given(TEXTS, st.sampled_from(["kaart", '"kaart wijk"', "kaart wijk", "é"]))
def test_fragment_is_a_bounded_part_of_the_text(text, query):
    fragment = _fragment([text], _marks(query))
    plain = unescape(re.sub("</?mark>", "", fragment)).strip("…")
    assert plain in text
    assert len(plain) <= FRAGMENT_LENGTH + 100


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Samen op co-creatie's bouwen", ("cocreaties", "bouwen")),
        ("DE WIJK in", ("de", "wijk")),
        ("Café de wijk", ("cafe", "de")),
        ("foto\u2019s maken", ("fotos", "maken")),
    ],
)
def test_phrase_is_marked_however_it_is_written(text, phrase):
    marked = _whole(text, Marks(phrases=(phrase,)))
    assert marked.count("<mark>") == 2


def test_words_of_a_phrase_that_stand_apart_are_not_marked():
    text = "wijk en buurt en de straat"
    assert "<mark>" not in _whole(text, Marks(phrases=(("de", "wijk"),)))


def test_stop_words_stay_plain_beside_a_phrase():
    marks = Marks(frozenset({"een", "kaart"}), (("rode", "draad"),))
    marked = _whole("Een kaart met een rode draad", marks)
    assert marked == "Een <mark>kaart</mark> met een <mark>rode</mark> <mark>draad</mark>"
