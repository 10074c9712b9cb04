"""What hits show: as the server has it, or as this machine has it where that is the same."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from sys import getsizeof
from threading import Lock
from typing import Any

from search.engines.base import EngineUnavailable
from search.engines.elastic_requests import SCORE_STEPS
from search.engines.reading import Found, Nearby, Stored
from search.engines.stored import HIT_PARTS, SHOWN_TEXTS, read_stored
from search.types import SortKey

MOST_KEPT = 20_000_000  # bytes in memory: a few thousand documents
BESIDE_TEXTS = 1_200  # bytes that a document takes besides its texts and their traces

Sort = tuple[SortKey, ...]
Hits = Sequence[Mapping[str, Any]]


def read_hits(hits: Hits, sort: Sort) -> list[Found]:
    """Return hits with what the server has stored of them."""
    return [Found(_score(hit, sort), read_stored(hit["fields"]["stored"][0])) for hit in hits]


class ShownTexts:
    """What hits have shown of late, by content hash; shared by the threads of a process.

    Where two documents have the same hash they show the same, so nothing here is ever out of
    date: of a document that changed the server names another hash. Traces are not in the hash,
    but no index is read that was built with another analysis.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._one_at_a_time = Lock()
        self._kept: OrderedDict[str, Stored] = OrderedDict()
        self._bytes = 0

    def read_named(self, hits: Hits, sort: Sort, near: Nearby) -> list[Found] | None:
        """Return hits of which the server gave key and hash, with what this machine has of them.

        None where one of them is not here, or with another content: then the server must be asked.
        """
        named = {hit["fields"]["hash"][0]: hit["fields"]["key"][0] for hit in hits}
        stored = self._kept_of(named)
        missing = [key for digest, key in named.items() if digest not in stored]
        if missing:
            held = _read(near, missing)
            self.keep(held)
            stored |= {one["hash"]: one for one in held}
        if not named.keys() <= stored.keys():
            return None
        return [Found(_score(hit, sort), stored[hit["fields"]["hash"][0]]) for hit in hits]

    def keep(self, documents: Iterable[Stored]) -> None:
        """Remember documents, and forget those that were shown longest ago where it gets full."""
        self._start_afresh_after_fork()
        with self._one_at_a_time:
            for one in documents:
                if one["hash"] not in self._kept:
                    # Two fifths of the memory would be facets, which no hit shows.
                    self._kept[one["hash"]] = shown = {name: one[name] for name in HIT_PARTS}
                    self._bytes += _size(shown)
            while self._bytes > MOST_KEPT:
                _digest, oldest = self._kept.popitem(last=False)
                self._bytes -= _size(oldest)

    def _kept_of(self, digests: Iterable[str]) -> dict[str, Stored]:
        self._start_afresh_after_fork()
        kept = self._kept
        with self._one_at_a_time:
            found = {digest: kept[digest] for digest in digests if digest in kept}
            for digest in found:
                kept.move_to_end(digest)
        return found

    def _start_afresh_after_fork(self) -> None:
        if self._process != os.getpid():
            self._begin()  # a thread that stayed with the parent may hold the lock


def _size(shown: Stored) -> int:
    """Return how many bytes of memory a document takes, about."""
    texts = (text[name] for text in (shown, shown["traces"]) for name in SHOWN_TEXTS)
    return BESIDE_TEXTS + sum(map(getsizeof, texts))


def _read(near: Nearby, keys: Sequence[str]) -> list[Stored]:
    try:
        return [one for one in near.documents(keys) if "hash" in one]  # the marker has nothing
    except EngineUnavailable:
        return []  # why is in the log already, and the server has everything


def _score(hit: Mapping[str, Any], sort: Sort) -> float:
    return 0.0 if sort else hit["sort"][0] / SCORE_STEPS
