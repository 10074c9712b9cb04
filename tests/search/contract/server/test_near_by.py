"""Beside an index on this machine the server is asked for less, and answers the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from search.engines import elastic_reader
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from search.engines.elastic_reader import MOST_NEAR_BY, ElasticReader
from search.types import SearchRequest, SearchResult
from tests.search.elastic_sites import server_url
from tests.search.example_documents import ALL, document

pytestmark = pytest.mark.elasticsearch

REQUEST = SearchRequest("klantreis", facets=("theme",))
OLD = replace(ALL[0], summary="Een oude klantreis.", body="Wat er eerst van de klantreis stond.")


@pytest.fixture
def beside(engine, near) -> Iterator[ElasticEngine]:
    """The engine of a site, with the index of this machine."""
    server = Server((server_url(),), engine.generations.alias, read_seconds=20)
    another = ElasticEngine(server, near=near.nearby)
    yield another
    another.close()


@pytest.fixture
def asked_for_texts(monkeypatch) -> list[list[bool]]:
    """For each request to the server, which of its searches ask for the texts of hits."""
    asked: list[list[bool]] = []
    search = ElasticReader._search

    def watched(reader, *bodies, **options):
        asked.append(["stored" in body.get("stored_fields", ()) for body in bodies])
        return search(reader, *bodies, **options)

    monkeypatch.setattr(ElasticReader, "_search", watched)
    return asked


def test_texts_of_hits_do_not_travel(beside, engine, asked_for_texts):
    found = beside.search(REQUEST)
    assert asked_for_texts == [[False]]
    assert found == engine.search(REQUEST)
    assert found.total == 2


def test_large_index_counts_apart_from_hits(beside, engine, asked_for_texts, monkeypatch):
    monkeypatch.setattr(elastic_reader, "MANY", len(ALL))
    assert beside.search(REQUEST) == engine.search(REQUEST)
    assert asked_for_texts[0] == [False, False]


@pytest.mark.parametrize("held", [[OLD, *ALL[1:]], ALL[1:]], ids=["old", "missing"])
def test_hits_show_what_the_server_has(beside, engine, near, asked_for_texts, held):
    near.rebuild(held, 9)
    assert beside.search(REQUEST) == engine.search(REQUEST)
    assert asked_for_texts[:2] == [[False], [True]]
    asked_for_texts.clear()
    beside.search(REQUEST)
    assert asked_for_texts == [[False]]  # what the server had to send is remembered


def test_what_only_this_machine_has_is_no_hit(beside, engine, near):
    near.apply([document("verborgen", "Klantreis in het geheim")], [], 11)
    found: SearchResult = beside.search(REQUEST)
    assert found == engine.search(REQUEST)
    assert "geheim" not in repr(found)


def test_server_is_asked_for_all_without_an_index_on_this_machine(
    beside, near, tmp_path, asked_for_texts
):
    near.close()
    (tmp_path / "near" / "current").unlink()
    assert beside.search(REQUEST).total == 2
    *about_words, last = asked_for_texts
    assert last == [True, False]
    assert not any(map(any, about_words))


@pytest.mark.parametrize("ending", ["store", "term", "idx"])
def test_damage_on_this_machine_is_no_fault_of_the_server(beside, engine, near, tmp_path, ending):
    """As a disk leaves it: the index opens, and what is asked of it fails."""
    near.close()
    damaged = list((tmp_path / "near").glob(f"*/*.{ending}"))
    for file in damaged:
        file.unlink()  # another file, for a cut in one that is open kills every reader of it
        file.write_bytes(b"\xff" * 300)
    assert damaged
    for _time in range(2):
        assert beside.search(REQUEST) == engine.search(REQUEST)


def test_long_lists_come_from_the_server(beside, engine, asked_for_texts):
    request = replace(REQUEST, limit=MOST_NEAR_BY + 1)
    assert beside.search(request) == engine.search(request)
    assert asked_for_texts[0] == [True]
