"""A server that takes a part of what is written: nothing is lost, and what it refuses is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines.base import EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from search.engines.elastic_documents import document_id
from search.engines.elastic_requests import MARKER_ID
from tests.search.example_documents import document
from tests.search.fake_index import FakeIndex, serving

MANY = [document(f"page-{number}", body="tekst " * 20) for number in range(20)]
LARGE = document("large", body="woord " * 2_000)


@pytest.fixture
def index() -> FakeIndex:
    return FakeIndex()


@pytest.fixture
def engine(index) -> Iterator[ElasticEngine]:
    with serving(index) as url:
        engine = ElasticEngine(Server((url,)))
        yield engine
        engine.close()


def taken(*documents, action="index", version=6) -> list[tuple[str, str, int]]:
    return [(action, document_id(one.key), version) for one in documents]


def test_batch_that_is_too_large_is_sent_in_parts(index, engine):
    index.most = 10_000
    assert engine.apply(MANY, [], 6)
    assert (index.changes, index.cursor) == (taken(*MANY), 6)


def test_document_that_is_too_large_alone_is_named_and_leaves_the_index(index, engine):
    index.most, told = 10_000, []
    engine.apply([*MANY, LARGE], [], 6, refused=lambda *why: told.append(why))
    assert told == [(LARGE.key, "too large for the server")]
    assert index.changes == taken(*MANY) + taken(LARGE, action="delete")


def test_delete_that_is_not_taken_is_no_success(index, engine):
    index.most = 10
    with pytest.raises(EngineUnavailable):
        engine.apply([], [LARGE.key], 6)
    assert (index.taken, index.cursor) == ([], 5)


@pytest.mark.parametrize("status", [429, 503])
def test_change_that_a_busy_server_did_not_take_is_not_lost(status, index, engine):
    index.failing[document_id(MANY[3].key)] = status, {"type": "busy"}
    with pytest.raises(EngineUnavailable, match=str(status)):
        engine.apply(MANY, [], 6)
    assert index.cursor == 5
    index.failing.clear()
    index.taken.clear()
    engine.apply(MANY, [], 6)
    assert (index.changes, index.cursor) == (taken(*MANY), 6)


@pytest.mark.parametrize(("documents", "deleted"), [(MANY, []), ([], [LARGE.key])])
def test_marker_that_is_refused_is_no_success(documents, deleted, index, engine):
    """As where somebody let the alias for writing lead to two indices."""
    index.failing[MARKER_ID] = 400, {"type": "illegal_argument_exception"}
    with pytest.raises(EngineUnavailable):
        engine.apply(documents, deleted, 6)


def test_reason_of_the_server_stays_with_the_server(index, engine):
    """It may quote what stands in the document, and who reads the log may not see that."""
    error = {"type": "document_parsing_exception", "reason": "failed on value [geheim]"}
    index.failing[document_id("large:nl")], told = (400, error), []
    engine.apply([LARGE], [], 6, refused=lambda *why: told.append(why))
    assert told == [(LARGE.key, "document_parsing_exception")]
