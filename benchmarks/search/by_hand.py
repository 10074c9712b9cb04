"""The same page written by hand: the server's own Dutch, its typing errors, facets and marks.

What a good engineer would write without us, on an index of its own: hits with marked titles and
fragments, and the counts of all facets, in one search. Of the answer nothing is looked at but that
it is JSON, so what a page would still do with it costs nothing here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from benchmarks.search.documents import VOCABULARIES
from benchmarks.search.engines import PATIENCE, Contender, written_contender
from benchmarks.search.questions import Question
from search.types import SearchDocument, SearchRequest

TEXTS = ("title", "summary", "keywords", "body")
WEIGHTS = ["title^4", "keywords^3", "summary^2", "body"]
MOST_VALUES = 1_000  # of a facet, more than any vocabulary has
BULK = 1_000  # documents
Body = dict[str, Any]


class ByHand:
    """Searches on an index of one server."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client, self._index = client, index

    def contender(self, name: str, questions: Sequence[Question]) -> Contender:
        """Return what answers the questions; the requests are written before the clock runs."""
        bodies = [search_body(question.request) for question in questions]
        return written_contender(name, self._client, self._index, bodies)


@contextmanager
def by_hand(url: str, documents: Iterable[SearchDocument]) -> Iterator[ByHand]:
    """Give the searches on an index of these documents, which is thrown away afterwards."""
    index = f"bench-by-hand-{os.getpid()}"
    with Elasticsearch([url], request_timeout=PATIENCE) as client:
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}
        client.indices.create(index=index, settings=settings, mappings=_mappings())
        try:
            actions = ({"_index": index, **_source(document)} for document in documents)
            bulk(client, actions, chunk_size=BULK)
            client.indices.refresh(index=index)
            yield ByHand(client, index)
        finally:
            client.indices.delete(index=index)


def _mappings() -> Body:
    text = {"type": "text", "analyzer": "dutch"}
    keyword = {"type": "keyword"}
    return {
        "dynamic": "strict",
        "properties": {
            **dict.fromkeys(TEXTS, text),
            **dict.fromkeys(("type", "language", "sort_title", *VOCABULARIES), keyword),
            "url": {"type": "keyword", "index": False, "doc_values": False},
            "minutes": {"type": "double"},
            "published": {"type": "date"},
        },
    }


def _source(document: SearchDocument) -> Body:
    return {
        **{name: getattr(document, name) for name in (*TEXTS, "type", "language", "url")},
        "sort_title": document.title.lower(),
        **{name: list(values) for name, values in document.facets.items()},
        **document.numbers,
        **{name: moment.isoformat() for name, moment in document.dates.items()},
    }


def search_body(request: SearchRequest) -> Body:
    """Return one search for a page of marked hits, and the counts of facets among the others."""
    chosen = {name: {"terms": {name: list(values)}} for name, values in request.filters.items()}
    within = [{"term": {"language": request.language}}, {"terms": {"type": list(request.types)}}]
    aggregations = {}
    for name in request.facets:
        others = [query for other, query in chosen.items() if other != name]
        counts = {"values": {"terms": {"field": name, "size": MOST_VALUES}}}
        aggregations[name] = {"filter": {"bool": {"filter": others}}, "aggs": counts}
    return {
        "query": {"bool": {"must": [_text_query(request.text)], "filter": within}},
        "post_filter": {"bool": {"filter": list(chosen.values())}},
        "sort": _sort(request),
        "from": request.offset,
        "size": request.limit,
        "_source": ["url", "type"],
        "track_total_hits": True,
        "highlight": _highlight() if request.text else {"fields": {}},
        "aggs": aggregations,
    }


def _text_query(text: str) -> Body:
    if not text:
        return {"match_all": {}}
    asked: Body = {"query": text.strip('"'), "fields": WEIGHTS}
    if text.startswith('"'):
        asked["type"] = "phrase"
    else:
        asked |= {"fuzziness": "AUTO", "prefix_length": 2, "minimum_should_match": "2<67%"}
    return {"multi_match": asked}


def _sort(request: SearchRequest) -> list[Body | str]:
    names = {"title": "sort_title", "numbers.minutes": "minutes", "dates.published": "published"}
    keys: list[Body | str] = [
        {names[key.field]: "desc" if key.descending else "asc"} for key in request.sort
    ]
    return [*(keys or ["_score"]), {"sort_title": "asc"}]


def _highlight() -> Body:
    fragment = {"fragment_size": 200, "number_of_fragments": 1}
    return {
        "encoder": "html",
        "pre_tags": ["<mark>"],
        "post_tags": ["</mark>"],
        "fields": {"title": {"number_of_fragments": 0}, "summary": fragment, "body": fragment},
    }
