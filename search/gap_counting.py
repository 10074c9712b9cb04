"""Count gaps without a visitor noticing: in memory first, in the database after the answer.

A request only adds to a short list in memory. The list is written when an answer has been sent,
at most once a minute, in one short transaction that gives up at once when somebody else writes.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from search import gap_writing
from search.gaps import Gap, gap_of, is_asked_by_a_person
from search.types import SearchRequest, SearchResult

logger = logging.getLogger(__name__)

SECONDS = 60  # between two writes of a process; within them the same question counts once
MOST_NOTED = 500  # different questions that a process remembers until it writes


class Collector:
    """The gaps of one process since its last write: each once, and no more than fit."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted: dict[Gap, date] = {}
        self._left_out = 0
        self._since = time.monotonic()
        self.tidied: date | None = None

    def add(self, gap: Gap) -> None:
        with self._lock:
            if gap in self._noted or len(self._noted) < MOST_NOTED:
                self._noted[gap] = timezone.localdate()
            else:
                self._left_out += 1

    def take(self) -> tuple[dict[Gap, date], int]:
        """Hand over what was noted, and how many did not fit; the next minute begins."""
        with self._lock:
            taken = self._noted, self._left_out
            self._noted, self._left_out, self._since = {}, 0, time.monotonic()
        return taken

    def put_back(self, noted: Mapping[Gap, date], left_out: int) -> None:
        """Take again what could not be written, as far as there is room."""
        with self._lock:
            merged = {**noted, **self._noted}
            self._noted = dict(list(merged.items())[:MOST_NOTED])
            self._left_out += left_out + len(merged) - len(self._noted)

    def is_due(self) -> bool:
        if time.monotonic() - self._since < SECONDS:
            return False
        return bool(self._noted or self._left_out) or self.tidied != timezone.localdate()


collector = Collector()


def forget() -> None:
    """Begin with an empty list: a fork would count what its parent counts too."""
    global collector
    collector = Collector()


os.register_at_fork(after_in_child=forget)


def note(request: HttpRequest, ask: Callable[[], SearchRequest], result: SearchResult) -> None:
    """Remember the question of a visitor when it found nothing, or only after correction.

    `ask` tells what is counted of it; that may take searches, so for robots it is not called.
    """
    if is_asked_by_a_person(request) and (gap := gap_of(ask(), result)) is not None:
        collector.add(gap)


def on_request_finished(**kwargs: Any) -> None:
    """Write what is due, now that the visitor has the answer."""
    if not collector.is_due():
        return
    try:
        write()
        remove_expired()
    except Exception:
        # Whatever is wrong here concerns no visitor; the reason is for who looks after the site.
        logger.exception("searches without an answer could not be counted")


def write() -> None:
    """Write what this process has noted; keep it for the next time when the database is busy."""
    noted, left_out = collector.take()
    if not noted and not left_out:
        return
    try:
        gap_writing.write(noted, left_out)
    except DatabaseError as error:
        logger.info("%d searches without an answer are counted later: %s", len(noted), error)
        collector.put_back(noted, left_out)


def remove_expired() -> None:
    """Delete, once a day in each process, the gaps whose time is over."""
    today = timezone.localdate()
    if collector.tidied == today:
        return
    try:
        gap_writing.remove_expired()
    except DatabaseError as error:
        logger.info("old searches without an answer go later: %s", error)
    else:
        collector.tidied = today
