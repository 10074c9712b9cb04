"""What is compared: our engines, and searches that were written beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch

from benchmarks.search.questions import Question
from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from search.engines.embedded import EmbeddedEngine

PATIENCE = 60  # seconds for an answer: a slow one must be seen, not cut off


class Contender(NamedTuple):
    """Something that is asked questions by their number, and how many hits it tells of."""

    name: str
    ask: Callable[[int], int]


def elastic_engine(url: str, name: str, near: EmbeddedEngine | None = None) -> ElasticEngine:
    """Return our engine on a server, set up as a site has it beside its embedded index."""
    server = Server((url,), name=name, read_seconds=PATIENCE)
    return ElasticEngine(server, near=near.nearby) if near else ElasticEngine(server)


def major_of(url: str) -> str:
    """Return the major version of a server."""
    with Elasticsearch([url], request_timeout=PATIENCE) as client:
        return str(client.info()["version"]["number"]).partition(".")[0]


def written_contender(
    name: str, client: Elasticsearch, index: str, bodies: Sequence[Mapping[str, Any]]
) -> Contender:
    """Return what sends for each question the search that was written for it."""

    def ask(number: int) -> int:
        found = client.search(index=index, body=bodies[number], request_cache=False)
        return int(found["hits"]["total"]["value"])

    return Contender(name, ask)


def our_contender(name: str, engine: Engine, questions: Sequence[Question]) -> Contender:
    def ask(number: int) -> int:
        return engine.search(questions[number].request).total

    return Contender(name, ask)
