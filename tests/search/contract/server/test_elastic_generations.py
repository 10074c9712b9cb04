"""Listing and tidying in a real Elasticsearch: nothing stays open, nothing of others goes."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from elastic_transport import Transport

from search.drift import Drift
from search.engines import elastic_contents, elastic_reader
from search.engines.base import EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import WRITE_SECONDS, Server
from search.engines.elastic_reader import ElasticReader
from search.engines.elastic_requests import mapping_hash
from search.types import SearchRequest, SortKey
from tests.search import planting
from tests.search.elastic_sites import engine_named, server_url
from tests.search.example_documents import ALL

pytestmark = pytest.mark.elasticsearch


def open_contexts(engine) -> tuple[int, int]:
    """Return how many searches and scrolls the servers keep open in the index."""
    client = engine._connection.writing
    stats = client.indices.stats(index=engine.generations.alias, metric="search")
    found = stats["_all"]["total"]["search"]
    return found["open_contexts"], found["scroll_current"]


def test_a_list_being_read_is_open(engine, monkeypatch):
    """The detector of the tests below sees a point in time."""
    monkeypatch.setattr(elastic_contents, "PAGE", 3)
    listing = engine.contents()
    next(listing)
    assert open_contexts(engine) == (1, 0)
    listing.close()


@pytest.mark.parametrize("read", [1, len(ALL)], ids=["partly", "wholly"])
def test_nothing_stays_open(read, engine, monkeypatch):
    monkeypatch.setattr(elastic_contents, "PAGE", 3)
    listing = engine.contents()
    for _ in range(read):
        next(listing)
    listing.close()
    assert open_contexts(engine) == (0, 0)


def test_nothing_stays_open_after_an_error(engine, monkeypatch):
    monkeypatch.setattr(elastic_contents, "COLUMNS", ("key", "language", "type", "no.such[field"))
    with pytest.raises(TypeError):
        _fail_half_way(engine)
    assert open_contexts(engine) == (0, 0)


def _fail_half_way(engine) -> None:
    for held in engine.contents():
        raise TypeError(held.key)


REQUESTS = [
    SearchRequest("klantreis", facets=("theme", "phase", "type")),
    SearchRequest("klantrijs"),  # is corrected
    SearchRequest("wijk bewoners begroting", may_be_loose=True),
    SearchRequest("niets hiervan", may_be_loose=True),
    SearchRequest("wandeling", filters={"theme": ("wijken",)}, facets=("theme",)),
    SearchRequest("", sort=(SortKey("title", descending=True),), offset=3),
    SearchRequest("residents", language="en", types=("method",), limit=1),
    SearchRequest("team", offset=9_990, limit=10),
]


def test_no_search_of_any_kind_leaves_a_context_open(engine, near):
    """Asked with the words of this machine, several searches go in one request."""
    server = Server((server_url(),), engine.generations.alias, read_seconds=20)
    beside = ElasticEngine(server, near=near.nearby)
    for asked in (engine, beside) * 3:
        for request in REQUESTS:
            asked.search(request)
        asked.suggest("klant", "nl")
        asked.related(ALL[0].key)
        asked.count()
    beside.close()
    assert open_contexts(engine) == (0, 0)


def test_list_needs_no_expensive_queries(engine, client):
    def allow(value):
        client.cluster.put_settings(persistent={"search.allow_expensive_queries": value})

    allow(False)
    try:
        assert len(list(engine.contents())) == len(ALL)
        assert len(list(engine.contents([ALL[0].key]))) == 1
    finally:
        allow(None)


def test_index_of_a_site_with_a_longer_name_is_left_alone(engine, client):
    other = engine_named(f"{engine.generations.alias}-staging")
    other.rebuild(ALL[:2], 3)
    assert engine.disorders() == []
    engine.tidy()
    engine.rebuild(ALL, 11)
    assert (other.count(), other.cursor()) == (2, 3)
    other.generations.remove_all()


def test_second_target_of_the_alias_is_told(engine):
    first = engine.generations.current().name
    second = planting.generation(engine, cursor=11, mapping=mapping_hash())
    planting.second_target(engine, second)
    told = [(Drift.DOUBLE_ALIAS, name) for name in sorted([first, second])]
    assert engine.disorders() == told
    with pytest.raises(EngineUnavailable):
        engine.cursor()


@pytest.mark.parametrize(
    ("cursor", "mapping", "is_kept"),
    [(11, "", True), (9, "", False), (11, "another", False)],
    ids=["further in the journal", "behind", "of another mapping"],
)
def test_alias_keeps_the_generation_that_is_of_most_use(cursor, mapping, is_kept, engine):
    first = engine.generations.current().name
    second = planting.generation(engine, cursor=cursor, mapping=mapping or mapping_hash())
    planting.second_target(engine, second)
    engine.tidy()
    assert engine.generations.targets() == [second if is_kept else first]
    assert (engine.disorders(), engine.generations.orphans()) == ([], [])


def test_of_two_that_are_alike_the_alias_keeps_the_younger(engine):
    second = planting.generation(engine, cursor=10, mapping=mapping_hash())
    planting.second_target(engine, second)
    engine.tidy()
    assert engine.generations.targets() == [second]


@pytest.fixture
def foreign(engine, client) -> Iterator[str]:
    """An index of somebody else, beside ours under our alias."""
    name = f"other-{uuid4().hex[:8]}"
    client.indices.create(index=name)
    planting.second_target(engine, name)
    yield name
    client.indices.delete(index=name)


@pytest.mark.parametrize(
    "change",
    [lambda engine: engine.tidy(), lambda engine: engine.rebuild(ALL, 11)],
    ids=["tidy", "rebuild"],
)
def test_index_of_somebody_else_only_loses_the_alias(change, engine, client, foreign):
    change(engine)
    assert (engine.count(), bool(client.indices.exists(index=foreign))) == (len(ALL), True)
    assert foreign not in engine.generations.targets()


def test_rebuild_never_has_the_patience_of_a_visitor(engine, monkeypatch):
    """Not even when it is done: what it asks then says whether it failed."""
    patience, perform = [], Transport.perform_request

    def watched(*arguments, **options):
        patience.append(options["request_timeout"])
        return perform(*arguments, **options)

    monkeypatch.setattr(Transport, "perform_request", watched)
    engine.rebuild(ALL, 11)
    assert set(patience) == {WRITE_SECONDS}


def test_rebuild_knows_its_index_at_once(engine):
    engine.rebuild(ALL[:3], 11)
    assert engine.known_cursor() == 11


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: engine.search(SearchRequest("klantreis")).total,
        lambda engine: len(engine.suggest("klant", "nl")),
        lambda engine: len(engine.related(ALL[0].key)),
        lambda engine: engine.count(),
    ],
    ids=["search", "suggest", "related", "count"],
)
def test_process_that_did_not_see_the_swap_asks_the_new_index(ask, engine):
    another = engine_named(engine.generations.alias)
    before = ask(another)
    engine.rebuild(ALL, 11)
    assert ask(another) == before > 0
    another.close()


def test_process_that_asks_several_things_at_once_asks_the_new_index(engine, near, monkeypatch):
    """A request of several searches is answered, and each of them says that its index is gone."""
    server, asked = Server((server_url(),), engine.generations.alias, read_seconds=20), []
    another = ElasticEngine(server, near=near.nearby)
    search_all = ElasticReader._search_all

    def watched(reader, searches):
        asked.append(reader.index)
        return search_all(reader, searches)

    monkeypatch.setattr(ElasticReader, "_search_all", watched)
    monkeypatch.setattr(elastic_reader, "MANY", 0)  # or it would be one search
    request = SearchRequest("klantreis bewoners", may_be_loose=True)
    before = another.search(request)
    engine.rebuild(ALL, 11)
    assert another.search(request) == before
    assert (before.total > 0, len(set(asked))) == (True, 2)
    another.close()
