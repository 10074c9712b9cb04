"""The service that keeps the indices level with the journal: `manage.py search sync --follow`.

It looks every second, rebuilds an index that cannot follow any more, and waits longer and longer
for a server that is away. It says what changes, not what it tries.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

from django.db import close_old_connections

from search import applying, gap_writing, indexing, journal
from search.building import AWAY
from search.engines.base import Engine, EngineUnavailable, RebuildRunning
from search.making import Made

POLL_SECONDS = 1.0
LONGEST_WAIT = 10.0  # a server that is back is level within half a minute
CLEANING_SECONDS = 60 * 60

Say = Callable[[str], None]
logger = logging.getLogger(__name__)


@dataclass
class Patience:
    """How long to wait before the next try, and whether what is wrong was told."""

    name: str
    say: Say
    trouble: str = ""
    wait: float = POLL_SECONDS
    next_try: float = 0.0

    def well(self) -> None:
        if self.trouble:
            self.say(f"{self.name}: well again")
        self.trouble, self.wait, self.next_try = "", POLL_SECONDS, 0.0

    def failed(self, reason: str) -> None:
        if reason != self.trouble:
            self.say(f"{self.name}: {reason}")
        self.trouble = reason
        self.next_try = time.monotonic() + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def is_due(self) -> bool:
        return time.monotonic() >= self.next_try


class Service:
    """Follow the journal with some engines until somebody stops it."""

    def __init__(self, engines: Sequence[Engine], stop: Event, say: Say) -> None:
        self.engines = engines
        self.stop = stop
        self.say = say
        self.database = Patience("database", say)
        self.patience = {engine.name: Patience(engine.name, say) for engine in engines}
        self.clean_at = 0.0

    def run(self) -> None:
        self.say("following the journal")
        while not self.stop.is_set():
            close_old_connections()
            try:
                self.look()
            except applying.Stopped:
                break
            except AWAY as error:
                self.database.failed(f"does not answer ({type(error).__name__})")
            self.stop.wait(max(POLL_SECONDS, self.database.next_try - time.monotonic()))
        self.say("stopped")

    def look(self) -> None:
        """Do once what there is to do."""
        journal.note_plugins()
        journal.give_positions()
        self.database.well()
        made = Made()
        for engine in self.engines:
            if self.patience[engine.name].is_due():
                self._follow(engine, made)
        if time.monotonic() >= self.clean_at:
            applying.remove_old()
            gap_writing.remove_expired()
            self.clean_at = time.monotonic() + CLEANING_SECONDS

    def _follow(self, engine: Engine, made: Made) -> None:
        patience = self.patience[engine.name]
        try:
            self._bring_up(engine, made)
        except RebuildRunning:
            patience.failed("another process rebuilds this index")
        except EngineUnavailable as error:
            patience.failed(f"away: {error}")
        except (applying.Stopped, *AWAY):
            raise
        except Exception as error:
            # Whatever is wrong with one index, the other goes on.
            if not patience.trouble:
                logger.exception("%s does not follow the journal", engine.name)
            patience.failed(f"failed ({type(error).__name__})")
        else:
            patience.well()

    def _bring_up(self, engine: Engine, made: Made) -> None:
        if not indexing.is_usable(engine.cursor()):
            self.say(f"{engine.name}: no usable index, rebuilding")
            count = indexing.rebuild(self.check_stop, engine=engine)
            self.say(f"{engine.name}: {count} documents")
        applying.catch_up(engine, check_stop=self.check_stop, made=made)

    def check_stop(self) -> None:
        if self.stop.is_set():
            raise applying.Stopped
