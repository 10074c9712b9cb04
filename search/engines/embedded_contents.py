"""Read all that the embedded index holds, a slice at a time.

The index has no order in which it could be read in pages, but each document has a row: a number
that a digest of its key gives it. A slice is a range of rows, of about as many documents each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import tantivy

from search.engines.base import Held
from search.engines.embedded_schema import ROW
from search.engines.embedded_snapshot import Snapshot
from search.engines.stored import ROW_BYTES
from search.query import Term

SLICE = 2_000  # documents, more or less
ROWS = 256**ROW_BYTES


def contents(snapshot: Snapshot, keys: Collection[str] | None) -> Iterator[Held]:
    """Yield what one commit holds, or what it holds of some keys."""
    queries = _slices(snapshot) if keys is None else _of_keys(snapshot, keys)
    for query in queries:
        yield from _read(snapshot, query)


def _slices(snapshot: Snapshot) -> Iterator[tantivy.Query]:
    """Yield queries that find every document but the marker, which has no row."""
    number = snapshot.document_count() // SLICE + 1
    for part in range(number):
        first, last = ROWS * part // number, ROWS * (part + 1) // number - 1
        unsigned = tantivy.FieldType.Unsigned
        yield tantivy.Query.range_query(snapshot.index.schema, ROW, unsigned, first, last)


def _of_keys(snapshot: Snapshot, keys: Collection[str]) -> Iterator[tantivy.Query]:
    for key in keys:
        yield snapshot.compile(Term("key", key))


def _read(snapshot: Snapshot, query: tantivy.Query) -> Iterator[Held]:
    number, hits = snapshot.hits(query, SLICE * 2)
    if number > len(hits):
        _, hits = snapshot.hits(query, number)
    # Neighbours were compressed together: in this order each block is opened once.
    addresses = sorted((hit[1] for hit in hits), key=lambda at: (at.segment_ord, at.doc))
    for stored in snapshot.stored(addresses):
        if stored:  # the marker has a key, and nothing stored
            yield Held(*(stored[name] for name in ("key", "language", "type", "hash")))
