"""What is compared: our engines, and the request that a good engineer would write by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch

from benchmarks.search.questions import Question
from search.engines.answering import answer
from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from search.engines.elastic_reader import ElasticReader
from search.engines.embedded import EmbeddedEngine

PATIENCE = 60  # seconds for an answer: a slow one must be seen, not cut off


class Contender(NamedTuple):
    """Something that is asked questions by their number, and how many hits it tells of."""

    name: str
    ask: Callable[[int], int]


def elastic_engine(url: str, name: str, near: EmbeddedEngine | None = None) -> ElasticEngine:
    """Return our engine on a server, set up as a site has it beside its embedded index."""
    server = Server((url,), name=name, read_seconds=PATIENCE)
    return ElasticEngine(server, words=near.words) if near else ElasticEngine(server)


def major_of(url: str) -> str:
    """Return the major version of a server."""
    with Elasticsearch([url], request_timeout=PATIENCE) as client:
        return str(client.info()["version"]["number"]).partition(".")[0]


def our_contender(name: str, engine: Engine, questions: Sequence[Question]) -> Contender:
    def ask(number: int) -> int:
        return engine.search(questions[number].request).total

    return Contender(name, ask)


class RawRequests:
    """For each question the last request that our engine sends, sent as it is.

    It is written beforehand, and of the answer nothing is looked at but that it is JSON: no word
    is analysed, no typing error noticed, no hit drawn. Faster than this no engine on this server
    can be.
    """

    def __init__(self, url: str, index: str, questions: Sequence[Question], words: Path) -> None:
        self._client = Elasticsearch([url], request_timeout=PATIENCE)
        self._index = index
        near = EmbeddedEngine(words)  # of its own: what it remembers helps nobody else
        self._bodies = [self._last_body(question, near) for question in questions]

    def contender(self, name: str) -> Contender:
        return Contender(name, self._ask)

    def close(self) -> None:
        self._client.close()

    def _ask(self, number: int) -> int:
        answer = self._client.search(
            index=self._index, body=self._bodies[number], request_cache=False
        )
        return int(answer["hits"]["total"]["value"])

    def _last_body(self, question: Question, near: EmbeddedEngine) -> Mapping[str, Any]:
        """Return the request of which our engine shows the answer; the others only count."""
        reader = _Recorder(self._client, self._index, 0)
        answer(reader, question.request, {}, near.words())
        return [body for body in reader.bodies if "aggs" in body][-1]


@dataclass(frozen=True)
class _Recorder(ElasticReader):
    """A reader that keeps what it asked."""

    bodies: list[dict[str, Any]] = field(default_factory=list)

    def _search(self, *bodies: dict[str, Any]) -> list[Mapping[str, Any]]:
        self.bodies.extend(bodies)
        return super()._search(*bodies)
