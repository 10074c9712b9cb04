"""Keep the index level with the database: build documents, follow the journal, rebuild."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.translation import gettext, override

from search import extension_points, journal
from search.documents import DocumentType, key_filter, page_key
from search.engines.base import Engine, EngineUnavailable, RebuildRunning
from search.engines.embedded import EmbeddedEngine
from search.models import JournalEntry
from search.types import SearchDocument
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.plugins import Contribution, Plugin

logger = logging.getLogger(__name__)

REQUEST_ROWS = 50
REQUEST_SECONDS = 0.2
BATCH = 200


@cache
def get_engine() -> Engine:
    """Return the engine of this process; it opens its index when it is first used."""
    return EmbeddedEngine(settings.SEARCH_INDEX_DIR, synonyms=_synonyms)


def _synonyms() -> dict[str, list[str]]:
    """Return {word: other words} that plugins know, read once per change of the journal."""
    return _synonyms_at(journal.last_position())


@lru_cache(maxsize=2)
def _synonyms_at(position: int) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for entry in extension_points.synonyms.contributions():
        found = plugins.guarded(entry.plugin, entry.item.get_synonyms, default={})
        for word, others in found.items():
            merged.setdefault(word, []).extend(others)
    return merged


def document_contributions() -> list[Contribution[DocumentType]]:
    """Return the document types with the plugins they came from, in order of showing."""
    return sorted(extension_points.documents.contributions(), key=lambda entry: entry.item.order)


def document_types() -> dict[str, DocumentType]:
    """Return the document types of the enabled plugins by name, in order of showing."""
    return {entry.item.name: entry.item for entry in document_contributions()}


def build_document(document_type: DocumentType, page: BasePage) -> SearchDocument:
    with override(page.locale.language_code):
        return document_type.build(page)


@dataclass
class Built:
    """What pages became: documents, keys that are not public, and {key: why it could not be}."""

    documents: list[SearchDocument] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)


def all_documents() -> Iterator[SearchDocument]:
    """Yield the document of every published page, in batches, so that memory stays flat."""
    for entry in document_contributions():
        for page in _pages(entry, lambda queryset: queryset.order_by("pk").iterator(BATCH)):
            built = Built()
            _build(entry, page, built)
            yield from built.documents


def documents_of(keys: Iterable[str]) -> Built:
    """Build the documents of these pages.

    A page whose document cannot be built is set aside with the reason: the others go on.
    """
    wanted = list(dict.fromkeys(keys))
    built = Built()
    for entry in document_contributions():
        for page in _pages(entry, lambda queryset: queryset.filter(key_filter(wanted))):
            _build(entry, page, built)
    known = {document.key for document in built.documents}
    built.gone = [key for key in wanted if key not in known]
    return built


def _pages(
    entry: Contribution[DocumentType], select: Callable[[Any], Iterable[Any]]
) -> Iterator[Any]:
    """Yield the pages of a document type; a plugin that raises is named and ends here."""
    try:
        yield from select(entry.item.get_queryset())
    except (OperationalError, InterfaceError):
        # The database, not the plugin: nothing may be taken from the index for that.
        raise
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)


def _build(entry: Contribution[DocumentType], page: Any, built: Built) -> None:
    try:
        built.documents.append(build_document(entry.item, page))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)
        built.faults[page_key(page)] = f"{page_key(page)}: {type(error).__name__}: {error}"[:1000]


def keys_of(entry: JournalEntry) -> Iterator[str]:
    """Yield the keys of all pages that a journal row is about."""
    if entry.kind == JournalEntry.Kind.PAGE:
        yield entry.key
    elif entry.kind == JournalEntry.Kind.TREE:
        for root in BasePage.objects.filter(key_filter([entry.key])):
            # order_by: a tree may change while it is read
            tree = BasePage.objects.descendant_of(root, inclusive=True).select_related("locale")
            yield from (page_key(page) for page in tree.order_by("pk").iterator())
    elif entry.kind == JournalEntry.Kind.SITE:
        every = BasePage.objects.select_related("locale").order_by("pk")
        yield from (page_key(page) for page in every.iterator())
    else:
        for found in document_contributions():
            yield from _keys_changed(found.plugin, found.item, entry)


def _keys_changed(plugin: Plugin, item: DocumentType, entry: JournalEntry) -> list[str]:
    return plugins.guarded(
        plugin, lambda: list(item.keys_changed_by(entry.kind, entry.key)), default=[]
    )


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
    for key, fault in built.faults.items():
        faulty = [entry.pk for entry in entries if entry.key == key] or [entries[-1].pk]
        JournalEntry.objects.filter(pk__in=faulty).update(fault=fault)
    return built


def catch_up_for_request() -> None:
    """Apply a little of what waits before a search; never wait, never fail the request."""
    engine = get_engine()
    cursor = engine.cursor()
    if cursor is None:
        ensure_index()
        return
    if not journal.is_behind(cursor):
        return
    try:
        if journal.waiting().exists():
            journal.give_positions(wait=False)
        catch_up(rows=REQUEST_ROWS, seconds=REQUEST_SECONDS, engine=engine)
    except (OperationalError, EngineUnavailable):
        # Somebody holds the lock, or the index is being replaced: answer from what is there.
        logger.info("search answers from an index that is a little behind", exc_info=True)


def rebuild(on_document: Callable[[], None] = lambda: None) -> int:
    """Build the index anew beside the old one and swap; return the number of documents."""

    def counted() -> Iterator[SearchDocument]:
        for document in all_documents():
            on_document()
            yield document

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
    oldest = behind.order_by("position").values_list("created_at", flat=True).first()
    return {
        "engine": engine.name,
        "documents": engine.count() if cursor is not None else 0,
        "cursor": cursor,
        "position": journal.last_position(),
        "behind": behind.count() + journal.waiting().count(),
        "since": oldest,
        "faults": list(
            JournalEntry.objects.exclude(fault="").values_list("fault", flat=True)[:50]
        ),
    }


def health() -> str:
    """Return "" when search is well, else what is wrong in a few words."""
    return "" if get_engine().cursor() is not None else gettext("index is being built")
