"""Compare an index with the database, document by document.

Both are read at different moments while editors go on working, so a difference between them is
first only a suspicion. The suspects are read again, and what the journal still has to bring is no
drift: the follower is brought up to the journal first, so that the answer is about what the journal
missed, and keys with a row that came in since are left out, for that row will bring them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from wagtail.models import Page

from search import applying, indexing, journal, progress
from search.building import BATCH, Built, all_documents, count_pages, documents_of
from search.comparing import Comparison
from search.content_hash import content_hash
from search.documents import key_filter, keys_about, own_key, public_keys
from search.drift import Drift
from search.engines.base import Engine, EngineUnavailable, Held, InvalidDocument, check_document
from search.journal_keys import keys_of
from search.models import IndexWork
from search.types import SearchDocument

KEPT_KEYS = 5_000  # of each kind; the rest is only counted
PATIENCE = 5.0  # seconds that another writer of the index gets
POLL_SECONDS = 0.1


@dataclass
class Found:
    """One kind of drift: how often, and the first keys or names of indices."""

    count: int = 0
    keys: list[str] = field(default_factory=list)

    def add(self, key: str) -> None:
        self.count += 1
        if len(self.keys) < KEPT_KEYS:
            self.keys.append(key)


@dataclass
class Report:
    """What an audit found in one index.

    `set_aside` are pages that no index can take, `waiting` counts keys that the journal brings, and
    `unread` names the types that could not be compared because their plugin raised.
    """

    engine: str
    documents: int = 0  # that should be there
    held: int = 0
    is_compared: bool = False
    drift: dict[Drift, Found] = field(default_factory=dict)
    set_aside: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    waiting: int = 0

    def add(self, kind: Drift, key: str) -> None:
        self.drift.setdefault(kind, Found()).add(key)

    def in_order(self) -> list[tuple[Drift, Found]]:
        """Return what was found, the worst first."""
        return [(kind, self.drift[kind]) for kind in Drift if kind in self.drift]


def pieces(engine: Engine) -> int:
    """Return how many steps an audit has: the pages, and the documents that the index holds."""
    held = 0
    with suppress(EngineUnavailable):
        held = engine.count() if indexing.is_usable(engine.cursor()) else 0
    return count_pages() + held


def audit(engine: Engine, on_piece: Callable[[], None] = applying.keep_going) -> Report:
    """Return how an index differs from the database; nothing is mended but what the journal brings.

    `on_piece` is called for each of its `pieces`. Raises EngineUnavailable.
    """
    report = Report(engine.name)
    for kind, name in engine.disorders():
        report.add(kind, name)
    if Drift.DOUBLE_ALIAS in report.drift:
        return report  # nobody can say which of the two is the index
    _bring_up(engine)
    if not indexing.is_usable(engine.cursor()):
        if Drift.OLD_MAPPING not in report.drift:
            report.add(Drift.NO_INDEX, engine.name)
        return report
    action = IndexWork.AUDIT
    with Comparison() as comparison, progress.told(engine.name, action, pieces(engine)) as advance:

        def step() -> None:
            on_piece()
            advance()

        report.documents = comparison.add_wanted(_wanted(report, step))
        report.held = comparison.add_held(_counted(engine.contents(), step))
        suspects = comparison.different()
        while batch := list(islice(suspects, BATCH)):
            _look_again(engine, batch, report)
    report.is_compared = True
    return report


def _bring_up(engine: Engine) -> None:
    journal.note_plugins()
    journal.give_positions()
    if indexing.is_usable(engine.cursor()):
        with suppress(EngineUnavailable):
            # Read-only, perhaps: it can still be compared, without what the journal has for it.
            apply_all(engine)


def apply_all(engine: Engine) -> None:
    """Apply what the journal has, and give another writer a little time to finish first."""
    until = time.monotonic() + PATIENCE
    applying.catch_up(engine)
    while journal.is_behind(engine.cursor() or 0) and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
        journal.give_positions()
        applying.catch_up(engine)


def _wanted(report: Report, on_page: Callable[[], None]) -> Iterator[Held]:
    for built in all_documents():
        on_page()
        yield from _indexable(built)
        report.unread |= built.unread.keys()
        report.set_aside |= built.faults.keys() - built.kept


def _indexable(built: Built) -> Iterator[Held]:
    """Yield what an index should hold; a document that none can take becomes a fault."""
    for document in built.documents:
        try:
            check_document(document)
        except InvalidDocument as error:
            built.faults[own_key(document.key)] = str(error)
            continue
        yield _as_held(document)


def _as_held(document: SearchDocument) -> Held:
    return Held(document.key, document.language, document.type, content_hash(document))


def _counted(documents: Iterator[Held], on_piece: Callable[[], None]) -> Iterator[Held]:
    for document in documents:
        on_piece()
        yield document


class _Batch:
    """Some suspects, read again from the index, and only then from the database."""

    def __init__(self, engine: Engine, keys: list[str]) -> None:
        cursor = engine.cursor()
        if cursor is None:
            raise EngineUnavailable("The search index went away during the audit")
        self.held: dict[str, list[Held]] = {}
        for held in engine.contents(keys):
            self.held.setdefault(held.key, []).append(held)
        own = list(dict.fromkeys(map(own_key, keys)))
        built = documents_of(own)
        self.wanted = {document.key: document for document in _indexable(built)}
        self.faults = built.faults.keys() - built.kept
        self.kept, self.unread = built.kept, built.unread
        self.refused = _refused(engine, own)
        self.public = public_keys(own)
        pages = Page.objects.filter(key_filter(own))
        known = pages.values_list("translation_key", "locale__language_code")
        self.existing = {f"{identity}:{language}" for identity, language in known}
        # Last: whatever changed while the rest was read has a row by now.
        self.waiting = _waiting(cursor, set(keys))


def _refused(engine: Engine, keys: list[str]) -> set[str]:
    """Return those of the pages that this engine did not take."""
    rows = applying.shown_faults().filter(key__in=keys, fault__contains=f": {engine.name}: ")
    return set(rows.values_list("key", flat=True))


def _waiting(cursor: int, keys: set[str]) -> set[str]:
    """Return those of the keys that a row of the journal will bring."""
    found: set[str] = set()
    # A row about a page brings its translations too; one about the whole site, all of these.
    among = keys_about(map(own_key, keys))
    for entry in journal.ahead_of(cursor).iterator(BATCH):
        for key in keys_of(entry, among=among):
            found |= keys.intersection(keys_about([key]))
    return found


def _look_again(engine: Engine, keys: list[str], report: Report) -> None:
    batch = _Batch(engine, keys)
    report.unread |= batch.unread.keys()
    for key in keys:
        if key in batch.waiting:
            report.waiting += 1
        elif kind := _kind(key, batch, report):
            report.add(kind, key)


def _kind(key: str, batch: _Batch, report: Report) -> Drift | None:
    """Return what is wrong with a key, if anything is."""
    held, wanted, own = batch.held.get(key, []), batch.wanted.get(key), own_key(key)
    if own in batch.faults or (own in batch.refused and not held):
        report.set_aside.add(own)
        # What cannot be made leaves the index: its old form may not be public any more.
        return Drift.STALE if held and own in batch.public else None
    if wanted is None:
        return _unwanted(own, held, batch)
    if not held:
        return Drift.MISSING
    if len(held) > 1:
        return Drift.DUPLICATE
    if held[0].language != wanted.language:
        return Drift.WRONG_LANGUAGE
    return Drift.STALE if held[0] != wanted else None


def _unwanted(own: str, held: list[Held], batch: _Batch) -> Drift | None:
    """Return what a document is for which there should be none."""
    if not held or own in batch.kept:
        return None
    is_private = own in batch.existing and own not in batch.public
    return Drift.PRIVATE if is_private else Drift.PHANTOM
