"""Bring one engine level with the journal: all at once, or a little in a visitor's request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet

from search import journal
from search.building import BATCH, documents_of, keys_of
from search.documents import own_key
from search.engines.base import Engine, Refused
from search.models import JournalEntry

REQUEST_ROWS = 50
REQUEST_SECONDS = 0.2
REQUEST_PAGES = 10  # of one row; a change of more pages is not for a visitor to wait for
REQUEST_STEP = 5  # pages before the first look at the clock
FAULTS = 50  # rows that one change may add for pages of which the document cannot be made

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """Somebody asked to stop; what was applied until then stays."""


def keep_going() -> None:
    """Do not stop; who wants to gives a function that raises Stopped."""


def catch_up(
    engine: Engine, *, rows: int | None = None, check_stop: Callable[[], None] = keep_going
) -> int:
    """Apply what waits in the journal; return the number of rows applied.

    Stops after `rows` rows; another process that is writing the index is fine.
    """
    cursor, applied = engine.cursor(), 0
    while cursor is not None:
        check_stop()
        left = BATCH if rows is None else min(BATCH, rows - applied)
        entries = journal.after(cursor, left) if left > 0 else []
        if not entries or not _apply(engine, entries, check_stop):
            break
        applied += len(entries)
        cursor = entries[-1].position or cursor
    return applied


def catch_up_a_little(engine: Engine, *, since: float | None = None) -> bool:
    """Apply a few pages, and then what else fits in 50 rows and 200 ms (from `since`).

    Returns False where the next row touches more pages than a visitor can wait for.
    """
    until = (since or time.monotonic()) + REQUEST_SECONDS
    cursor, rows, step = engine.cursor(), REQUEST_ROWS, REQUEST_STEP
    while cursor is not None and rows > 0 and step > 0:
        begun, entries = time.monotonic(), journal.after(cursor, rows)
        if not entries:
            break
        first, keys = _next_step(entries, step)
        if not first:
            return False
        if not _write(engine, keys, first):
            break
        rows, cursor = rows - len(first), first[-1].position
        now = time.monotonic()
        fitting = (until - now) / (now - begun) * max(len(keys), 1)
        step = min(int(fitting), REQUEST_PAGES)
    return True


def _next_step(entries: list[JournalEntry], step: int) -> tuple[list[JournalEntry], list[str]]:
    """Return the first rows with their pages: `step` pages, or one row with 10; else no row."""
    keys: dict[str, None] = {}
    for number, entry in enumerate(entries):
        found = islice(keys_of(entry, REQUEST_PAGES + 1), REQUEST_PAGES + 1)
        more = {**keys, **dict.fromkeys(found)}
        if len(more) > (step if number else REQUEST_PAGES):
            return entries[:number], list(keys)
        keys = more
    return entries, list(keys)


def _apply(engine: Engine, entries: list[JournalEntry], check_stop: Callable[[], None]) -> bool:
    keys = list(dict.fromkeys(key for entry in entries for key in keys_of(entry)))
    # A change with many pages goes in batches; the cursor moves with the last one, so that a
    # crash half-way repeats the whole change.
    while len(keys) > BATCH:
        check_stop()
        if not _write(engine, keys[:BATCH], entries, is_part=True):
            return False
        del keys[:BATCH]
    return _write(engine, keys, entries)


def _write(
    engine: Engine, keys: list[str], entries: Sequence[JournalEntry], *, is_part: bool = False
) -> bool:
    built = documents_of(keys)
    journal.record_ahead(built.changes)
    faults = dict(built.faults)
    position, noted = entries[-1].position or 0, noting(engine, faults)
    done = engine.apply(built.documents, built.gone, position, is_part=is_part, refused=noted)
    note_faults(faults, entries)
    return done


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
    """Return the rows whose fault counts: their page has no later row."""
    later = JournalEntry.objects.filter(key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return JournalEntry.objects.exclude(fault="").exclude(Exists(later))


def try_faults_again() -> None:
    """Let all followers try the pages with a fault once more: it may have been solved by now."""
    keys = set(shown_faults().values_list("key", flat=True)[:FAULTS])
    for key in sorted(keys):
        journal.record(JournalEntry.Kind.PAGE, key)


def _storable(text: str) -> str:
    """Return a text that every database takes."""
    return text.encode(errors="replace").decode().replace("\0", "?")[:1000]
