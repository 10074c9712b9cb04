"""The request that a good engineer would write by hand: hits and all counts in one search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from elasticsearch import Elasticsearch

from benchmarks.search.engines import PATIENCE, Contender, written_contender
from benchmarks.search.questions import Question as Asked
from search.engines.answering import answer
from search.engines.elastic_questions import whole_body
from search.engines.elastic_reader import ElasticReader
from search.engines.elastic_requests import Body
from search.engines.embedded import EmbeddedEngine
from search.engines.reading import Answer, Question
from search.query import Query


class RawRequests:
    """For each question one search for what our engine shows, sent as it is.

    It is written beforehand, and of the answer nothing is looked at but that it is JSON: no word
    is analysed, no typing error noticed, no hit drawn.
    """

    def __init__(self, url: str, index: str, questions: Sequence[Asked], words: Path) -> None:
        self._client = Elasticsearch([url], request_timeout=PATIENCE)
        self._index = index
        near = EmbeddedEngine(words)  # of its own: what it remembers helps nobody else
        self._bodies = [self._body(question, near) for question in questions]

    def contender(self, name: str) -> Contender:
        return written_contender(name, self._client, self._index, self._bodies)

    def close(self) -> None:
        self._client.close()

    def _body(self, question: Asked, near: EmbeddedEngine) -> Body:
        """Return one search for the last of what our engine asks: that it shows."""
        reader = _Recorder(self._client, self._index, 0)
        answer(reader, question.request, {}, near.nearby())
        return whole_body(reader.questions[-1])


@dataclass(frozen=True)
class _Recorder(ElasticReader):
    """A reader that keeps what it was asked."""

    questions: list[Question] = field(default_factory=list)

    def answer_beside(
        self, question: Question, counted: Sequence[Query]
    ) -> tuple[Answer, list[int]]:
        self.questions.append(question)
        return super().answer_beside(question, counted)
