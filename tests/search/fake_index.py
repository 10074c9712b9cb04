"""A server with one generation of an index, which takes bulks as it is told to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from search.engines.elastic_requests import MARKER_ID, mapping_hash
from tests.search.bad_servers import JSON, Answer, Asked, telling

Operation = tuple[str, str, int]  # what happens to an id, at which position


@dataclass
class FakeIndex:
    """`most` are the bytes that it takes in one request; `failing` is {id: status and error}."""

    cursor: int = 5
    most: int = 1_000_000
    failing: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    taken: list[Operation] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        if "_bulk" not in asked.path:
            return 200, JSON, json.dumps(self._marker()).encode()
        if len(asked.body) > self.most:
            return 413, JSON, b"{}"
        lines = [json.loads(line) for line in asked.body.splitlines()]
        items = [self._take(line) for line in lines if {"index", "delete"} & set(line)]
        return 200, JSON, json.dumps({"items": items}).encode()

    @property
    def changes(self) -> list[Operation]:
        """What was taken, without the marker."""
        return [one for one in self.taken if one[1] != MARKER_ID]

    def _marker(self) -> dict[str, Any]:
        fields = {"cursor": [self.cursor], "mapping": [mapping_hash()]}
        return {"_index": "slimmernetwerk-0123456789ab", "found": True, "fields": fields}

    def _take(self, line: dict[str, Any]) -> dict[str, Any]:
        ((action, head),) = line.items()
        if action == "index" and head["_id"] in self.failing:
            status, error = self.failing[head["_id"]]
            return {action: {"_id": head["_id"], "status": status, "error": error}}
        self.taken.append((action, head["_id"], head["version"]))
        if head["_id"] == MARKER_ID:
            self.cursor = max(self.cursor, head["version"])
        return {action: {"_id": head["_id"], "status": 200}}


@contextmanager
def serving(index: FakeIndex) -> Iterator[str]:
    """Give the address of the server."""
    with telling(index.answer) as url:
        yield url
