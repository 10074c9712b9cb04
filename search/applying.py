"""Bring one engine level with the journal: all at once, or a little in a visitor's request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet

from search import journal
from search.building import BATCH, Built
from search.documents import own_key
from search.engines.base import Engine, Refused
from search.journal_keys import keys_of
from search.making import Made, analyse
from search.models import JournalEntry

REQUEST_ROWS = 50
REQUEST_SECONDS = 0.2
REQUEST_PAGES = 10  # of one row; a change of more pages is not for a visitor to wait for
REQUEST_STEP = 1  # pages before the first look at the clock
WRITING_SECONDS = 0.05  # of those, for writing what was made
LEAST_SECONDS = 1e-6  # of a step: what was made before takes no time
FAULTS = 50  # rows that one change may add for pages of which the document cannot be made

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """Somebody asked to stop; what was applied until then stays."""


def keep_going() -> None:
    """Do not stop; who wants to gives a function that raises Stopped."""


def catch_up(
    engine: Engine,
    *,
    rows: int | None = None,
    check_stop: Callable[[], None] = keep_going,
    made: Made | None = None,
) -> int:
    """Apply what waits in the journal; return the number of rows applied.

    Stops after `rows` rows; another process that is writing the index is fine. `made` is shared
    with the engine that goes before or after in the same round.
    """
    made = made or Made()
    cursor, applied = engine.cursor(), 0
    while cursor is not None:
        check_stop()
        left = BATCH if rows is None else min(BATCH, rows - applied)
        entries = journal.after(cursor, left) if left > 0 else []
        if not entries or not _apply(engine, cursor, entries, made, check_stop):
            break
        applied += len(entries)
        cursor = entries[-1].position or cursor
    return applied


def catch_up_a_little(
    engine: Engine, *, until: float | None = None, made: Made | None = None
) -> bool:
    """Apply the rows whose documents can be made by then, and 50 at most; the first one always.

    Without `until`, 200 ms from now. Returns False where the next row touches more pages than a
    visitor can wait for. Raises OperationalError when somebody else writes what it must note.
    """
    made = made or Made()
    until = until or time.monotonic() + REQUEST_SECONDS
    cursor = engine.cursor()
    if cursor is None:
        return True
    waiting = journal.after(cursor, REQUEST_ROWS)
    rows, keys = _make_in_time(waiting, until - WRITING_SECONDS, made)
    if rows:
        built = made.documents_of(keys, rows[-1].position or 0)
        with journal.without_waiting():
            _write(engine, cursor, rows, built)
    return len(rows) == len(waiting) or not _is_big(waiting[len(rows)])


def _make_in_time(
    waiting: list[JournalEntry], until: float, made: Made
) -> tuple[list[JournalEntry], list[str]]:
    """Make documents a few pages at a time; return the rows that got all of theirs, and the pages.

    Only the first row may take longer than there is time for.
    """
    rows: list[JournalEntry] = []
    keys: dict[str, None] = {}
    newest = waiting[-1].position or 0 if waiting else 0
    step = REQUEST_STEP
    while step > 0 and len(rows) < len(waiting):
        begun = time.monotonic()
        number, found = _next_step(waiting[len(rows) :], step, step if rows else REQUEST_PAGES)
        if not number:
            break
        analyse(made.documents_of(found, newest))
        rows, keys = waiting[: len(rows) + number], keys | dict.fromkeys(found)
        now = time.monotonic()
        fitting = (until - now) / max(now - begun, LEAST_SECONDS) * max(len(found), 1)
        step = min(int(fitting), REQUEST_PAGES)
    return rows, list(keys)


def _next_step(waiting: Sequence[JournalEntry], pages: int, alone: int) -> tuple[int, list[str]]:
    """Return how many rows go together, with their pages: `pages`, or `alone` for one row."""
    keys: dict[str, None] = {}
    for number, entry in enumerate(waiting):
        more = {**keys, **dict.fromkeys(_keys(entry))}
        if len(more) > (pages if number else alone):
            return number, list(keys)
        keys = more
    return len(waiting), list(keys)


def _keys(entry: JournalEntry) -> Iterator[str]:
    """Yield the pages of a row, one more at most than a visitor waits for."""
    return islice(keys_of(entry, REQUEST_PAGES + 1), REQUEST_PAGES + 1)


def _is_big(entry: JournalEntry) -> bool:
    return len(set(_keys(entry))) > REQUEST_PAGES


def _apply(
    engine: Engine,
    cursor: int,
    entries: list[JournalEntry],
    made: Made,
    check_stop: Callable[[], None],
) -> bool:
    keys = list(dict.fromkeys(key for entry in entries for key in keys_of(entry)))
    position = entries[-1].position or 0
    # A change with many pages goes in batches; the cursor moves with the last one, so that a
    # crash half-way repeats the whole change.
    while len(keys) > BATCH:
        check_stop()
        part = made.documents_of(keys[:BATCH], position)
        if not _write(engine, cursor, entries, part, is_part=True):
            return False
        del keys[:BATCH]
    return _write(engine, cursor, entries, made.documents_of(keys, position))


def _write(
    engine: Engine,
    cursor: int,
    entries: Sequence[JournalEntry],
    built: Built,
    *,
    is_part: bool = False,
) -> bool:
    """Write what the rows after a cursor became; False when others write, or wrote since.

    All that is noted for it is noted before the cursor moves: where the database takes nothing
    just now, the rows stay.
    """
    journal.record_ahead(built.changes)
    note_faults(built.faults, entries)
    position, noted = entries[-1].position or 0, _noting_at_once(engine, entries)
    return engine.apply(
        built.documents, built.gone, position, since=cursor, is_part=is_part, refused=noted
    )


def _noting_at_once(engine: Engine, entries: Sequence[JournalEntry]) -> Refused:
    faults: dict[str, str] = {}
    tell = noting(engine, faults)

    def refused(key: str, reason: str) -> None:
        tell(key, reason)
        if len(faults) <= FAULTS:
            note_faults({own_key(key): faults[own_key(key)]}, entries)

    return refused


def noting(engine: Engine, faults: dict[str, str]) -> Refused:
    """Return what an engine may tell why it leaves out a document."""

    def refused(key: str, reason: str) -> None:
        logger.error("Left out of the %s index: %r: %s", engine.name, key, reason)
        faults[own_key(key)] = f"{own_key(key)}: {engine.name}: {reason}"

    return refused


def note_faults(faults: Mapping[str, str], entries: Sequence[JournalEntry] = ()) -> None:
    """Note why documents are not in the index, each at the row of its own page.

    A page that came along with a change of more pages gets such a row.
    """
    page, rows = JournalEntry.Kind.PAGE, JournalEntry.objects
    for key, fault in islice(faults.items(), FAULTS):
        text, its_key = _storable(fault), _storable(key)[:150]
        own = [entry.pk for entry in entries if (entry.kind, entry.key) == (page, key)]
        if own:
            rows.filter(pk__in=own).update(fault=text)
        elif not rows.filter(kind=page, key=its_key, fault=text).exists():
            rows.create(kind=page, key=its_key, fault=text)


def shown_faults() -> QuerySet[JournalEntry]:
    """Return the rows whose fault counts: their page has no later row.

    One for a moment to come says nothing of it yet.
    """
    later = journal.ahead_of(0).filter(key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return JournalEntry.objects.exclude(fault="").exclude(Exists(later))


def try_faults_again() -> None:
    """Let all followers try the pages with a fault once more: it may have been solved by now."""
    keys = set(shown_faults().values_list("key", flat=True)[:FAULTS])
    for key in sorted(keys):
        journal.record(JournalEntry.Kind.PAGE, key)


def remove_old() -> int:
    """Remove old rows of the journal; return their number.

    A page with a fault is tried once more: its new row tells of the fault for as long as it stays.
    """
    old = journal.old()
    for key in set(shown_faults().filter(pk__in=old.values("pk")).values_list("key", flat=True)):
        journal.record(JournalEntry.Kind.PAGE, key)
    return old.delete()[0]


def _storable(text: str) -> str:
    """Return a text that every database takes."""
    return text.encode(errors="replace").decode().replace("\0", "?")[:1000]
