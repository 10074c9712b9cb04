"""A real Elasticsearch with the example documents, for what only that engine has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.engines.elastic import ElasticEngine
from tests.search.elastic_sites import filled_engine


@pytest.fixture
def engine() -> Iterator[ElasticEngine]:
    """An engine with the example documents at position 10."""
    with filled_engine() as engine:
        yield engine


@pytest.fixture
def client(engine: ElasticEngine) -> Elasticsearch:
    """A client that sees what the engine has on its server."""
    return engine._connection.writing
