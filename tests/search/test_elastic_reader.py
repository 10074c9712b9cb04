"""What a reader of Elasticsearch asks, and what it remembers between searches."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from typing import Any, cast

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig, ObjectApiResponse
from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable
from search.engines.elastic_client import READ_SECONDS, IndexGone, within
from search.engines.elastic_contents import contents
from search.engines.elastic_reader import ElasticReader
from search.engines.reading import Question
from search.query import Term


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, str]]:
    """What was read from the server: the index, how far it was, and the language."""
    found: list[tuple[str, int, str]] = []

    def read_words(reader: ElasticReader, language: str) -> list[tuple[str, int]]:
        found.append((reader.index, reader.cursor, language))
        return [("kaart", 1)]

    monkeypatch.setattr(ElasticReader, "read_words", read_words)
    return found


@pytest.fixture
def client() -> Elasticsearch:
    return Elasticsearch("http://127.0.0.1:9")


def test_words_are_read_once_for_searches_of_one_state(client, read):
    for _search in range(2):
        assert ElasticReader(client, "index", 1).vocabulary("nl").closest("kaatr")
    assert read == [("index", 1, "nl")]


def test_words_are_read_anew_for_each_state_and_language(client, read):
    for index, cursor, language in (("a", 1, "nl"), ("a", 2, "nl"), ("b", 2, "nl"), ("b", 2, "en")):
        ElasticReader(client, index, cursor).vocabulary(language)
    assert len(read) == 4


class FakeClient:
    """A server that answers several searches with what is given."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = answers

    def search(self, **_options: object) -> ObjectApiResponse[Any]:
        meta = ApiResponseMeta(200, "1.1", HttpHeaders(), 0.1, NodeConfig("http", "test", 9))
        return ObjectApiResponse(self.answers[0], meta)

    def msearch(self, searches: list[bytes]) -> dict[str, Any]:
        self.searches = [json.loads(line) for line in searches]
        return {"responses": list(self.answers)}

    @property
    def limits(self) -> list[str]:
        """How long the server may search for each."""
        return [body["timeout"] for body in self.searches[1::2]]


class PagingClient:
    """A server that lists what is given, as one page of an index."""

    limit = ""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        self.answer = answer or {}

    def open_point_in_time(self, **_options: object) -> dict[str, str]:
        return {"id": "moment"}

    def close_point_in_time(self, **_options: object) -> None:
        """Keep nothing open."""

    def search(self, body: dict[str, Any], **_options: object) -> dict[str, Any]:
        self.limit = body["timeout"]
        return {**FOUND, "pit_id": "moment", **self.answer}


FOUND = {"timed_out": False, "hits": {"total": {"value": 7}, "hits": []}}
WORD = Term("title", "kaart")


def test_counts_beside_a_search_come_in_the_same_request():
    client: Any = FakeClient(FOUND, FOUND | {"hits": {"total": {"value": 2}, "hits": []}})
    answer, counts = ElasticReader(client, "index", 1).answer_beside(Question(WORD, "nl"), (WORD,))
    assert (answer.total, counts) == (7, [2])
    heads = client.searches[::2]
    assert len(heads) == 2
    assert all(head["index"] == "index" for head in heads)
    assert not any(head["allow_partial_search_results"] for head in heads)


COUNTED = FOUND | {"aggregations": {"counts": {"buckets": []}}}


def heads_of(question: Question) -> list[dict[str, Any]]:
    """Return the options with which hits and counts are asked."""
    client: Any = FakeClient(FOUND, COUNTED)
    ElasticReader(client, "index", 1).answer(question)
    return client.searches[::2]


def test_server_remembers_counts_and_no_hits():
    heads = heads_of(Question(WORD, "nl", limit=20, facets=("fase",)))
    assert [head["request_cache"] for head in heads] == [False, True]


def test_pages_and_counts_of_one_query_come_from_one_copy_of_the_index():
    pages = [Question(WORD, "nl", limit=20, offset=offset, facets=("fase",)) for offset in (0, 20)]
    another = Question(Term("title", "veld"), "nl", limit=20, facets=("fase",))
    copies = [{head["preference"] for head in heads_of(question)} for question in (*pages, another)]
    assert copies[0] == copies[1] != copies[2]
    assert [len(names) for names in copies] == [1, 1, 1]


def ask_two(client: Any, seconds: float = READ_SECONDS) -> None:
    ElasticReader(client, "index", 1, seconds).answer_beside(Question(WORD, "nl"), (WORD,))


def test_server_may_search_for_as_long_as_its_answer_is_awaited():
    client = FakeClient(FOUND, FOUND)
    ask_two(client, 1.5)
    assert client.limits == ["1500ms"] * 2


def test_server_may_search_for_what_is_left_of_the_time():
    client = FakeClient(FOUND, FOUND)
    with within(0.25):
        ask_two(client)
    assert client.limits == ["200ms"] * 2  # in hundreds, so that equal requests are alike


def test_list_of_contents_has_a_time_limit_too():
    client = PagingClient()
    assert list(contents(cast("Any", client), "index")) == []
    assert client.limit == "30000ms"


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({"error": {"type": "x"}, "status": 503}, "answers 503"),
        (FOUND | {"timed_out": True}, "No sensible answer"),
    ],
)
def test_one_failed_search_of_several_fails_all(second, reason):
    client: Any = FakeClient(FOUND, second)
    with pytest.raises(EngineUnavailable, match=reason):
        ask_two(client)


OTHER_SHAPES = {
    "no hits": {"timed_out": False},
    "another total": FOUND | {"hits": {"total": 7, "hits": []}},
    "hits without fields": FOUND | {"hits": {"total": {"value": 7}, "hits": [{"sort": [1.0]}]}},
    "hits with other text": FOUND
    | {"hits": {"total": {"value": 7}, "hits": [{"sort": [1], "fields": {"stored": ["<html>"]}}]}},
    "hits with empty fields": FOUND
    | {"hits": {"total": {"value": 7}, "hits": [{"sort": [], "fields": {"stored": []}}]}},
    "no counts": FOUND,
}
ASKING: dict[str, Callable[[ElasticReader], object]] = {
    "answer": lambda reader: reader.answer(Question(WORD, "nl", facets=("fase",))),
    "count": lambda reader: reader.count(WORD),
    "page": lambda reader: reader.page(WORD, (), 0, 1),
    "words": lambda reader: list(reader.read_words("nl")),
}
READS_LESS = {("count", name) for name in list(OTHER_SHAPES)[2:]} | {("page", "no counts")}


@pytest.mark.parametrize(
    ("ask", "shape"),
    [pair for pair in product(ASKING, OTHER_SHAPES) if pair not in READS_LESS],
)
def test_answer_of_another_shape_is_a_failure_of_the_server(ask, shape):
    client: Any = FakeClient(OTHER_SHAPES[shape])
    with pytest.raises(EngineUnavailable):
        ASKING[ask](ElasticReader(client, "index", 1))


@pytest.mark.parametrize("hit", [{}, {"sort": [1], "fields": "key"}])
def test_list_of_another_shape_is_a_failure_of_the_server(hit):
    client: Any = PagingClient({"hits": {"hits": [hit]}})
    with pytest.raises(EngineUnavailable):
        list(contents(client, "index"))


def test_index_that_is_gone_is_told_apart_from_other_failures():
    client = FakeClient(FOUND, {"error": {"type": "index_not_found_exception"}, "status": 404})
    with pytest.raises(IndexGone):
        ask_two(client)
