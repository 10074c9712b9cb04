"""Write documents to one generation of the index in Elasticsearch.

Each write carries the journal position that it brings the index to, as an external version: a
process that was slow never replaces what a later position wrote. Writes name the alias that only
their generation has and require it: after a swap they fail, and make no index by accident. The
server lets only writes of a document require it, so no request holds deletes alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from elasticsearch import ApiError, Elasticsearch

from search.engines.base import EngineUnavailable, Refused
from search.engines.changes import Change
from search.engines.elastic_client import unavailable_when_it_fails
from search.engines.elastic_documents import document_id, marker_document
from search.engines.elastic_requests import MARKER_ID, mapping_hash

Operation = dict[str, Any]
ElasticChange = Change[dict[str, Any]]
NEWER_IS_THERE = 409  # a later position was here before
REFUSED = 400  # the document itself, not the server
TOO_LARGE = 413  # more than the server, or a proxy before it, takes in one request


def write(
    client: Elasticsearch,
    alias: str,
    changes: Iterable[ElasticChange],
    version: int,
    refused: Refused,
) -> None:
    """Write a batch; raise EngineUnavailable when a change was not taken.

    A document that the server refuses leaves the index: its old form may not be public any more.
    """
    reasons = _send(client, alias, changes := list(changes), version)
    if not reasons:
        return
    known = {document_id(change.key): change.key for change in changes}
    for identity, reason in reasons.items():
        refused(known[identity], reason)
    if _send(client, alias, [Change(known[identity], None) for identity in reasons], version):
        raise EngineUnavailable("Elasticsearch takes no document out")


def _send(
    client: Elasticsearch, alias: str, changes: list[ElasticChange], version: int
) -> dict[str, str]:
    """Send changes, in one request if it takes so many; return {id: reason} of what is refused."""
    if not changes:
        return {}
    operations = [part for change in changes for part in _operation(alias, change, version)]
    if all(change.indexed is None for change in changes):
        operations += _nowhere(alias)
    with unavailable_when_it_fails("writing"):
        try:
            answer = client.bulk(operations=operations, require_alias=True)
        except ApiError as error:
            if error.meta.status != TOO_LARGE:
                raise
            return _send_less(client, alias, changes, version)
        return _check(answer["items"])


def _send_less(
    client: Elasticsearch, alias: str, changes: list[ElasticChange], version: int
) -> dict[str, str]:
    """Send in halves what was too much for one request; one that is too large alone is refused."""
    if len(changes) == 1:
        return {document_id(changes[0].key): "too large for the server"}
    half = len(changes) // 2
    refused = _send(client, alias, changes[:half], version)
    return refused | _send(client, alias, changes[half:], version)


def write_cursor(client: Elasticsearch, alias: str, cursor: int) -> None:
    """Say that the index is level with a position, and let searches see all of it."""
    operations = _marking(alias, cursor)
    with unavailable_when_it_fails("writing the cursor"):
        answer = client.bulk(operations=operations, require_alias=True, refresh=True)
        _check(answer["items"])


def _marking(alias: str, cursor: int) -> list[Operation]:
    return [_head("index", alias, MARKER_ID, cursor), marker_document(cursor, mapping_hash())]


def _nowhere(alias: str) -> list[Operation]:
    """Return a write that requires the alias and moves no cursor: every one is as far as 0."""
    return _marking(alias, 0)


def _operation(alias: str, change: ElasticChange, version: int) -> list[Operation]:
    if change.indexed is None:
        return [_head("delete", alias, document_id(change.key), version)]
    return [_head("index", alias, document_id(change.key), version), change.indexed]


def _head(action: str, alias: str, identity: str, version: int) -> Operation:
    place = {"_index": alias, "_id": identity}
    return {action: {**place, "version": version, "version_type": "external_gte"}}


def _check(items: Iterable[dict[str, dict[str, Any]]]) -> dict[str, str]:
    refused: dict[str, str] = {}
    for item in items:
        for result in item.values():
            status, error = result["status"], result.get("error")
            if error is None or status == NEWER_IS_THERE:
                continue  # deleting what is not there has the status 404 and no error
            if status != REFUSED or result["_id"] == MARKER_ID:
                raise EngineUnavailable(f"Elasticsearch answers {status} to a change")
            refused[result["_id"]] = str(error["type"])  # the reason may quote the document
    return refused
