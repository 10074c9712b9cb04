"""Find where two long lists of documents differ, with flat memory.

Both lists go into a temporary SQLite file, which sorts them: they come in no order, and a list of a
million keys would take hundreds of megabytes in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType

from search.engines.base import Held

# A key is sound when it came once from each side, with one and the same digest.
_DIFFERENT = """
    SELECT key FROM seen GROUP BY key
    HAVING count(*) <> 2 OR sum(is_wanted) <> 1 OR min(digest) <> max(digest)
    ORDER BY key
"""


class Comparison:
    """What should be in an index beside what is in it; the file goes at the end."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")  # a file without a name, that nobody else can open
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE seen (key TEXT, digest TEXT, is_wanted INTEGER)")

    def __enter__(self) -> Comparison:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def add_wanted(self, documents: Iterable[Held]) -> int:
        """Add what should be there; return the number."""
        return self._add(documents, is_wanted=1)

    def add_held(self, documents: Iterable[Held]) -> int:
        """Add what is there; return the number."""
        return self._add(documents, is_wanted=0)

    def _add(self, documents: Iterable[Held], is_wanted: int) -> int:
        rows = ((document.key, _digest(document), is_wanted) for document in documents)
        added = self._database.executemany("INSERT INTO seen VALUES (?, ?, ?)", rows)
        return added.rowcount

    def different(self) -> Iterator[str]:
        """Yield the keys about which both sides do not say the same, each once."""
        for (key,) in self._database.execute(_DIFFERENT):
            yield key


def _digest(document: Held) -> str:
    return f"{document.content_hash} {document.language} {document.type}"
