"""Documents in a database file: a rebuild reads them from there, as one of a site reads pages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from search.types import SearchDocument

BATCH = 500  # rows that are read, or written, at once
COLUMNS = (
    *("key", "type", "language", "url", "title", "summary", "body"),
    *("keywords", "facets", "numbers", "dates"),
)


class Store:
    """A file of documents in the order in which they were written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, documents: Iterable[SearchDocument]) -> None:
        """Make the file anew."""
        self.path.unlink(missing_ok=True)
        rows = map(_row, documents)
        marks = ", ".join("?" * len(COLUMNS))
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(f"CREATE TABLE documents ({', '.join(COLUMNS)})")
            while batch := list(islice(rows, BATCH)):
                connection.executemany(f"INSERT INTO documents VALUES ({marks})", batch)  # noqa: S608
                connection.commit()

    def read(self) -> Iterator[SearchDocument]:
        """Yield the documents; memory stays flat."""
        with closing(sqlite3.connect(self.path)) as connection:
            found = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM documents")  # noqa: S608
            while rows := found.fetchmany(BATCH):
                yield from map(_document, rows)


def _row(document: SearchDocument) -> tuple[str, ...]:
    return (
        *(getattr(document, name) for name in COLUMNS[:7]),
        json.dumps(document.keywords),
        json.dumps(dict(document.facets)),
        json.dumps(dict(document.numbers)),
        json.dumps({name: moment.timestamp() for name, moment in document.dates.items()}),
    )


def _document(row: tuple[str, ...]) -> SearchDocument:
    keywords, facets, numbers, dates = map(json.loads, row[7:])
    return SearchDocument(
        *row[:7],
        keywords=tuple(keywords),
        facets=facets,
        numbers=numbers,
        dates={name: datetime.fromtimestamp(value, UTC) for name, value in dates.items()},
    )
