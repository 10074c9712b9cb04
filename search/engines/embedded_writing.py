"""Write to the embedded index: one commit with its cursor, or a whole new generation."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import tantivy

from search.engines.base import Refused, is_storable
from search.engines.changes import changes_of
from search.engines.embedded_schema import (
    MARKER,
    index_document,
    marker_document,
    open_index,
)
from search.engines.embedded_snapshot import Snapshot, unavailable_when_it_fails
from search.types import SearchDocument

SMALL_HEAP = 15_000_000  # bytes; the library takes no less for a writer
LARGE_HEAP = 30_000_000
SEEN_BYTES = 1 << 24  # 16 MiB: of a million keys one in 270 shares a bit with an earlier one
PATIENCE = 0.1  # seconds that applying waits for a merge

logger = logging.getLogger(__name__)


class _Busy(Exception):
    """Somebody else holds the writer, or had it since the caller began."""


def apply_changes(
    index: tantivy.Index,
    documents: Iterable[SearchDocument],
    deleted: Iterable[str],
    cursor: int | None,
    refused: Refused,
    since: int | None,
) -> bool:
    """Make one commit of all changes and the cursor, if any; False when the writer is taken.

    With `since`, False also when the cursor is no longer there.
    """
    try:
        with _writer(index, SMALL_HEAP, PATIENCE) as writer:
            # Only now does nobody else move it.
            if since is not None and _newest_cursor(index) != since:
                raise _Busy
            for key in filter(is_storable, deleted):
                _delete(writer, "key", key)
            _replace(writer, documents, refused, _may_be_there)
            if cursor is not None:
                _delete(writer, "marker", MARKER)
                _add(writer, marker_document(cursor))
    except _Busy:
        return False
    return True


def _newest_cursor(index: tantivy.Index) -> int | None:
    with unavailable_when_it_fails("The search index cannot be read: rebuild it"):
        index.reload()
    return Snapshot(index, ()).cursor()


def write_generation(
    directory: Path, documents: Iterable[SearchDocument], cursor: int, refused: Refused
) -> int:
    """Write a new index from a stream; return the number of documents in it."""
    with unavailable_when_it_fails(f"No search index can be made in {directory}"):
        index = open_index(directory, is_new=True)
    with _writer(index, LARGE_HEAP, None) as writer:
        _replace(writer, documents, refused, _Seen().add)
        _add(writer, marker_document(cursor))
    index.reload()
    return index.searcher().num_docs - 1


def _replace(
    writer: tantivy.IndexWriter,
    documents: Iterable[SearchDocument],
    refused: Refused,
    may_be_there: Callable[[str], bool],
) -> None:
    """Put documents in the place of those with their keys; leave out, and name, harmful ones."""
    for change in changes_of(documents, index_document, refused):
        if may_be_there(change.key):
            _delete(writer, "key", change.key)
        if change.indexed is not None:
            _add(writer, change.indexed)


def _may_be_there(key: str) -> bool:
    return True


class _Seen:
    """Which keys came before in a new index: only those have a document to replace.

    A deletion for each would cost far more memory: the library keeps them all until the commit.
    Keys may share a bit, which costs a deletion of nothing; so the size is fixed for any number.
    """

    def __init__(self) -> None:
        self.table = bytearray(SEEN_BYTES)

    def add(self, key: str) -> bool:
        """Remember a key; say whether it, or one that shares its bit, came before."""
        place, bit = divmod(hash(key) % (8 * SEEN_BYTES), 8)
        was_there = bool(self.table[place] & 1 << bit)
        self.table[place] |= 1 << bit
        return was_there


def _add(writer: tantivy.IndexWriter, document: tantivy.Document) -> None:
    with unavailable_when_it_fails("The search index cannot be written"):
        writer.add_document(document)


def _delete(writer: tantivy.IndexWriter, field: str, value: str) -> None:
    with unavailable_when_it_fails("The search index cannot be written"):
        writer.delete_documents_by_term(field, value)


@contextmanager
def _writer(
    index: tantivy.Index, heap: int, patience: float | None
) -> Iterator[tantivy.IndexWriter]:
    """Give the writer, commit at the end, change nothing after an error; raise _Busy."""
    with unavailable_when_it_fails("The search index cannot be written"):
        writer = _open_writer(index, heap)
    if writer is None:
        raise _Busy
    try:
        yield writer
        with unavailable_when_it_fails("The search index cannot be written"):
            writer.commit()
    except BaseException:
        _give_up(writer)
        raise
    _let_go(writer, patience)


def _let_go(writer: tantivy.IndexWriter, patience: float | None) -> None:
    """Finish merges and free the lock; a merge that outlasts our patience goes on by itself.

    The commit is safe by then, so a visitor whose request applied it need not wait.
    """
    merging = Thread(target=_finish_merges, args=(writer,), name="search-merge", daemon=True)
    merging.start()
    merging.join(patience)


def _finish_merges(writer: tantivy.IndexWriter) -> None:
    try:
        with unavailable_when_it_fails("The search index cannot be merged"):
            writer.wait_merging_threads()
    except Exception:
        logger.exception("A merge of the search index failed; what was committed stays")


def _open_writer(index: tantivy.Index, heap: int) -> tantivy.IndexWriter | None:
    try:
        return index.writer(heap_size=heap, num_threads=1)
    except ValueError as error:
        if "LockBusy" in str(error):
            return None
        raise


def _give_up(writer: tantivy.IndexWriter) -> None:
    try:
        with unavailable_when_it_fails("The search index cannot be written"):
            writer.rollback()
            writer.wait_merging_threads()
    except Exception:
        # The error that brought us here is the one to tell; the lock goes with the process.
        logger.exception("The writer of the search index was not given back")
