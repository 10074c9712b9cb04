"""What a hit shows, suggestions and related documents."""

import re

from search.types import SearchRequest, Suggestion
from tests.search.example_documents import document

UNSAFE = re.compile(r"<(?!/?mark>)|>(?<!<mark>)(?<!</mark>)")


def test_title_marks_every_form_of_the_word(search):
    assert search("dialoogsessies").hits[0].title.startswith("<mark>Dialoogsessie</mark> met")


def test_fragment_marks_the_word_in_body_or_summary(search):
    assert "een <mark>budget</mark>" in search("budget").hits[0].fragment


def test_fragment_marks_a_synonym(search):
    assert "<mark>wijk</mark>" in search("buurt").hits[0].fragment


def test_fragment_marks_a_whole_phrase(search):
    fragment = search('"door de wijk"').hits[0].fragment
    assert "<mark>door</mark> <mark>de</mark> <mark>wijk</mark>" in fragment


def test_fragment_of_a_phrase_leaves_its_words_elsewhere(engine_with):
    engine = engine_with(document("a", "x", summary="Rode kaart en een gele kaart"))
    fragment = engine.search(SearchRequest('"gele kaart"')).hits[0].fragment
    assert fragment == "Rode kaart en een <mark>gele</mark> <mark>kaart</mark>"


def test_beginning_marks_the_words_that_begin_so(search):
    assert "<mark>Dialoogsessie</mark>" in search("dialoogs").hits[0].title


def test_fragment_is_empty_when_only_the_title_matches(engine_with):
    engine = engine_with(document("a", "Kompas", summary="Iets anders."))
    assert engine.search(SearchRequest("kompas")).hits[0].fragment == ""


def test_without_text_nothing_is_marked(search):
    assert all("<mark>" not in hit.title + hit.fragment for hit in search().hits)


def test_highlight_switched_off_marks_nothing(search):
    hit = search("klantreis", highlight=False).hits[0]
    assert (hit.title, hit.fragment) == ("Klantreis", "")


def test_fragment_is_about_two_hundred_characters(engine_with):
    body = "Veel woorden vooraf. " * 50 + "Hier staat kompas middenin. " + "En nog meer. " * 50
    engine = engine_with(document("a", "Titel", body=body))
    fragment = engine.search(SearchRequest("kompas")).hits[0].fragment
    assert "<mark>kompas</mark>" in fragment
    assert 120 < len(fragment) < 260
    assert fragment[0] == fragment[-1] == "…"


def test_title_is_escaped(engine_with):
    engine = engine_with(document("a", '<script>alert("kompas")</script> & meer'))
    title = engine.search(SearchRequest("kompas")).hits[0].title
    expected = "&lt;script&gt;alert(&quot;<mark>kompas</mark>&quot;)&lt;/script&gt; &amp; meer"
    assert title == expected


def test_title_is_escaped_without_text(engine_with):
    hit = engine_with(document("a", "<b>x</b>")).search(SearchRequest()).hits[0]
    assert hit.title == "&lt;b&gt;x&lt;/b&gt;"


def test_body_is_escaped_around_and_inside_marks(engine_with):
    body = '<img src=x onerror="kompas()"> <mark>kompas</mark> <b>kompas</b> kompas&lt;kompas'
    engine = engine_with(document("a", "Titel", body=body))
    fragment = engine.search(SearchRequest("kompas")).hits[0].fragment
    assert fragment.count("<mark>") == 5
    assert not UNSAFE.search(fragment)


def test_hit_tells_type_url_and_key(search):
    hit = search("vergunningen").hits[0]
    expected = ("praktijk-loket:nl", "case", "/praktijk/praktijk-loket/")
    assert (hit.key, hit.type, hit.url) == expected


def test_suggestion_begins_with_the_typed_letters(engine):
    expected = Suggestion(
        "dialoogsessie:nl", "Dialoogsessie met bewoners", "/methoden/dialoogsessie/", "method"
    )
    assert engine.suggest("dial", "nl") == [expected]


def _texts(engine, text, **options):
    return [suggestion.text for suggestion in engine.suggest(text, "nl", **options)]


def test_suggestion_matches_any_word_of_the_title(engine):
    assert _texts(engine, "bewo") == ["Dialoogsessie met bewoners"]


def test_suggestion_needs_every_typed_word(engine):
    assert _texts(engine, "leerkring bew") == []
    assert _texts(engine, "dialoogsessie bew") == ["Dialoogsessie met bewoners"]


def test_title_that_begins_so_comes_first(engine_with):
    engine = engine_with(
        document("a", "Aan de kaart"),
        document("b", "Kaart"),
        document("c", "A", keywords=("kaart",)),
    )
    assert _texts(engine, "ka") == ["Kaart", "Aan de kaart", "A"]


def test_suggestion_matches_a_keyword(engine):
    assert _texts(engine, "proefm") == ["Prototype van papier"]


def test_suggestion_ignores_accents_and_capitals(engine):
    assert _texts(engine, "EEN LO") == ["Eén loket voor vergunningen"]


def test_suggestion_of_a_word_longer_than_the_indexed_beginnings(engine):
    assert _texts(engine, "dialoogsessie") == ["Dialoogsessie met bewoners"]
    assert _texts(engine, "dialoogsessix") == []


def test_suggestions_stop_at_the_limit(engine_with):
    engine = engine_with(*(document(f"k{n}", f"Kaart {n}") for n in range(20)))
    assert len(_texts(engine, "kaart", limit=5)) == 5


def test_suggestions_keep_languages_apart(engine):
    assert _texts(engine, "citizens") == []
    assert engine.suggest("citizens", "en")[0].url == "/en/methods/citizens-budget/"


def test_nothing_typed_suggests_nothing(engine):
    assert _texts(engine, "") == _texts(engine, "  ?") == _texts(engine, "k") == []


def test_related_share_facet_values(engine):
    assert engine.related("burgerbegroting:nl")[:2] == ["dialoogsessie:nl", "wijkwandeling:nl"]


def test_related_weighs_rare_values_more(engine_with):
    common = [document(f"c{n}", facets={"theme": ["veel"]}) for n in range(9)]
    rare = document("z-zelden", facets={"theme": ["zelden"]})
    engine = engine_with(document("a", facets={"theme": ["veel", "zelden"]}), rare, *common)
    assert engine.related("a:nl")[:3] == ["z-zelden:nl", "c0:nl", "c1:nl"]


def test_related_leaves_out_the_document_and_other_languages(engine):
    related = engine.related("klantreis:nl", limit=20)
    assert "klantreis:nl" not in related
    assert all(key.endswith(":nl") for key in related)


def test_related_keeps_to_the_types(engine):
    assert engine.related("klantreis:nl", types=("case",)) == ["praktijk-loket:nl"]


def test_related_stops_at_the_limit(engine):
    assert len(engine.related("dialoogsessie:nl", limit=2)) == 2


def test_related_of_an_unknown_document_is_empty(engine):
    assert engine.related("unknown:nl") == []


def test_related_of_a_document_without_facets_is_empty(engine):
    assert engine.related("persbericht-netwerk:nl") == []
