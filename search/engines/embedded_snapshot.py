"""One commit of the embedded index, open for reading, with what was worked out from it.

A snapshot never changes: after a commit or a swap the engine opens the next one, and every
cached count and word list goes with the old one.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import tantivy

from search.engines.base import EngineUnavailable, is_storable
from search.engines.embedded_compile import compile_filter, compile_one_of, compile_query
from search.engines.embedded_generations import Stamp
from search.engines.embedded_schema import MARKER, open_index
from search.engines.stored import read_stored
from search.query import Query

CACHED_ANSWERS = 2_000
ALL_VALUES = 65_000  # the most that the index counts at once

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class Snapshot:
    """What the index held at one commit."""

    def __init__(self, index: tantivy.Index, stamp: Stamp) -> None:
        self.index = index
        self.stamp = stamp
        self.is_damaged = False
        self._searcher = index.searcher()
        self._schema = index.schema
        self._cache: OrderedDict[Hashable, Any] = OrderedDict()
        self._cache_lock = Lock()

    def compile(self, query: Query) -> tantivy.Query:
        return compile_query(query, self._schema)

    def compile_filter(self, query: Query) -> tantivy.Query:
        return compile_filter(query, self._schema)

    def hits(
        self, query: tantivy.Query, limit: int
    ) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
        """Return the number of hits and the best of them with their scores."""
        with self._watched():
            found: Any = self._searcher.search(query, limit=max(limit, 1))
        return found.count, found.hits[:limit]

    def in_order(
        self, query: tantivy.Query, column: str, limit: int
    ) -> tuple[int, list[tuple[int, tantivy.DocAddress]]]:
        """Return the number of hits and the first of them by a number column, with its value."""
        with self._watched():
            found: Any = self._searcher.search(
                query, limit=max(limit, 1), order_by_field=column, order=tantivy.Order.Asc
            )
        return found.count, found.hits[:limit]

    def count(self, query: Query) -> int:
        return self.hits(self.compile_filter(query), 0)[0]

    def aggregate(self, query: tantivy.Query, request: dict[str, Any]) -> dict[str, Any]:
        with self._watched():
            return self._searcher.aggregate(query, request)

    def value_counts(self, query: tantivy.Query, column: str) -> dict[str, int]:
        """Return the number of documents for every value of a column."""
        request = {"values": {"terms": {"field": column, "size": ALL_VALUES}}}
        buckets = self.aggregate(query, request)["values"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}

    def column(self, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        """Return the value of a number column for each address."""
        with self._watched():
            values: Any = self._searcher.fast_field_values(name, addresses)
        return list(values)

    def stored(self, addresses: Iterable[tantivy.DocAddress]) -> Iterator[dict[str, Any]]:
        """Yield what was stored of documents to show them; empty for the marker."""
        with self._watched():
            for address in addresses:
                value: Any = self._searcher.doc(address).get_first("stored")
                yield {} if value is None else read_stored(bytes(value))

    def find_all(self, field: str, values: Collection[str]) -> list[tantivy.DocAddress]:
        """Return the documents with one of the values, of which each belongs to one document."""
        _, hits = self.hits(compile_one_of(field, values, self._schema), len(values))
        return [address for _, address in hits]

    def find(self, field: str, value: str) -> tantivy.DocAddress | None:
        """Return the first document with a value in a field."""
        return next(iter(self.find_all(field, [value])), None)

    def terms(self, field: str, prefix: str, within: Query) -> list[tuple[str, int]]:
        """Return the terms of a field with the number of documents in a query that have them."""
        if not is_storable(prefix):
            return []
        with self._watched():
            return self._searcher.terms_with_prefix(field, prefix, self.compile_filter(within))

    def document_count(self) -> int:
        """Return the number of documents without the marker."""
        return self._searcher.num_docs - 1

    def cursor(self) -> int | None:
        """Return the journal position of this commit; None when the marker is not there."""
        address = self.find("marker", MARKER)
        if address is None:
            return None
        with self._watched():
            value: Any = self._searcher.doc(address).get_first("cursor")
            return int(value)

    def has_cached(self, key: Hashable) -> bool:
        """Say whether an answer was worked out before."""
        return key in self._cache

    def cached(self, key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """Return an answer that holds as long as this commit, worked out once."""
        with self._cache_lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                answer: Answer = self._cache[key]
                return answer
        answer = work_out()
        with self._cache_lock:
            self._cache[key] = answer
            if len(self._cache) > CACHED_ANSWERS:
                self._cache.popitem(last=False)
        return answer

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            with unavailable_when_it_fails("The search index cannot be read: rebuild it"):
                yield
        except EngineUnavailable:
            self.is_damaged = True
            raise


def open_snapshot(directory: Path, stamp: Stamp) -> Snapshot:
    """Open the newest commit in a directory; raise EngineUnavailable when it is damaged."""
    with unavailable_when_it_fails(f"The search index in {directory} is damaged: rebuild it"):
        index = open_index(directory)
        index.reload()
        return Snapshot(index, stamp)


@contextmanager
def unavailable_when_it_fails(message: str) -> Iterator[None]:
    """Turn every failure of the index library, panics too, into EngineUnavailable."""
    try:
        yield
    except EngineUnavailable:
        raise
    except Exception as error:
        logger.exception("Search index failed")
        raise EngineUnavailable(f"{message} ({error})") from error
    except BaseException as error:
        # A panic of the library is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        logger.exception("Search index failed")
        raise EngineUnavailable(f"{message} ({error})") from error
