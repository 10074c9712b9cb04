"""Reading what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import TEXT_LIMIT, WORD_LIMIT, clean_text, content_words, parse_text


def _words(text):
    return [word.written for word in parse_text(text).words]


def test_pair_of_quotes_asks_a_phrase():
    parsed = parse_text('kaart "in de wijk" budget')
    assert parsed.phrases == (("in", "de", "wijk"),)
    assert _words('kaart "in de wijk" budget') == ["kaart", "budget"]


@pytest.mark.parametrize("text", ["“in de wijk”", "„in de wijk”", "«in de wijk»"])
def test_every_kind_of_quotes_asks_a_phrase(text):
    assert parse_text(text).phrases == (("in", "de", "wijk"),)


@pytest.mark.parametrize("text", ['in de "wijk', 'in de wijk"', '"in de wijk', '"" in de wijk'])
def test_lone_or_empty_quotes_are_ignored(text):
    assert (parse_text(text).phrases, _words(text)) == ((), ["in", "de", "wijk"])


def test_third_quote_is_a_lone_one():
    parsed = parse_text('"in de" "wijk')
    assert (parsed.phrases, parsed.words[0].written) == ((("in", "de"),), "wijk")


def test_words_know_their_place_in_the_cleaned_text():
    parsed = parse_text('a "b c" dé\x00e')
    assert [parsed.text[word.start : word.end] for word in parsed.words] == ["a", "dé", "e"]


def test_text_is_cut_at_its_limit():
    assert len(clean_text("x" * 100_000)) == TEXT_LIMIT


def test_words_beyond_the_limit_are_dropped():
    assert len(_words("ab " * 100)) == WORD_LIMIT


def test_quoted_words_count_for_the_limit():
    parsed = parse_text(f'"{"ab " * 20}" {"cd " * 20}')
    assert len(parsed.phrases[0]) + len(parsed.words) == WORD_LIMIT


@pytest.mark.parametrize(
    ("text", "is_open"), [("kaar", True), ("kaart ", False), ("kaart?", False), ('"kaart"', False)]
)
def test_text_is_open_when_it_ends_in_a_word(text, is_open):
    assert parse_text(text).is_open is is_open


def test_stop_words_are_no_content():
    content = content_words(parse_text("hoe maak je een kaart"), "nl")
    assert [word.written for word in content] == ["maak", "kaart"]


def test_stop_words_alone_are_content():
    assert len(content_words(parse_text("hoe dan"), "nl")) == 2


def test_stop_words_beside_a_phrase_are_no_content():
    assert content_words(parse_text('de "in de wijk"'), "nl") == ()


@given(st.text(max_size=1000))
def test_any_text_is_read_within_the_limits(text):
    parsed = parse_text(text)
    assert len(parsed.words) + sum(map(len, parsed.phrases)) <= WORD_LIMIT
    assert not any(letter < " " for letter in parsed.text)
