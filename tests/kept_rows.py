"""Do once what many tests begin with, and put its rows back for the others.

Preparing a site publishes a page for each section, as an editor would: half a second for each of
some thousand tests. The rows that it makes are the same whenever the database was the same before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


class KeptRows:
    """What some work changed in the database, by the state in which it began."""

    def __init__(self) -> None:
        self._before: Rows | None = None
        self._added: Rows = {}
        self._removed: Rows = {}

    def do(self, work: Callable[[], None]) -> None:
        """Do the work, or put back what it made when the database looked like this before."""
        if not connection.in_atomic_block:
            work()  # with real commits: what follows a commit is part of what the work does
            return
        before = _all_rows()
        if before == self._before:
            self._put_back()
            return
        work()
        self._note(before, _all_rows())

    def _note(self, before: Rows, after: Rows) -> None:
        self._before, self._added, self._removed = before, {}, {}
        for table, (columns, rows) in after.items():
            old, new = Counter(map(repr, before[table][1])), Counter(map(repr, rows))
            self._added[table] = (columns, [row for row in rows if not old[repr(row)]])
            gone = [row for row in before[table][1] if not new[repr(row)]]
            self._removed[table] = (columns, gone)

    def _put_back(self) -> None:
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            for table, (columns, rows) in self._removed.items():
                place = columns.index("id") if "id" in columns else 0
                statement = f"DELETE FROM {quote(table)} WHERE {quote(columns[place])} = %s"  # noqa: S608
                cursor.executemany(statement, [(row[place],) for row in rows])
            for table, (columns, rows) in self._added.items():
                names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608
                cursor.executemany(statement, rows)


def _all_rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            found[table] = (columns, [tuple(row) for row in cursor.fetchall()])
    return found
