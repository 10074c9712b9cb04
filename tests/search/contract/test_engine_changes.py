"""Applying, deleting, rebuilding and the cursor."""

from datetime import datetime

import pytest

from search.engines.base import EngineUnavailable, InvalidDocument, check_document
from search.types import SearchRequest
from tests.search.example_documents import ALL, document


def _keys(engine, text):
    return [hit.key for hit in engine.search(SearchRequest(text)).hits]


def test_fresh_engine_has_no_cursor(fresh_engine):
    assert fresh_engine.cursor() is None


def test_fresh_engine_is_unavailable(fresh_engine):
    with pytest.raises(EngineUnavailable):
        fresh_engine.search(SearchRequest("kompas"))


def test_fresh_engine_cannot_apply(fresh_engine):
    with pytest.raises(EngineUnavailable):
        fresh_engine.apply([document("a")], [], 1)


def test_rebuild_tells_and_counts_documents(fresh_engine):
    assert fresh_engine.rebuild(iter(ALL), 10) == len(ALL) == fresh_engine.count()


def test_rebuild_sets_the_cursor(engine):
    assert engine.cursor() == 10


def test_rebuild_with_nothing_makes_an_empty_index(fresh_engine):
    assert fresh_engine.rebuild([], 0) == 0
    assert fresh_engine.search(SearchRequest(facets=("type",))).facets == {"type": {}}


def test_rebuild_forgets_what_is_no_longer_there(engine):
    engine.rebuild([document("kompas", "Kompas")], 12)
    assert (engine.count(), engine.cursor()) == (1, 12)
    assert _keys(engine, "klantreis") == []


def test_rebuild_keeps_the_last_of_equal_keys(fresh_engine):
    assert fresh_engine.rebuild([document("a", "Oud"), document("a", "Nieuw")], 1) == 1
    assert _keys(fresh_engine, "nieuw") == ["a:nl"]


def test_old_index_answers_during_a_rebuild(engine):
    seen = []

    def documents():
        yield document("kompas", "Kompas")
        seen.append(_keys(engine, "burgerbegroting"))

    engine.rebuild(documents(), 12)
    assert seen == [["burgerbegroting:nl"]]
    assert _keys(engine, "burgerbegroting") == []


def test_failed_rebuild_leaves_the_old_index(engine):
    def documents():
        yield document("kompas", "Kompas")
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        engine.rebuild(documents(), 12)
    assert (engine.count(), engine.cursor()) == (len(ALL), 10)


def test_apply_adds_a_document(engine):
    assert engine.apply([document("kompas", "Kompas")], [], 11)
    assert _keys(engine, "kompas") == ["kompas:nl"]


def test_apply_replaces_a_document(engine):
    engine.apply([document("klantreis", "Kompas")], [], 11)
    assert engine.count() == len(ALL)
    assert "klantreis:nl" not in _keys(engine, "wachttijden")


def test_apply_deletes_a_document(engine):
    engine.apply([], ["klantreis:nl"], 11)
    assert _keys(engine, "wachttijden") == []


def test_apply_deletes_only_that_language(engine):
    english = document("klantreis", "Journey", language="en")
    engine.apply([english], [], 11)
    engine.apply([], ["klantreis:nl"], 12)
    assert engine.search(SearchRequest("journey", language="en")).total == 2


def test_apply_sets_the_cursor(engine):
    engine.apply([], [], 11)
    assert engine.cursor() == 11


def test_apply_takes_a_cursor_of_any_size(engine):
    engine.apply([], [], 2**62)
    assert engine.cursor() == 2**62


def test_applying_twice_changes_nothing(engine):
    for _ in range(2):
        engine.apply([document("kompas", "Kompas")], ["klantreis:nl"], 11)
    assert (engine.count(), engine.cursor()) == (len(ALL), 11)
    assert _keys(engine, "kompas") == ["kompas:nl"]


def test_part_of_a_change_leaves_the_cursor(engine):
    engine.apply([document("kompas", "Kompas")], [], 11, is_part=True)
    assert engine.cursor() == 10
    engine.apply([], [], 11)
    assert (engine.cursor(), _keys(engine, "kompas")) == (11, ["kompas:nl"])


@pytest.mark.parametrize("cursor", [0, 10])
def test_part_with_deletes_alone_leaves_the_cursor(fresh_engine, cursor):
    fresh_engine.rebuild(ALL, cursor)
    fresh_engine.apply([], ["klantreis:nl"], 11, is_part=True)
    assert fresh_engine.cursor() == cursor


@pytest.mark.parametrize("cursor", [0, 10])
def test_rebuild_with_refused_documents_alone_sets_the_cursor(fresh_engine, cursor):
    fresh_engine.rebuild([document("a", numbers={"x": "no number"})], cursor)
    assert (fresh_engine.count(), fresh_engine.cursor()) == (0, cursor)


