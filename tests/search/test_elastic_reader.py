"""What a reader of Elasticsearch asks, and what it remembers between searches."""

from __future__ import annotations

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
from search.engines.elastic_requests import read_counts, search_body
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

    def msearch(self, searches: list[dict[str, Any]]) -> dict[str, Any]:
        self.searches = searches
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
    assert client.limits == ["250ms"] * 2


def test_list_of_contents_has_a_time_limit_too():
    client = PagingClient()
    assert list(contents(cast("Any", client), "index")) == []
    assert client.limit == "30000ms"


@pytest.mark.parametrize(
    "second", [{"error": {"type": "x"}, "status": 503}, FOUND | {"timed_out": True}]
)
def test_one_failed_search_of_several_fails_all(second):
    client: Any = FakeClient(FOUND, second)
    with pytest.raises(EngineUnavailable):
        ask_two(client)


OTHER_SHAPES = {
    "no hits": {"timed_out": False},
    "another total": FOUND | {"hits": {"total": 7, "hits": []}},
    "hits without fields": FOUND | {"hits": {"total": {"value": 7}, "hits": [{"sort": [1.0]}]}},
    "hits with other text": FOUND
    | {"hits": {"total": {"value": 7}, "hits": [{"sort": [1], "fields": {"stored": ["<html>"]}}]}},
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


def test_facets_are_counted_among_the_other_choices_only():
    chosen = {"fase": Term("facets.fase", "a"), "doel": Term("facets.doel", "b")}
    body = search_body(Question(WORD, "nl", chosen, limit=20, facets=("fase", "doel", "thema")))
    among = {
        tuple(part["aggs"]): str(part["filter"]).count("'term'") for part in body["aggs"].values()
    }
    assert among == {("facet-thema",): 2, ("facet-fase",): 1, ("facet-doel",): 1}
    assert "kaart" not in str(body["aggs"])
    assert "facets." not in str(body["query"])


def test_facets_among_the_same_documents_are_counted_once():
    chosen = {"fase": Term("facets.fase", "a")}
    body = search_body(Question(WORD, "nl", chosen, facets=("fase", "doel", "thema")))
    assert [tuple(part["aggs"]) for part in body["aggs"].values()] == [
        ("choices",),
        ("facet-fase",),
    ]
    counted = {"buckets": [{"key": "doel=b=c", "doc_count": 2}, {"key": "x=y", "doc_count": 1}]}
    own = {"buckets": [{"key": "a", "doc_count": 3}]}
    answer = {"among-0": {"choices": counted}, "among-1": {"facet-fase": own}}
    expected = {"fase": {"a": 3}, "doel": {"b=c": 2}, "thema": {}}
    assert read_counts(answer, ("fase", "doel", "thema")) == expected
