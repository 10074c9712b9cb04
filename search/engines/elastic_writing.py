"""Write documents to one generation of the index in Elasticsearch.

Each write carries the journal position that it brings the index to, as an external version: a
process that was slow never replaces what a later position wrote. Writes name the alias that only
their generation has and require it: after a swap they fail, and make no index by accident. The
server lets only writes of a document require it, so no request holds deletes alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable, Refused
from search.engines.changes import Change
from search.engines.elastic_client import unavailable_when_it_fails
from search.engines.elastic_documents import document_id, marker_document
from search.engines.elastic_requests import MARKER_ID, mapping_hash

Operation = dict[str, Any]
ElasticChange = Change[dict[str, Any]]
NEWER_IS_THERE = 409  # a later position was here before
REFUSED = 400  # the document itself, not the server


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
    _send(client, alias, [Change(known[identity], None) for identity in reasons], version)


def _send(
    client: Elasticsearch, alias: str, changes: list[ElasticChange], version: int
) -> dict[str, str]:
    """Send changes in one request; return {id: reason} of the documents that are refused."""
    if not changes:
        return {}
    operations = [part for change in changes for part in _operation(alias, change, version)]
    if all(change.indexed is None for change in changes):
        operations += _nowhere(alias)
    with unavailable_when_it_fails("writing"):
        answer = client.bulk(operations=operations, require_alias=True)
        return _check(answer["items"])


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
            if status != REFUSED:
                raise EngineUnavailable(f"Elasticsearch answers {status} to a change")
            refused[result["_id"]] = f"{error['type']}: {error.get('reason', '')}"
    return refused
