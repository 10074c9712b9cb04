"""Read the index in Elasticsearch with query trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.engines.elastic_client import (
    READ_SECONDS,
    IndexGone,
    patience,
    unavailable_when_it_fails,
)
from search.engines.elastic_documents import document_id
from search.engines.elastic_requests import (
    SCORE_STEPS,
    Body,
    compile_query,
    page_body,
    read_counts,
    search_body,
)
from search.engines.reading import Answer, Found, Question, Stored
from search.engines.stored import read_stored
from search.query import Boolean, Query, Term
from search.spelling import Vocabulary
from search.types import SortKey

NOT_FOUND = 404
WORDS_AT_ONCE = 10_000
_OPTIONS: dict[str, Any] = {"allow_partial_search_results": False, "request_cache": False}


@dataclass(frozen=True)
class ElasticReader:
    """A Reader of one generation of the index, up to what it held at `cursor`.

    Equal ones read the same, so that what one has worked out serves the others. `seconds` is how
    long its client waits for an answer.
    """

    client: Elasticsearch
    index: str
    cursor: int
    seconds: float = field(default=READ_SECONDS, compare=False)

    def answer(self, question: Question) -> Answer:
        return self.answer_beside(question, ())[0]

    def answer_beside(
        self, question: Question, counted: Sequence[Query]
    ) -> tuple[Answer, list[int]]:
        body, beside = search_body(question), list(map(_count_body, counted))
        with unavailable_when_it_fails("searching"):
            found, *others = self._search(body, *beside)
            counts = read_counts(found["aggregations"] if body["aggs"] else {}, question.facets)
            return Answer(*_read_page(found, question.sort), counts), list(map(_total, others))

    def count(self, query: Query) -> int:
        body = _count_body(query)
        with unavailable_when_it_fails("counting"):
            return _total(self._search(body)[0])

    def page(
        self, query: Query, sort: tuple[SortKey, ...], offset: int, limit: int
    ) -> tuple[int, list[Found]]:
        body = page_body(query, sort, offset, limit)
        with unavailable_when_it_fails("searching"):
            return _read_page(self._search(body)[0], sort)

    def stored(self, key: str) -> Stored | None:
        with unavailable_when_it_fails("reading a document"):
            try:
                found = self.client.get(
                    index=self.index, id=document_id(key), stored_fields="stored"
                )
            except NotFoundError as error:
                if error.body.get("found") is False:
                    return None
                raise  # the index itself is gone
            return read_stored(found["fields"]["stored"][0])

    def vocabulary(self, language: str) -> Vocabulary:
        return _vocabulary(self, language)

    def read_words(self, language: str) -> Iterator[tuple[str, int]]:
        """Yield each word of a language with the number of documents that have it."""
        prefix, after = f"{language}:", None
        while True:
            by_word: dict[str, Any] = {
                "size": WORDS_AT_ONCE,
                "sources": [{"word": {"terms": {"field": "words"}}}],
            }
            if after:
                by_word["after"] = after
            body = {
                "query": compile_query(Boolean(filter=(Term("language", language),))),
                "size": 0,
                "aggs": {"words": {"composite": by_word}},
            }
            with unavailable_when_it_fails("reading words"):
                found = self._search(body)[0]["aggregations"]["words"]
                words = [_read_word(bucket, prefix) for bucket in found["buckets"]]
                after = found.get("after_key")
            yield from words
            if not after:
                return

    def _search(self, *bodies: Body) -> list[Mapping[str, Any]]:
        """Search for each of the bodies, all in one request, for as long as anybody waits.

        Whoever reads the answers does so where an answer of another shape is a failure.
        """
        bodies = tuple({**body, "timeout": patience(self.seconds)} for body in bodies)
        answers = self._search_all(bodies) if len(bodies) > 1 else [self._search_one(*bodies)]
        if any(found["timed_out"] for found in answers):
            raise ValueError("a search that was cut short counts wrongly")
        return answers

    def _search_one(self, body: Body) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.client.search(index=self.index, body=body, **_OPTIONS).body
        return found

    def _search_all(self, bodies: Sequence[Body]) -> list[Mapping[str, Any]]:
        head = {"index": self.index, **_OPTIONS}
        searches = [part for body in bodies for part in (head, body)]
        answers: list[Mapping[str, Any]] = self.client.msearch(searches=searches)["responses"]
        failed = [found for found in answers if "error" in found]
        if any(found["status"] == NOT_FOUND for found in failed):
            raise IndexGone("Elasticsearch has lost the index while searching")
        if failed or len(answers) != len(bodies):
            raise ValueError("one of several searches failed")
        return answers


@lru_cache(maxsize=4)  # two languages, and the state before
def _vocabulary(reader: ElasticReader, language: str) -> Vocabulary:
    return Vocabulary(reader.read_words(language))


def _read_word(bucket: Mapping[str, Any], prefix: str) -> tuple[str, int]:
    return bucket["key"]["word"].removeprefix(prefix), int(bucket["doc_count"])


def _count_body(query: Query) -> Body:
    """Filter, so that nothing is scored; the server's own `count` would not take a time limit."""
    filtered = compile_query(Boolean(filter=(query,)))
    return {"query": filtered, "size": 0, "track_total_hits": True}


def _total(found: Mapping[str, Any]) -> int:
    return int(found["hits"]["total"]["value"])


def _read_page(found: Mapping[str, Any], sort: tuple[SortKey, ...]) -> tuple[int, list[Found]]:
    return _total(found), [_read_hit(hit, sort) for hit in found["hits"]["hits"]]


def _read_hit(hit: Mapping[str, Any], sort: tuple[SortKey, ...]) -> Found:
    score = 0.0 if sort else hit["sort"][0] / SCORE_STEPS
    return Found(score, read_stored(hit["fields"]["stored"][0]))
