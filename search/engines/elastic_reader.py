"""Read the index in Elasticsearch with query trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zlib import crc32

import orjson
from elasticsearch import Elasticsearch, NotFoundError

from search.engines.base import EngineUnavailable
from search.engines.elastic_client import (
    READ_SECONDS,
    IndexGone,
    patience,
    unavailable_when_it_fails,
)
from search.engines.elastic_documents import document_id
from search.engines.elastic_hits import ShownTexts, read_hits
from search.engines.elastic_questions import (
    counts_body,
    hits_body,
    read_counts,
    read_whole_counts,
    read_whole_totals,
    whole_body,
)
from search.engines.elastic_requests import Body, count_body, page_body
from search.engines.filtering import facet_groups
from search.engines.reading import Answer, Counts, Found, Nearby, Question, Stored
from search.engines.stored import read_stored
from search.query import Query, Term
from search.spelling import Vocabulary
from search.types import SortKey

NOT_FOUND = 404
WORDS_AT_ONCE = 10_000
MOST_NEAR_BY = 100  # hits that are read on this machine; of more the server has the texts sooner
MANY = 5_000  # documents; among fewer, counting beside the hits is less work than a search apart


@dataclass(frozen=True)
class ElasticReader:
    """A Reader of one generation of the index, up to what it held at `cursor`.

    Equal ones read the same, so that what one has worked out serves the others. `seconds` is how
    long its client waits for an answer. With an index `near` by, what hits show does not travel:
    it is read there, or remembered in `texts`, where that is what the server has.
    """

    client: Elasticsearch
    index: str
    cursor: int
    seconds: float = field(default=READ_SECONDS, compare=False)
    near: Nearby | None = field(default=None, compare=False)
    texts: ShownTexts = field(default_factory=ShownTexts, compare=False)

    def answer(self, question: Question) -> Answer:
        return self.answer_beside(question, ())[0]

    def answer_beside(
        self, question: Question, counted: Sequence[Query]
    ) -> tuple[Answer, list[int]]:
        """Ask for hits, counts and what else is counted, all in one request.

        Hits that are not near by take a second one: what becomes visible in between shows in one
        of both.
        """
        near = self.near if question.limit <= MOST_NEAR_BY else None
        ask = self._ask_in_one if self._holds_few() else self._ask_apart
        with unavailable_when_it_fails("searching"):
            page, counts, totals = ask(question, counted, without_texts=near is not None)
            total, found = self._read_answer(page, question, near)
            return Answer(total, found, lambda: counts), totals

    def _holds_few(self) -> bool:
        """Say whether the index is small, as far as this machine knows."""
        return self.near is not None and self.near.document_count() < MANY

    def _ask_in_one(
        self, question: Question, counted: Sequence[Query], *, without_texts: bool
    ) -> tuple[Mapping[str, Any], Counts, list[int]]:
        body = whole_body(question, counted, without_texts=without_texts)
        (answer,) = self._search(body, copy=_copy_for(body["query"]))
        return answer, read_whole_counts(question, answer), read_whole_totals(counted, answer)

    def _ask_apart(
        self, question: Question, counted: Sequence[Query], *, without_texts: bool
    ) -> tuple[Mapping[str, Any], Counts, list[int]]:
        groups = facet_groups(question)
        hits = hits_body(question, without_texts=without_texts)
        facets = [counts_body(question, group) for group in groups]
        bodies = [hits, *facets, *map(count_body, counted)]
        page, *others = self._search(*bodies, copy=_copy_for(hits["query"]))
        counts = read_counts(question, others[: len(groups)])
        return page, counts, list(map(_total, others[len(groups) :]))

    def _read_answer(
        self, page: Mapping[str, Any], question: Question, near: Nearby | None
    ) -> tuple[int, list[Found]]:
        if near is not None:
            found = self.texts.read_named(page["hits"]["hits"], question.sort, near)
            if found is not None:
                return _total(page), found
            body = hits_body(question)
            page = self._search(body, copy=_copy_for(body["query"]))[0]
        total, found = _read_page(page, question.sort)
        if near is not None:
            self.texts.keep(one.stored for one in found)
        return total, found

    def count(self, query: Query) -> int:
        body = count_body(query)
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
            words = {"words": {"composite": by_word}}
            body = {**count_body(Term("language", language)), "aggs": words}
            with unavailable_when_it_fails("reading words"):
                found = self._search(body)[0]["aggregations"]["words"]
                read = [_read_word(bucket, prefix) for bucket in found["buckets"]]
                after = found.get("after_key")
            yield from read
            if not after:
                return

    def _search(self, *bodies: Body, copy: str | None = None) -> list[Mapping[str, Any]]:
        """Search for each of the bodies, all in one request, for as long as anybody waits.

        Where the index has copies, the same `copy` is asked for the same text. Whoever reads the
        answers does so where an answer of another shape is a failure.
        """
        options: Body = {"allow_partial_search_results": False}
        if copy:
            options["preference"] = copy
        timeout = patience(self.seconds)
        searches = [
            # What has no hits the server remembers until its index changes.
            ({**options, "request_cache": not body["size"]}, {**body, "timeout": timeout})
            for body in bodies
        ]
        is_alone = len(searches) == 1
        answers = [self._search_one(*searches[0])] if is_alone else self._search_all(searches)
        if any(found["timed_out"] for found in answers):
            raise ValueError("a search that was cut short counts wrongly")
        return answers

    def _search_one(self, options: Body, body: Body) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.client.search(index=self.index, body=body, **options).body
        return found

    def _search_all(self, searches: Sequence[tuple[Body, Body]]) -> list[Mapping[str, Any]]:
        lines: list[Any] = []  # written here: the client would take its slower serializer
        for options, body in searches:
            lines += orjson.dumps({"index": self.index, **options}), orjson.dumps(body)
        answers: list[Mapping[str, Any]] = self.client.msearch(searches=lines)["responses"]
        failed = [found for found in answers if "error" in found]
        if any(found["status"] == NOT_FOUND for found in failed):
            raise IndexGone("Elasticsearch has lost the index while searching")
        if failed:
            raise EngineUnavailable(f"Elasticsearch answers {failed[0]['status']} while searching")
        if len(answers) != len(searches):
            raise ValueError("not every search was answered")
        return answers


def _copy_for(query: Body) -> str:
    """Return another name for each query, so that its pages and counts come from one copy.

    Copies differ by what they still hold of deleted documents, and so in their scores.
    """
    return f"query-{crc32(orjson.dumps(query)):08x}"


@lru_cache(maxsize=4)  # two languages, and the state before
def _vocabulary(reader: ElasticReader, language: str) -> Vocabulary:
    return Vocabulary(reader.read_words(language))


def _read_word(bucket: Mapping[str, Any], prefix: str) -> tuple[str, int]:
    return bucket["key"]["word"].removeprefix(prefix), int(bucket["doc_count"])


def _total(found: Mapping[str, Any]) -> int:
    return int(found["hits"]["total"]["value"])


def _read_page(found: Mapping[str, Any], sort: tuple[SortKey, ...]) -> tuple[int, list[Found]]:
    return _total(found), read_hits(found["hits"]["hits"], sort)
