"""Writing to a real Elasticsearch: nothing is written beside the generation that counts."""

from __future__ import annotations

import pytest

from search.drift import Drift
from tests.search.elastic_sites import engine_named
from tests.search.example_documents import ALL, document

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def swapping(engine):
    """Documents that are none, and while they are asked for another process swaps the index."""
    another = engine_named(engine.generations.alias)

    def documents():
        another.rebuild(ALL, 11)
        yield from ()

    yield documents
    another.close()


def indices(engine, client) -> list[str]:
    """Return all indices of the engine but that of the lock."""
    found = sorted(client.indices.get(index=f"{engine.generations.alias}-*").body)
    return [name for name in found if not name.endswith("-lock")]


@pytest.mark.parametrize("is_part", [False, True])
def test_deletes_after_a_swap_make_no_index(is_part, engine, client, swapping):
    assert not engine.apply(swapping(), ["klantreis:nl"], 12, is_part=is_part)
    assert indices(engine, client) == engine.generations.targets()


def test_index_named_as_an_alias_for_writing_is_told_and_goes(engine, client):
    name = engine.generations.current().write_alias
    engine.rebuild(ALL, 11)
    client.indices.create(index=name)
    assert engine.disorders() == [(Drift.ORPHAN_INDEX, name)]
    engine.tidy()
    assert indices(engine, client) == engine.generations.targets()


def test_documents_that_the_server_refuses_are_named_and_the_others_are_there(engine):
    """More fields than an index may have: only the server knows."""
    many = {f"n{number}": 1.0 for number in range(1_200)}
    bad = [document(f"bad-{number}", numbers=many) for number in range(3)]
    good = [document(f"page-{number}") for number in range(997)]
    documents = [*good[:400], bad[0], *good[400:700], *bad[1:], *good[700:]]
    told = []
    for _run in range(2):
        assert engine.rebuild(documents, 11, refused=lambda *why: told.append(why)) == 997
    engine.apply(documents, [], 12, refused=lambda *why: told.append(why))
    assert [key for key, _reason in told] == [one.key for one in bad] * 3
    assert sorted(held.key for held in engine.contents()) == sorted(one.key for one in good)
