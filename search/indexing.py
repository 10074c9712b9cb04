"""Keep the indices level with the database: in a visitor's request, behind it, or anew."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import OperationalError
from django.utils.translation import gettext

from search import applying, background, followers, journal, progress
from search.building import all_documents, count_pages
from search.engines.base import Engine, EngineUnavailable, RebuildRunning
from search.engines.failover import FailoverEngine
from search.engines.file_lock import file_lock
from search.followers import get_engine, near
from search.making import Made
from search.models import IndexWork
from search.shared_memory import shared_memory
from search.types import SearchDocument

logger = logging.getLogger(__name__)

SERVER_SECONDS = 0.5  # in all, for a server that is slow to tell its cursor and take changes
RESTING = "search.server.resting"
REST_SECONDS = 30  # after changes were not taken: the service goes on trying, visitors do not


class TypeUnread(Exception):
    """A plugin does not give its pages, so that a new index would lose them."""

    def __init__(self, unread: Mapping[str, str]) -> None:
        types = ", ".join(f"{name} ({reason})" for name, reason in unread.items())
        super().__init__(
            f"the pages of this type cannot be read: {types}; the index stays as it is. Mend the "
            "plugin or take it out of PLUGINS, and run `search rebuild` again"
        )


def is_usable(cursor: int | None) -> bool:
    """Say whether an index can follow the journal from here; else it needs a rebuild."""
    return cursor is not None and not journal.is_lost(cursor)


@cache
def _look_around() -> None:
    """Do once in a process what cannot change later: other plugins, another database."""
    with journal.without_waiting():
        journal.note_plugins()
    if not is_usable(near().cursor()):
        ensure_index()


def catch_up_for_request(*, is_near_enough: bool = False) -> None:
    """Apply a little of what waits before a search; never wait, never fail the request.

    `is_near_enough` leaves the server alone, where the index of this machine answers anyway.
    """
    made, until = Made(), time.monotonic() + applying.REQUEST_SECONDS
    follows = [_follow_near]
    if not is_near_enough and followers.far() is not None:
        follows.append(_follow_far)
    for left, follow in zip(range(len(follows), 0, -1), follows, strict=True):
        # The first gets half of the time; what it made, the second only has to send.
        share = (until - time.monotonic()) / left
        try:
            follow(time.monotonic() + share, made)
        except (OperationalError, EngineUnavailable):
            # Somebody holds the lock, or the index is being replaced: answer from what is there.
            logger.info("search answers from an index that is a little behind", exc_info=True)
        except Exception:
            # Whatever is wrong with what waits, the visitor only asked for what is there.
            logger.exception("search answers from an index that could not be brought up to date")


def _follow_near(until: float, made: Made) -> None:
    cursor = near().cursor()
    if cursor is None:
        ensure_index()
        return
    _look_around()
    if not journal.is_behind(cursor):
        return
    if not is_usable(cursor):
        ensure_index()
        return
    _apply_a_little(near(), until, made)


def _follow_far(until: float, made: Made) -> None:
    """Apply to the server what its service has not applied yet; only the service rebuilds it."""
    searcher, server = get_engine(), followers.far()
    if server is None or not isinstance(searcher, FailoverEngine) or searcher.breaker.is_open():
        return
    if shared_memory.get(RESTING) is not None:
        return
    from search.engines.elastic_client import within  # loads the client: only where it is used

    with within(SERVER_SECONDS):
        cursor = searcher.ask_far(server.known_cursor)
        if cursor is None or not journal.is_behind(cursor) or not is_usable(cursor):
            return
        try:
            _apply_a_little(server, until, made)
        except EngineUnavailable as error:
            logger.warning("The search server takes no changes just now: %s", error)
            shared_memory.set(RESTING, 1, REST_SECONDS)


def _apply_a_little(engine: Engine, until: float, made: Made) -> None:
    if background.is_running(_catching_up(engine)):
        return
    if journal.waiting().exists():
        journal.give_positions(wait=False)
    if not applying.catch_up_a_little(engine, until=until, made=made):
        background.start(_catching_up(engine), lambda: _catch_up_alone(engine))


def _catching_up(engine: Engine) -> str:
    return f"search-catch-up-{engine.name}"


def _catch_up_alone(engine: Engine) -> None:
    """Apply all that waits, unless another process of this machine does so."""
    settings.SEARCH_INDEX_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with file_lock(settings.SEARCH_INDEX_DIR / f"{engine.name}-catch-up.lock"):
            applying.catch_up(engine)
    except BlockingIOError:
        return
    except EngineUnavailable as error:
        logger.warning("The %s index stays behind for now: %s", engine.name, error)


def rebuild(
    on_page: Callable[[], None] = applying.keep_going,
    *,
    engine: Engine | None = None,
    on_turn: Callable[[], None] = applying.keep_going,
) -> int:
    """Build an index anew beside the old one and swap; return the number of documents.

    `on_turn` is called when no other process rebuilds this index any more, `on_page` for each page;
    what they raise ends it, and the old index stays. So it does, with TypeUnread, where a plugin
    does not give its pages; without an index that follows the journal there is nothing to lose, and
    only those pages are left out.
    """
    engine = engine or near()
    faults: dict[str, str] = {}

    def documents() -> Iterator[SearchDocument]:
        changes: dict[str, datetime] = {}
        # In here, for by now no other process rebuilds this index.
        on_turn()
        with progress.told(engine.name, IndexWork.REBUILD, count_pages()) as advance:
            for built in all_documents():
                on_page()
                advance()
                if built.unread:
                    _check_loss(engine, built.unread)
                changes |= built.changes
                faults.update(built.faults)
                yield from built.documents
        journal.record_ahead(changes)

    journal.note_plugins()
    cursor = journal.give_positions()
    applying.try_faults_again()
    total = engine.rebuild(documents(), cursor, refused=applying.noting(engine, faults))
    applying.note_faults(faults)
    journal.give_positions()
    applying.catch_up(engine)
    return total


def _check_loss(engine: Engine, unread: Mapping[str, str]) -> None:
    if is_usable(engine.cursor()):
        raise TypeUnread(unread)
    names = ", ".join(unread)
    text = "The %s index has no pages of the type %s: mend the plugin and run `search rebuild`"
    logger.error(text, engine.name, names)


def ensure_index() -> None:
    """Rebuild a missing or damaged index of this machine in the background."""
    background.start("search-rebuild", _rebuild_alone)


class _Unneeded(Exception):
    """Another process has built the index meanwhile."""


def _rebuild_alone() -> None:
    """Rebuild an index that is of no use, unless another process does so or has just done it."""
    # Looked at before anything is written: until the swap each search of each process comes here.
    if is_usable(near().cursor()) or near().is_being_rebuilt():
        return
    try:
        rebuild(on_turn=_check_need)
    except (RebuildRunning, _Unneeded):
        logger.info("another process rebuilds the search index")


def _check_need() -> None:
    if is_usable(near().cursor()):
        raise _Unneeded


def health() -> str:
    """Return "" when search is well, else what is wrong in a few words; never wait."""
    if near().cursor() is None:
        return gettext("index is being built")
    searcher = get_engine()
    if isinstance(searcher, FailoverEngine) and searcher.breaker.is_open():
        return gettext("the search server is away; this machine answers")
    return ""
