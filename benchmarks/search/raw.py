"""The request that a good engineer would write by hand: hits and all counts in one search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from benchmarks.search.engines import PATIENCE, Contender, written_contender
from benchmarks.search.questions import Question as Asked
from search.engines.answering import answer
from search.engines.choices import CHOICES
from search.engines.elastic_reader import ElasticReader
from search.engines.elastic_requests import ALL_VALUES, Body, compile_query, page_body
from search.engines.embedded import EmbeddedEngine
from search.engines.filtering import FacetGroup, facet_groups, restricted
from search.engines.reading import Answer, Question
from search.query import Boolean, Query


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
        return raw_body(reader.questions[-1])


@dataclass(frozen=True)
class _Recorder(ElasticReader):
    """A reader that keeps what it was asked."""

    questions: list[Question] = field(default_factory=list)

    def answer_beside(
        self, question: Question, counted: Sequence[Query]
    ) -> tuple[Answer, list[int]]:
        self.questions.append(question)
        return super().answer_beside(question, counted)


def raw_body(question: Question) -> Body:
    """Return one search for a page of hits and all counts.

    Without a choice among the counted facets one set of documents is enough. With one, the
    query leaves the filters out, hits are filtered afterwards, and each count filters for itself.
    """
    groups = facet_groups(question)
    has_own = any(name in question.filters for name in question.facets)
    filters = list(question.filters.values())
    query = restricted(question.text, question.language, () if has_own else filters)
    body = page_body(query, question.sort, question.offset, question.limit)
    if not has_own:
        body["aggs"] = {key: value for group in groups for key, value in _counts(group).items()}
        return body
    body["post_filter"] = _all_of(filters)
    body["aggs"] = {
        f"among-{number}": {"filter": _all_of(group.filters), "aggs": _counts(group)}
        for number, group in enumerate(groups)
    }
    return body


def _all_of(filters: Sequence[Query]) -> Body:
    return compile_query(Boolean(filter=tuple(filters)))


def _counts(group: FacetGroup) -> dict[str, Any]:
    name, column = CHOICES, CHOICES
    if len(group.names) == 1:
        name, column = f"facet-{group.names[0]}", f"facets.{group.names[0]}"
    return {name: {"terms": {"field": column, "size": ALL_VALUES}}}