def test_parts_of_one_change_are_taken_one_after_the_other(engine):
    for slug in ("kompas", "passer"):
        assert engine.apply([document(slug, "Kompas")], [], 11, since=10, is_part=True)
    assert engine.apply([], [], 11, since=10)
    assert (engine.cursor(), _keys(engine, "kompas")) == (11, ["kompas:nl", "passer:nl"])


def test_rows_before_the_cursor_of_a_new_generation_are_not_passed_over(engine):
    """A rebuild that began before us swaps in an index that has not seen what we started from."""
    engine.rebuild(ALL, 8)
    assert engine.apply([], [], 11, since=10) is False
    assert engine.cursor() == 8


def test_refused_document_is_told_and_leaves_the_index(engine):
    told = []
    bad = document("klantreis", "Klantreis", numbers={"x": "no number"})
    engine.apply([bad, document("a", "Kompas")], [], 11, refused=lambda *why: told.append(why))
    ((key, reason),) = told
    assert (key, "numbers.x" in reason) == ("klantreis:nl", True)
    assert (_keys(engine, "wachttijden"), _keys(engine, "kompas")) == ([], ["a:nl"])


def test_deleting_an_unknown_key_does_nothing(engine):
    assert engine.apply([], ["unknown:nl", "cursor", "", "\ud800", "\x00"], 11)
    assert (engine.count(), engine.cursor()) == (len(ALL), 11)


def test_deleted_document_leaves_no_trace(engine):
    engine.apply([], ["burgerbegroting:nl"], 11)
    result = engine.search(SearchRequest(facets=("theme", "type")))
    assert result.facets["type"]["method"] == 5
    assert engine.suggest("burger", "nl") == []
    assert "burgerbegroting:nl" not in engine.related("dialoogsessie:nl", limit=20)


def test_failing_stream_applies_nothing(engine):
    def documents():
        yield document("kompas", "Kompas")
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        engine.apply(documents(), ["klantreis:nl"], 11)
    assert (engine.count(), engine.cursor()) == (len(ALL), 10)
    assert engine.apply([], [], 12)


def test_commit_is_seen_by_an_engine_that_was_already_open(engine):
    engine.search(SearchRequest("klantreis"))
    engine.apply([document("kompas", "Kompas")], [], 11)
    assert _keys(engine, "kompas") == ["kompas:nl"]


def test_closed_engine_opens_again(engine):
    engine.close()
    assert engine.count() == len(ALL)


BAD = {
    "nan": document("a", numbers={"n": float("nan")}),
    "infinite": document("a", numbers={"n": float("inf")}),
    "text as number": document("a", numbers={"n": "5"}),
    "boolean as number": document("a", numbers={"n": True}),
    "naive moment": document("a", dates={"at": datetime(2024, 1, 1)}),
    "text as moment": document("a", dates={"at": "2024-01-01"}),
    "text as values": document("a", facets={"theme": "wijken"}),
    "number as value": document("a", facets={"theme": [5]}),
    "empty value": document("a", facets={"theme": [""]}),
    "long value": document("a", facets={"theme": ["x" * 100_000]}),
    "dot in a name": document("a", facets={"a.b": ["x"]}),
    "facet named type": document("a", facets={"type": ["x"]}),
    "half a surrogate pair as value": document("a", facets={"theme": ["\ud800"]}),
    "half a surrogate pair as key": document("a\ud800"),
    "no language": document("a", language=""),
    "text missing": document("a", summary=None),
    "number as keyword": document("a", keywords=(5,)),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_harmful_document_is_refused_by_name(bad):
    with pytest.raises(InvalidDocument, match="a"):
        check_document(bad)


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_harmful_document_is_left_out_and_the_others_applied(engine, bad):
    assert engine.apply([bad, document("kompas", "Kompas")], [], 11)
    assert (engine.count(), engine.cursor()) == (len(ALL) + 1, 11)


def test_document_that_became_harmful_goes_out_of_the_index(engine):
    engine.apply([document("klantreis", "Klantreis", numbers={"n": float("nan")})], [], 11)
    assert engine.count() == len(ALL) - 1


def test_half_a_surrogate_pair_in_a_text_is_replaced(engine):
    assert engine.apply([document("kompas", "Kompas \ud800", body="\udfff")], [], 11)
    assert engine.search(SearchRequest("kompas")).hits[0].title == "<mark>Kompas</mark> ?"


def test_every_text_may_be_empty(engine):
    assert engine.apply([document("leeg", " ", url="")], [], 11)
    assert engine.count() == len(ALL) + 1
