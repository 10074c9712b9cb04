"""What hits show: as the server has it, or as this machine has it where that is the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Any

from search.engines.base import EngineUnavailable
from search.engines.elastic_requests import SCORE_STEPS
from search.engines.reading import Found, Nearby, Stored
from search.engines.stored import HIT_PARTS, SHOWN_TEXTS, read_stored
from search.types import SortKey

MOST_KEPT = 16_000_000  # letters of texts and traces in memory: about 20 MB in all

Sort = tuple[SortKey, ...]
Hits = Sequence[Mapping[str, Any]]


def read_hits(hits: Hits, sort: Sort) -> list[Found]:
    """Return hits with what the server has stored of them."""
    return [Found(_score(hit, sort), read_stored(hit["fields"]["stored"][0])) for hit in hits]


class ShownTexts:
    """What hits have shown of late, by content hash.

    Where two documents have the same hash they show the same, so nothing here is ever out of
    date: of a document that changed the server names another hash.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Stored] = OrderedDict()
        self._letters = 0
        self._one_at_a_time = Lock()

    def read_named(self, hits: Hits, sort: Sort, near: Nearby) -> list[Found] | None:
        """Return hits of which the server gave key and hash, with what this machine has of them.

        None where one of them is not here, or with another content: then the server must be asked.
        """
        named = {hit["fields"]["hash"][0]: hit["fields"]["key"][0] for hit in hits}
        stored = self._kept_of(named)
        missing = [key for digest, key in named.items() if digest not in stored]
        if missing:
            fresh = _by_hash(near, missing)
            self._keep(fresh)
            stored |= fresh
        if not named.keys() <= stored.keys():
            return None
        return [Found(_score(hit, sort), stored[hit["fields"]["hash"][0]]) for hit in hits]

    def _kept_of(self, digests: Iterable[str]) -> dict[str, Stored]:
        kept = self._kept
        with self._one_at_a_time:
            found = {digest: kept[digest] for digest in digests if digest in kept}
            for digest in found:
                kept.move_to_end(digest)
        return found

    def _keep(self, fresh: Mapping[str, Stored]) -> None:
        with self._one_at_a_time:
            for digest, stored in fresh.items():
                if digest not in self._kept:
                    self._kept[digest] = stored
                    self._letters += _letters(stored)
            while self._letters > MOST_KEPT:
                _digest, oldest = self._kept.popitem(last=False)
                self._letters -= _letters(oldest)


def _letters(stored: Stored) -> int:
    return sum(len(stored[name]) + len(stored["traces"][name]) for name in SHOWN_TEXTS)


def _by_hash(near: Nearby, keys: Sequence[str]) -> dict[str, Stored]:
    try:
        documents = near.documents(keys)
    except EngineUnavailable:
        return {}  # why is in the log already, and the server has everything
    # Two fifths of the memory would be facets, which no hit shows.
    return {one["hash"]: {name: one[name] for name in HIT_PARTS} for one in documents}


def _score(hit: Mapping[str, Any], sort: Sort) -> float:
    return 0.0 if sort else hit["sort"][0] / SCORE_STEPS
