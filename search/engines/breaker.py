"""Remember, for all processes, that a server was away a moment ago, and notice that it is back.

The first visitor who meets a server that is away waits for the time limit; nobody does after that.
Whether it is back is tried out of sight, in a thread, by one process at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread
from typing import Any, Protocol

PROBE_SECONDS = 5  # between two looks at whether the server is back
OPEN_SECONDS = 60 * 60  # after which somebody simply tries

logger = logging.getLogger(__name__)


class Memory(Protocol):
    """What a breaker needs of Django's cache."""

    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any, timeout: float | None) -> Any: ...
    def add(self, key: str, value: Any, timeout: float | None) -> bool: ...
    def delete(self, key: str) -> Any: ...


class Breaker:
    """Open while the server is away: then nobody should ask it anything.

    `is_well` asks the server for a sign of life and may take as long as it wants.
    """

    def __init__(self, memory: Memory, name: str, is_well: Callable[[], bool]) -> None:
        self._memory = memory
        self._name = name
        self._open_key, self._probe_key = f"{name}.away", f"{name}.probed"
        self._is_well = is_well

    def is_open(self) -> bool:
        """Say whether the server is away; now and then have somebody look."""
        if self._memory.get(self._open_key) is None:
            return False
        if self._memory.add(self._probe_key, 1, PROBE_SECONDS):
            Thread(target=self._probe, name="search-probe", daemon=True).start()
        return True

    def trip(self, reason: str) -> None:
        """Note that the server is away."""
        if self._memory.get(self._open_key) is None:
            logger.warning("%s is away, this machine answers: %s", self._name, reason)
        self._memory.add(self._probe_key, 1, PROBE_SECONDS)
        self._memory.set(self._open_key, 1, OPEN_SECONDS)

    def _probe(self) -> None:
        try:
            is_back = self._is_well()
        except Exception:
            # Whatever it raises: it is not well, and the next look is in a few seconds.
            logger.info("%s is still away", self._name, exc_info=True)
            return
        if is_back:
            logger.warning("%s is back", self._name)
            self._memory.delete(self._open_key)
