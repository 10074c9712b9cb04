"""The searches that are compared; each gives the slugs of its first answers, best first."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from benchmarks.relevance.corpus import LANGUAGE
from benchmarks.relevance.measures import DEPTH
from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from search.engines.fields import slug_of
from search.followers import synonyms_of
from search.types import SearchDocument, SearchRequest


class Search(ABC):
    """Something that answers a text."""

    name: str

    @abstractmethod
    def ask(self, text: str) -> list[str]:
        """Return the slugs of the first answers."""


class OurSearch(Search):
    """An engine of ours, asked what the page of all results asks."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self._engine = engine

    def ask(self, text: str) -> list[str]:
        request = SearchRequest(
            text=text, language=LANGUAGE, limit=DEPTH, highlight=False, may_be_loose=True
        )
        return [slug_of(hit.url) for hit in self._engine.search(request).hits]


@contextmanager
def our_elasticsearch(url: str, documents: Sequence[SearchDocument]) -> Iterator[Search]:
    """Give our engine on a server, with an index that is thrown away afterwards."""
    server = Server((url,), name=f"relevance-{os.getpid()}", read_seconds=60)
    engine = ElasticEngine(server, synonyms=synonyms_of)
    try:
        engine.rebuild(documents, 1)
        yield OurSearch("Our Elasticsearch engine", engine)
    finally:
        engine.generations.remove_all()
        engine.close()


class DutchElasticsearch(Search):
    """Elasticsearch's own `dutch` analyser and `multi_match`, with one choice of its options."""

    BOOSTS = ("title^4", "keywords^3", "summary^2", "body")
    # What a good engineer would weigh against each other; the best of them is compared with.
    CHOICES: tuple[dict[str, object], ...] = (
        {},
        {"tie_breaker": 0.3},
        {"minimum_should_match": "2<67%"},
        {"tie_breaker": 0.3, "minimum_should_match": "2<67%"},
        {"tie_breaker": 0.3, "prefix_length": 2},
        {"tie_breaker": 0.3, "prefix_length": 2, "minimum_should_match": "2<67%"},
    )
    # The same with the boosts fitted to the tuning questions, which hardly anybody could do.
    TUNED: tuple[dict[str, object], ...] = tuple(
        {"fields": fields, "tie_breaker": tie_breaker, "prefix_length": 2}
        for tie_breaker in (0.3, 0.6, 1.0)
        for fields in (
            ["title^4", "keywords^4", "summary^2", "body^2"],
            ["title^2", "keywords^2", "summary", "body^2"],
            ["title", "keywords^2", "summary", "body^2"],
            ["title", "keywords^4", "summary", "body"],
            ["title", "keywords", "summary", "body"],
        )
    )

    def __init__(self, client: Elasticsearch, index: str, choice: dict[str, object]) -> None:
        self._client, self._index, self.choice = client, index, choice
        self.name = "Elasticsearch, dutch" + (", boosts tuned" if "fields" in choice else "")

    def ask(self, text: str) -> list[str]:
        asked = {
            "query": text,
            "type": "best_fields",
            "fields": list(self.BOOSTS),
            "operator": "or",
            "fuzziness": "AUTO",
            **self.choice,
        }
        answer = self._client.search(index=self._index, query={"multi_match": asked}, size=DEPTH)
        return [hit["_id"] for hit in answer["hits"]["hits"]]


@contextmanager
def dutch_elasticsearch(
    url: str, documents: Sequence[SearchDocument]
) -> Iterator[list[list[DutchElasticsearch]]]:
    """Give the searches of both lists of choices, on an index that is thrown away afterwards."""
    index = f"relevance-dutch-{os.getpid()}"
    text = {"type": "text", "analyzer": "dutch"}
    with Elasticsearch([url], request_timeout=60) as client:
        client.indices.create(
            index=index,
            settings={"number_of_shards": 1, "number_of_replicas": 0},
            mappings={"properties": dict.fromkeys(("title", "keywords", "summary", "body"), text)},
        )
        try:
            bulk(client, (_action(index, document) for document in documents), refresh=True)
            lists = (DutchElasticsearch.CHOICES, DutchElasticsearch.TUNED)
            yield [[DutchElasticsearch(client, index, one) for one in choices] for choices in lists]
        finally:
            client.indices.delete(index=index)


def _action(index: str, document: SearchDocument) -> dict[str, object]:
    return {
        "_index": index,
        "_id": slug_of(document.url),
        "title": document.title,
        "summary": document.summary,
        "keywords": list(document.keywords),
        "body": document.body,
    }
