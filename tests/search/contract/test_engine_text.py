"""What words find: forms, phrases, compounds, synonyms, beginnings and typing errors."""

import pytest

from search.types import SearchRequest
from tests.search.example_documents import document


def test_text_finds_a_word_of_the_title(found):
    assert found("burgerbegroting") == ["burgerbegroting"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("wandelingen", "wijkwandeling"),
        ("Organisatie", "persbericht-netwerk"),
        ("overheid", "leerkring"),
        ("stad", "persbericht-netwerk"),
        ("vergunning", "praktijk-loket"),
        ("bewoner", "dialoogsessie"),
    ],
)
def test_text_finds_another_form_of_a_word(found, text, slug):
    assert slug in found(text)


def test_text_ignores_accents_and_capitals(found):
    assert found("EEN LOKET")[0] == found("één loket")[0] == "praktijk-loket"


def test_title_counts_more_than_body(found):
    assert found("klantreis") == ["klantreis", "praktijk-loket"]


def test_text_with_all_words_comes_before_a_title_with_a_common_one(engine_with):
    common = [document(f"a{number}", "De bewoners en het werk") for number in range(4)]
    others = [document(f"c{number}", f"Anders {number}") for number in range(20)]
    body = "Bewoners vertellen over wantrouwen in de wijk, en over wantrouwen thuis."
    engine = engine_with(*common, *others, document("b", "Kring", body=body))
    request = SearchRequest("bewoners wantrouwen wijk", may_be_loose=True)
    assert engine.search(request).hits[0].key == "b:nl"


def test_keyword_counts_more_than_body(engine_with):
    engine = engine_with(
        document("a", "Eerste", body="canvas"), document("b", "Tweede", keywords=("canvas",))
    )
    assert [hit.key for hit in engine.search(SearchRequest("canvas")).hits] == ["b:nl", "a:nl"]


def test_exact_word_comes_before_another_form(engine_with):
    engine = engine_with(document("a", "De kaarten"), document("b", "De kaart"))
    assert [hit.key for hit in engine.search(SearchRequest("kaart")).hits] == ["b:nl", "a:nl"]


def test_two_words_must_both_match(found):
    assert found("klantreis budget") == []


def test_two_thirds_of_three_words_must_match(found):
    assert "burgerbegroting" in found("budget gemeenteraad hefboom")


def test_one_of_three_words_is_not_enough(found):
    assert found("budget hefboom katapult") == []


def test_question_words_do_not_count(found):
    assert found("hoe maak je een prototype") == found("maak prototype")


def test_stop_words_alone_match_as_words(found):
    assert "klantreis" in found("van")


def test_quotes_ask_a_phrase(found):
    assert found('"door de wijk"') == ["wijkwandeling"]


def test_phrase_in_another_order_finds_nothing(found):
    assert found('"wijk de door"') == []


def test_phrase_is_matched_in_the_written_form(found):
    assert found('"open vraag"') == []


@pytest.mark.parametrize("phrase", ["een twee", "twee drie", "drie vier", "vier vijf"])
def test_phrase_does_not_run_from_one_text_into_the_next(engine_with, phrase):
    engine = engine_with(
        document("a", "Een", keywords=("twee", "drie"), summary="Vier", body="Vijf")
    )
    assert engine.search(SearchRequest(f'"{phrase}"')).total == 0


def test_phrase_and_word_must_both_match(found):
    assert found('"de wijk" budget') == ["burgerbegroting"]


def test_word_finds_a_compound_that_holds_it(found):
    assert "burgerbegroting" in found("participatie")


def test_two_words_find_the_compound(found):
    assert found("burger begroting") == ["burgerbegroting"]


def test_compound_finds_its_parts(engine_with):
    engine = engine_with(document("a", "Reis van de klant"), document("b", "Reis naar huis"))
    assert [hit.key for hit in engine.search(SearchRequest("klantreis")).hits] == ["a:nl"]


def test_whole_word_comes_before_a_compound(engine_with):
    engine = engine_with(document("a", "Wijkbudget"), document("b", "Budget"))
    assert [hit.key for hit in engine.search(SearchRequest("budget")).hits] == ["b:nl", "a:nl"]


def test_synonym_finds_the_other_word(found):
    assert "wijkwandeling" in found("buurt")


def test_synonym_of_several_words_is_found_as_a_phrase(engine_with):
    engine = engine_with(
        document("a", "Samen maken"), document("b", "Samen huizen maken"), document("c", "Anders")
    )
    assert [hit.key for hit in engine.search(SearchRequest("co-creatie")).hits] == ["a:nl"]


def test_several_words_find_their_single_synonym(engine_with):
    engine = engine_with(document("a", "Co-creatie"), document("b", "Iets anders"))
    assert [hit.key for hit in engine.search(SearchRequest("samen maken")).hits] == ["a:nl"]


def test_own_word_comes_before_its_synonym(engine_with):
    engine = engine_with(document("a", "De wijk"), document("b", "De buurt"))
    assert [hit.key for hit in engine.search(SearchRequest("buurt")).hits] == ["b:nl", "a:nl"]


def test_beginning_of_a_title_word_finds_it(found):
    assert found("dialoogs") == ["dialoogsessie"]


def test_beginning_is_not_offered_a_correction(search):
    assert search("dialoogs").correction is None


def test_finished_word_is_not_read_as_a_beginning(engine_with):
    engine = engine_with(document("a", "De kamer"), document("b", "De kameraad"))
    assert [hit.key for hit in engine.search(SearchRequest("kamer")).hits] == ["a:nl"]


def test_english_finds_english_forms(found):
    assert found("study", language="en") == ["customer-journey"]


def test_languages_are_kept_apart(found):
    assert found("customer journey") == ["klantreis"]
    assert found("klantreis", language="en") == []


def test_typing_error_answers_for_the_correction(search):
    result = search("klantries")
    assert (result.correction, result.corrected) == ("klantreis", True)
    assert result.total == 2


def test_typing_error_of_two_letters_is_corrected_in_a_long_word(search):
    assert search("burgrbegrotting").correction == "burgerbegroting"


def test_typing_error_beside_a_known_word_is_offered_only(search):
    result = search("budget wijk gemeenteraat")
    assert (result.correction, result.corrected) == ("budget wijk gemeenteraad", False)


def test_correction_keeps_the_other_words(search):
    assert search("dialogsessie met bewoners").correction == "dialoogsessie met bewoners"


def test_quoted_words_are_not_corrected(search):
    assert search('"klantries"').correction is None


def test_short_words_are_not_corrected(search):
    assert search("wyk").correction is None


def test_known_word_gets_no_correction(search):
    assert search("klantreis").correction is None


def test_correction_offers_no_word_of_a_deleted_document(engine):
    engine.apply([], ["burgerbegroting:nl"], 11)
    assert engine.search(SearchRequest("burgerbegrotng")).correction is None


def test_correction_offers_no_word_of_another_language(search):
    assert search("neighbourhod").correction is None


def test_correction_that_finds_nothing_within_the_filters_is_not_offered(search):
    result = search("klantries", filters={"theme": ("wijken",)})
    assert (result.total, result.correction) == (0, None)


def test_far_rarer_word_is_offered_its_neighbour(engine_with):
    common = [document(f"a{number}", "Het kader") for number in range(60)]
    engine = engine_with(*common, document("b", "Het kuder"))
    result = engine.search(SearchRequest("kuder"))
    assert (result.total, result.correction, result.corrected) == (1, "kader", False)
