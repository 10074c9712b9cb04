"""Where few documents have enough of the words, any of the words will do, when asked so."""

import pytest

from search.engines.answering import FEW
from search.types import SearchRequest, SortKey
from tests.search.example_documents import document


@pytest.fixture
def loose(search):
    """Search as the page of results does."""

    def ask(text, **fields):
        return search(text, may_be_loose=True, **fields)

    return ask


def slugs(result):
    return [hit.key.removesuffix(":nl") for hit in result.hits]


def test_any_word_is_enough_where_no_document_has_all(loose):
    result = loose("klantreis budget")
    assert set(slugs(result)) == {"klantreis", "praktijk-loket", "burgerbegroting"}
    assert result.full_matches == 0


def test_unknown_word_does_not_stand_in_the_way(loose):
    assert slugs(loose("budget hefboom katapult")) == ["burgerbegroting"]


def test_counts_are_those_of_all_hits(loose):
    result = loose("klantreis budget", facets=("type",))
    assert result.facets["type"] == {"method": 2, "case": 1}


def test_documents_with_all_words_come_first(loose):
    result = loose("wijk budget")
    assert (slugs(result)[0], result.full_matches) == ("burgerbegroting", 1)
    assert result.total > 1


def test_part_of_a_compound_is_enough(engine_with):
    engine = engine_with(document("a", "Reis naar huis"), document("b", "Iets anders"))
    request = SearchRequest("klantreis", may_be_loose=True)
    assert slugs(engine.search(request)) == ["a"]


def test_enough_hits_stay_strict(engine_with):
    full = [document(f"a{number}", "Kaart van de wijk") for number in range(FEW)]
    engine = engine_with(*full, document("b", "Kaart"))
    result = engine.search(SearchRequest("kaart wijk", may_be_loose=True))
    assert (result.total, result.full_matches) == (FEW, None)


def test_chosen_filter_does_not_make_a_search_loose(engine_with):
    full = [document(f"a{number}", "Kaart van de wijk") for number in range(FEW)]
    few = {"facets": {"theme": ["leren"]}}
    engine = engine_with(*full, document("b", "Kaart", **few), document("c", "Kaart wijk", **few))
    asked = SearchRequest("kaart wijk", filters={"theme": ("leren",)}, may_be_loose=True)
    assert slugs(engine.search(asked)) == ["c"]


def test_loose_hits_keep_to_the_filters(loose):
    result = loose("klantreis budget", filters={"theme": ("wijken",)})
    assert slugs(result) == ["burgerbegroting"]


def test_quotes_still_ask_a_phrase(loose):
    assert slugs(loose('"de wijk" budget katapult')) == ["burgerbegroting"]


def test_other_order_than_relevance_stays_strict(loose):
    assert loose("klantreis budget", sort=(SortKey("title"),)).total == 0


def test_search_that_gains_nothing_is_not_called_loose(loose):
    result = loose("wijkwandeling hefboom")
    assert loose("dialoogsessie").full_matches is None
    assert result.full_matches == 0


def test_typing_error_is_corrected_before_words_are_dropped(loose):
    result = loose("klantries budget")
    assert (result.correction, result.corrected) == ("klantreis budget", True)
    assert "burgerbegroting" in slugs(result)


def test_correction_beside_few_hits_is_offered(loose):
    result = loose("budget wijk gemeenteraat")
    assert (result.correction, result.corrected) == ("budget wijk gemeenteraad", False)


def test_all_hits_can_be_paged_through(loose):
    whole = slugs(loose("klantreis budget wijk"))
    pages = [slugs(loose("klantreis budget wijk", offset=n, limit=1)) for n in range(len(whole))]
    assert [hit for page in pages for hit in page] == whole
