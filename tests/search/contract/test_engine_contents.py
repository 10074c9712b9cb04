"""What an engine holds, listed for an audit, and its generations."""

from dataclasses import replace

import pytest

from search.content_hash import content_hash
from search.drift import Drift
from search.engines import elastic_contents, embedded_contents
from search.engines.base import EngineUnavailable, Held, RebuildRunning
from tests.search import planting
from tests.search.example_documents import ALL, DUTCH, document


def as_held(*documents):
    return sorted(Held(doc.key, doc.language, doc.type, content_hash(doc)) for doc in documents)


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(elastic_contents, "PAGE", 3)
    monkeypatch.setattr(embedded_contents, "SLICE", 3)


def test_contents_are_all_documents_and_not_the_marker(engine):
    assert sorted(engine.contents()) == as_held(*ALL)


def test_contents_of_several_pages_come_each_once(small_pages, engine):
    assert sorted(engine.contents()) == as_held(*ALL)


def test_contents_of_some_keys(engine):
    wanted = DUTCH[:2]
    keys = [doc.key for doc in wanted] + ["unknown:nl", "cursor", "-"]
    assert sorted(engine.contents(keys)) == as_held(*wanted)


def test_contents_of_no_keys_are_none(engine):
    assert list(engine.contents([])) == []


def test_contents_follow_what_is_applied(engine):
    fresh = replace(DUTCH[0], title="Anders")
    engine.apply([fresh], [DUTCH[1].key], 11)
    rest = [doc for doc in ALL if doc not in DUTCH[:2]]
    assert sorted(engine.contents()) == as_held(fresh, *rest)


def test_contents_show_a_key_that_is_there_twice(small_pages, engine):
    planting.second_copy(engine, DUTCH[0])
    assert sorted(engine.contents()) == as_held(DUTCH[0], *ALL)
    assert list(engine.contents([DUTCH[0].key])) == as_held(DUTCH[0], DUTCH[0])


def test_contents_are_those_of_one_moment(small_pages, engine):
    listing = engine.contents()
    first = next(listing)
    engine.apply([document("kompas", "Kompas")], [doc.key for doc in ALL], 11)
    assert sorted([first, *listing]) == as_held(*ALL)


def test_contents_of_an_empty_index_are_none(engine_with):
    assert list(engine_with().contents()) == []


def test_contents_need_an_index(fresh_engine):
    with pytest.raises(EngineUnavailable):
        list(fresh_engine.contents())


def test_many_copies_of_one_key_are_all_listed(small_pages, engine_with):
    engine = engine_with(document("a"))
    for _ in range(7):
        planting.second_copy(engine, document("a"))
    assert list(engine.contents()) == as_held(document("a")) * 8


def test_sound_engine_has_no_disorders(engine):
    assert engine.disorders() == []


def test_engine_that_has_seen_nothing_has_no_disorders(fresh_engine):
    assert fresh_engine.disorders() == []


def test_generation_that_nothing_leads_to_is_told_and_goes(engine):
    name = planting.orphan(engine)
    assert engine.disorders() == [(Drift.ORPHAN_INDEX, name)]
    engine.tidy()
    assert (engine.disorders(), engine.count()) == ([], len(ALL))


def test_generation_that_is_being_made_is_no_orphan(engine):
    seen = []

    def documents():
        seen.append(engine.disorders())
        yield document("kompas")

    engine.rebuild(documents(), 12)
    assert seen == [[]]


def test_nothing_is_tidied_during_a_rebuild(engine):
    def documents():
        with pytest.raises(RebuildRunning):
            engine.tidy()
        yield document("kompas")

    assert engine.rebuild(documents(), 12) == 1


def test_other_mapping_is_told_and_kept_when_tidied(engine):
    planting.old_mapping(engine)
    engine.tidy()
    assert [kind for kind, _name in engine.disorders()] == [Drift.OLD_MAPPING]
    engine.rebuild(ALL, 12)
    assert engine.disorders() == []
