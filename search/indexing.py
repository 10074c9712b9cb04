"""Keep the index level with the database: build documents, follow the journal, rebuild."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext

from search import extension_points, gap_writing, journal
from search.building import BATCH, Built, all_documents, documents_of, keys_of
from search.engines.base import Engine, EngineUnavailable, RebuildRunning
from search.engines.embedded import EmbeddedEngine
from search.models import JournalEntry
from search.types import SearchDocument
from slimmernetwerk import plugins

logger = logging.getLogger(__name__)

REQUEST_ROWS = 50
REQUEST_SECONDS = 0.2


@cache
def get_engine() -> Engine:
    """Return the engine of this process; it opens its index when it is first used."""
    return EmbeddedEngine(settings.SEARCH_INDEX_DIR, synonyms=_synonyms)


def _synonyms(language: str) -> dict[str, list[str]]:
    """Return {word: other words} that plugins know, read once per change that the index has."""
    return _synonyms_at(get_engine().cursor() or 0, language)


@lru_cache(maxsize=4)
def _synonyms_at(position: int, language: str) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for entry in extension_points.synonyms.contributions():
        if entry.item.language not in (None, language):
            continue
        none: dict[str, list[str]] = {}
        found = plugins.guarded(entry.plugin, entry.item.get_synonyms, default=none)
        for word, others in found.items():
            merged.setdefault(word, []).extend(others)
    return merged


def catch_up(
    *, rows: int | None = None, seconds: float | None = None, engine: Engine | None = None
) -> int:
    """Apply what waits in the journal; return the number of rows applied.

    Stops after `rows` rows or `seconds`; another process that is writing the index is fine.
    """
    engine = engine or get_engine()
    cursor = engine.cursor()
    started, applied = time.monotonic(), 0
    while cursor is not None:
        left = BATCH if rows is None else min(BATCH, rows - applied)
        entries = journal.after(cursor, left) if left > 0 else []
        if not entries or not _apply(engine, entries):
            break
        applied += len(entries)
        cursor = entries[-1].position or cursor
        if seconds is not None and time.monotonic() - started > seconds:
            break
    return applied


def _apply(engine: Engine, entries: list[JournalEntry]) -> bool:
    position = entries[-1].position or 0
    keys = list(dict.fromkeys(key for entry in entries for key in keys_of(entry)))
    if len(keys) <= BATCH:
        built = _built(keys, entries)
        return engine.apply(built.documents, built.gone, position)
    # A change with many pages goes in batches; the cursor moves with the last one, so that a
    # crash half-way repeats the whole change.
    before = engine.cursor() or 0
    for start in range(0, len(keys), BATCH):
        is_last = start + BATCH >= len(keys)
        built = _built(keys[start : start + BATCH], entries)
        if not engine.apply(built.documents, built.gone, position if is_last else before):
            return False
    return True


def _built(keys: list[str], entries: list[JournalEntry]) -> Built:
    """Build documents; note each fault at its row, where `search status` shows it."""
    built = documents_of(keys)
    journal.record_ahead(built.changes)
    for key, fault in built.faults.items():
        faulty = [entry.pk for entry in entries if entry.key == key] or [entries[-1].pk]
        JournalEntry.objects.filter(pk__in=faulty).update(fault=fault)
    return built


def is_usable(cursor: int | None) -> bool:
    """Say whether the index can follow the journal from here; else it needs a rebuild."""
    return cursor is not None and not journal.is_lost(cursor)


@cache
def _look_around() -> None:
    """Do once in a process what cannot change later: other plugins, another database."""
    with journal.without_waiting():
        journal.note_plugins()
    if not is_usable(get_engine().cursor()):
        ensure_index()


def catch_up_for_request() -> None:
    """Apply a little of what waits before a search; never wait, never fail the request."""
    engine = get_engine()
    cursor = engine.cursor()
    if cursor is None:
        ensure_index()
        return
    try:
        _look_around()
        if not journal.is_behind(cursor):
            return
        if not is_usable(cursor):
            ensure_index()
            return
        if journal.waiting().exists():
            journal.give_positions(wait=False)
        catch_up(rows=REQUEST_ROWS, seconds=REQUEST_SECONDS, engine=engine)
    except (OperationalError, EngineUnavailable):
        # Somebody holds the lock, or the index is being replaced: answer from what is there.
        logger.info("search answers from an index that is a little behind", exc_info=True)


def rebuild(on_document: Callable[[], None] = lambda: None) -> int:
    """Build the index anew beside the old one and swap; return the number of documents."""

    def counted() -> Iterator[SearchDocument]:
        changes: dict[str, datetime] = {}
        for built in all_documents():
            changes |= built.changes
            for document in built.documents:
                on_document()
                yield document
        journal.record_ahead(changes)

    journal.note_plugins()
    cursor = journal.give_positions()
    total = get_engine().rebuild(counted(), cursor)
    catch_up()
    return total


_rebuilding = threading.Lock()


def ensure_index() -> None:
    """Rebuild a missing or damaged index in the background, once in this process."""
    if not settings.SEARCH_BACKGROUND_REBUILD or not _rebuilding.acquire(blocking=False):
        return
    threading.Thread(target=_rebuild_in_background, name="search-rebuild", daemon=True).start()


def _rebuild_in_background() -> None:
    try:
        rebuild()
    except RebuildRunning:
        logger.info("another process rebuilds the search index")
    except Exception:
        logger.exception("the search index could not be rebuilt")
    finally:
        _rebuilding.release()
        close_old_connections()


def status() -> dict[str, Any]:
    """Return what `manage.py search status` and the admin show."""
    engine = get_engine()
    cursor = engine.cursor()
    behind = JournalEntry.objects.filter(position__gt=cursor or 0)
    later = JournalEntry.objects.filter(position=None, due_at__gt=timezone.now())
    waiting = journal.waiting().count()
    return {
        "engine": engine.name,
        "documents": engine.count() if cursor is not None else 0,
        "cursor": cursor,
        "position": journal.last_position(),
        "behind": behind.count() + waiting,
        "since": behind.order_by("position").values_list("created_at", flat=True).first(),
        "applied": journal.moment_of(cursor),
        "waiting": waiting,
        "due": later.count(),
        "next_due": later.order_by("due_at").values_list("due_at", flat=True).first(),
        "uncounted": gap_writing.left_out_today(),
        "faults": list(JournalEntry.objects.exclude(fault="").values_list("fault", flat=True)[:50]),
    }


def health() -> str:
    """Return "" when search is well, else what is wrong in a few words."""
    return "" if get_engine().cursor() is not None else gettext("index is being built")
