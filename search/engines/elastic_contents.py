"""Read all that an index in Elasticsearch holds, page by page at one point in time.

No scroll, and no query that a server may refuse as expensive; the point in time is closed at the
end, whatever that is.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable, Held
from search.engines.elastic_client import WRITE_SECONDS, patience, unavailable_when_it_fails
from search.engines.elastic_requests import MARKER_ID

PAGE = 2_000  # documents
KEPT_OPEN = "2m"  # between two pages
COLUMNS = ("key", "language", "type", "hash")

logger = logging.getLogger(__name__)


def contents(
    client: Elasticsearch, index: str, keys: Collection[str] | None = None
) -> Iterator[Held]:
    """Yield what an index holds, or what it holds of some keys."""
    query: dict[str, Any] = {"must_not": [{"ids": {"values": [MARKER_ID]}}]}
    if keys is not None:
        query["filter"] = [{"terms": {"key": list(keys)}}]
    body = {
        "query": {"bool": query},
        "size": PAGE,
        "sort": ["_shard_doc"],  # the order on disk: unique, and it costs nothing
        "docvalue_fields": list(COLUMNS),
        "_source": False,
        "track_total_hits": False,
    }
    with _point_in_time(client, index) as moment:
        while page := _next_page(client, body, moment):
            yield from page


@contextmanager
def _point_in_time(client: Elasticsearch, index: str) -> Iterator[dict[str, str]]:
    """Give a view of the index that does not change; its id may, with every answer."""
    with unavailable_when_it_fails("opening the index"):
        opened = client.open_point_in_time(index=index, keep_alive=KEPT_OPEN)
        moment = {"id": opened["id"], "keep_alive": KEPT_OPEN}
    try:
        yield moment
    finally:
        try:
            with unavailable_when_it_fails("closing the index"):
                client.close_point_in_time(id=moment["id"])
        except EngineUnavailable:
            logger.warning("A point in time of the search index goes by itself in two minutes")


def _next_page(client: Elasticsearch, body: dict[str, Any], moment: dict[str, str]) -> list[Held]:
    """Return the next page, and note in `body` where the one after it begins."""
    with unavailable_when_it_fails("listing documents"):
        limited = {**body, "pit": moment, "timeout": patience(WRITE_SECONDS)}
        found = client.search(body=limited, allow_partial_search_results=False)
        if found["timed_out"]:
            raise ValueError("a list that was cut short misses documents")
        moment["id"] = found["pit_id"]
        hits: list[Mapping[str, Any]] = found["hits"]["hits"]
        if hits:
            body["search_after"] = hits[-1]["sort"]
        return list(map(_read, hits))


def _read(hit: Mapping[str, Any]) -> Held:
    """Return what a document is; what somebody else wrote here may lack anything."""
    values = hit.get("fields", {})
    return Held(*(values.get(name, [""])[0] for name in COLUMNS))
