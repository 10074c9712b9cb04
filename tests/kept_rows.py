"""Do once what many tests begin with, and put its rows back for the others.

Preparing a site publishes a page for each section, as an editor would: half a second for each of
some thousand tests. The rows that it makes are the same whenever the database was the same before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
STATES = 3  # that are remembered: with other content before it the same work makes other rows


class Kept(NamedTuple):
    """What some work changed in a database that looked like `before`."""

    before: Rows
    added: Rows
    removed: Rows


class KeptRows:
    """What some work changed in the database, by the states in which it began."""

    def __init__(self) -> None:
        self._known: list[Kept] = []

    def do(self, work: Callable[[], object]) -> None:
        """Do the work, or put back what it made when the database looked like this before."""
        if not connection.in_atomic_block:
            work()  # with real commits: what follows a commit is part of what the work does
            return
        before = _all_rows()
        for kept in self._known:
            if kept.before == before:
                _put_back(kept)
                return
        work()
        self._known = [*self._known, _difference(before, _all_rows())][-STATES:]


def _difference(before: Rows, after: Rows) -> Kept:
    added, removed = {}, {}
    for table, (columns, rows) in after.items():
        old, new = Counter(map(repr, before[table][1])), Counter(map(repr, rows))
        added[table] = (columns, [row for row in rows if not old[repr(row)]])
        removed[table] = (columns, [row for row in before[table][1] if not new[repr(row)]])
    return Kept(before, added, removed)


def _put_back(kept: Kept) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, rows) in kept.removed.items():
            place = columns.index("id") if "id" in columns else 0
            statement = f"DELETE FROM {quote(table)} WHERE {quote(columns[place])} = %s"  # noqa: S608
            cursor.executemany(statement, [(row[place],) for row in rows])
        for table, (columns, rows) in kept.added.items():
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
