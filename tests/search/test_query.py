"""The query tree built from a text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import Boolean, Phrase, Term, build_query, unscored

SYNONYMS = {"co-creatie": ("samen maken",), "buurt": ("wijk", "wijk")}


def _leaves(query):
    if isinstance(query, Boolean):
        for part in (*query.must, *query.should, *query.filter, *query.must_not):
            yield from _leaves(part)
    else:
        yield query


def _values(text, **options):
    return {
        leaf.value
        for leaf in _leaves(build_query(text, "nl", **options).root)
        if isinstance(leaf, Term)
    }


@pytest.mark.parametrize("text", ["", "  ", "?!", "\x00", '""'])
def test_text_without_words_gives_no_tree(text):
    assert build_query(text, "nl") is None


def test_one_word_must_match():
    assert len(build_query("kaart", "nl").root.must) == 1


def test_two_words_must_both_match():
    assert len(build_query("kaart wijk", "nl").root.must) == 2


@pytest.mark.parametrize(("number", "minimum"), [(3, 2), (4, 3), (5, 4), (6, 4), (9, 6)])
def test_two_thirds_rounded_up_of_more_words_must_match(number, minimum):
    words = ["kaart", "wijk", "budget", "raad", "stem", "plan", "huis", "boom", "fiets"][:number]
    (enough,) = build_query(" ".join(words), "nl").root.must
    assert (len(enough.should), enough.minimum) == (number, minimum)


def test_one_word_is_enough_in_a_loose_query():
    (enough,) = build_query("kaart wijk budget", "nl", is_loose=True).root.must
    assert (len(enough.should), enough.minimum) == (3, 1)


def test_quotes_must_match_in_a_loose_query_too():
    root = build_query('"in de wijk"', "nl", is_loose=True).root
    assert root.must == (Phrase("exact", ("in", "de", "wijk")),)


def test_the_same_word_twice_counts_once():
    assert len(build_query("kaart kaarten Kaart", "nl").root.must) == 1


def test_stop_words_are_not_asked():
    assert "de" not in _values("de kaart")


def test_title_counts_more_than_any_other_field():
    leaves = _leaves(build_query("kaart", "nl").root)
    boosts = {leaf.field: leaf.boost for leaf in leaves}
    order = ["title", "keywords", "summary", "body", "parts"]
    assert sorted(order, key=boosts.get, reverse=True) == order


def test_quotes_ask_the_written_words_in_order():
    assert build_query('"In de wijken"', "nl").root.must == (
        Phrase("exact", ("in", "de", "wijken")),
    )


def test_words_that_stand_together_are_lifted():
    root = build_query("kaart van wijken", "nl").root
    assert root.should == (
        Phrase("title", ("kaart", "van", "wijk"), 6.0),
        Phrase("body", ("kaart", "van", "wijk"), 1.0),
    )


def test_synonym_is_an_alternative_of_its_word():
    assert {"buurt", "wijk"} <= _values("buurt", synonyms=SYNONYMS)


def test_synonyms_work_in_both_directions():
    assert {"buurt", "wijk"} <= _values("wijken", synonyms=SYNONYMS)


def test_synonym_of_several_words_is_a_phrase():
    leaves = list(_leaves(build_query("co-creatie", "nl", SYNONYMS).root))
    assert Phrase("title", ("saam", "maak"), 3.0) in leaves


def test_several_words_with_a_synonym_are_one_clause():
    assert len(build_query("samen maken", "nl", SYNONYMS).root.must) == 1


def test_synonyms_are_marked():
    assert build_query("buurt", "nl", SYNONYMS).marks.tokens == {"buurt", "wijk"}


def test_last_word_may_go_on_when_asked():
    marks = build_query("wijk kaar", "nl", open_ended=True).marks
    assert marks.beginning == "kaar"


@pytest.mark.parametrize("text", ["kaar ", "ka", "kaar de", "onwaarschijnlijkheid"])
def test_finished_short_stop_or_long_word_does_not_go_on(text):
    assert build_query(text, "nl", open_ended=True).marks.beginning == ""


def test_tree_can_be_a_cache_key():
    assert hash(build_query("kaart", "nl").root) == hash(build_query("kaart", "nl").root)


FIELDS = {"title", "keywords", "summary", "body", "parts", "exact", "prefixes", "keyword_prefixes"}


@given(st.text(max_size=500), st.sampled_from(["nl", "en", "fr"]), st.booleans())
def test_any_text_gives_a_tree_of_plain_words(text, language, open_ended):
    query = build_query(text, language, SYNONYMS, open_ended=open_ended)
    for leaf in [] if query is None else _leaves(query.root):
        words = leaf.tokens if isinstance(leaf, Phrase) else (leaf.value,)
        assert leaf.field in FIELDS
        assert all(word.isalnum() for word in words)


@given(
    st.lists(
        st.sampled_from(["kaart", "wijk", "budget", "de", "hoe", "raad"]), min_size=1, max_size=40
    )
)
def test_no_tree_asks_more_than_it_holds(words):
    root = build_query(" ".join(words), "nl").root
    for part in root.must:
        if part.minimum > 1:
            assert part.minimum == math.ceil(len(part.should) * 2 / 3)


def test_what_only_lifts_is_left_out_without_scores():
    root = build_query("kaart wijk", "nl").root
    assert any(isinstance(leaf, Phrase) for leaf in _leaves(root))
    assert not any(isinstance(leaf, Phrase) for leaf in _leaves(unscored(root)))


def test_what_must_match_stays_without_scores():
    a, b, c, d = (Term("title", letter, 2.0) for letter in "abcd")
    some = Boolean(should=(a, b, c), minimum=2)
    tree = Boolean(must=(some, Boolean(must=(d,), should=(a,))), filter=(b,), must_not=(c,))
    assert unscored(tree) == Boolean(filter=(some, d, b), must_not=(c,))


def test_tree_of_one_part_is_that_part_without_scores():
    term = Term("title", "kaart")
    word = Boolean(should=(term,), minimum=1)
    assert unscored(Boolean(must=(word,), should=(Phrase("body", ("a", "b")),))) == term
    assert unscored(Boolean(should=(term,))) == Boolean(should=(term,))  # matches everything
