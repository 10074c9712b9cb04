"""The engines that the contract tests run against: another engine is one more factory here."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from search.engines.embedded import EmbeddedEngine
from search.types import SearchDocument, SearchRequest, SearchResult
from tests.search.example_documents import ALL, SYNONYMS

Factory = Callable[[Path], Engine]
Search = Callable[..., SearchResult]


def embedded(directory: Path) -> Engine:
    return EmbeddedEngine(directory / "index", synonyms=lambda language: SYNONYMS)


def elasticsearch(directory: Path) -> Engine:
    name = f"test-{uuid4().hex[:8]}"
    server = Server((os.environ["ELASTICSEARCH_URL"],), name=name, read_seconds=20)
    return ElasticEngine(server, synonyms=lambda language: SYNONYMS)


FACTORIES: dict[str, Factory] = {"embedded": embedded}
if "ELASTICSEARCH_URL" in os.environ:  # a server that somebody started: `make test-elasticsearch`
    FACTORIES["elasticsearch"] = elasticsearch


@pytest.fixture(params=FACTORIES)
def fresh_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine that has never seen a document."""
    engine = FACTORIES[request.param](tmp_path)
    yield engine
    if isinstance(engine, ElasticEngine):
        engine.generations.remove_all()
    engine.close()


@pytest.fixture
def engine(fresh_engine: Engine) -> Engine:
    """An engine with the example documents at position 10."""
    fresh_engine.rebuild(ALL, 10)
    return fresh_engine


@pytest.fixture
def search(engine: Engine) -> Search:
    """Search with the fields of a SearchRequest."""

    def ask(text: str = "", **fields: object) -> SearchResult:
        return engine.search(SearchRequest(text=text, **fields))  # type: ignore[arg-type]

    return ask


@pytest.fixture
def found(search: Search) -> Callable[..., list[str]]:
    """Return the slugs of the hits, in order."""

    def ask(text: str = "", **fields: object) -> list[str]:
        return slugs(search(text, **fields))

    return ask


@pytest.fixture
def engine_with(fresh_engine: Engine) -> Callable[..., Engine]:
    """Fill the engine with documents of the test's own."""

    def fill(*documents: SearchDocument) -> Engine:
        fresh_engine.rebuild(documents, 1)
        return fresh_engine

    return fill


def slugs(result: SearchResult) -> list[str]:
    return [hit.key.partition(":")[0] for hit in result.hits]
