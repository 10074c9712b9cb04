"""What the processes of a site remember together, in Django's cache.

While that is away each process remembers for itself: a site without a shared cache does no more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

from search.engines.breaker import Memory

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)


class SharedMemory:
    """A memory that never raises."""

    def __init__(self, shared: Memory, own: Memory) -> None:
        self._shared, self._own = shared, own
        self._is_away = False

    def get(self, key: str) -> Any:
        return self._ask(lambda memory: memory.get(key))

    def set(self, key: str, value: Any, timeout: float | None) -> Any:
        return self._ask(lambda memory: memory.set(key, value, timeout))

    def add(self, key: str, value: Any, timeout: float | None) -> bool:
        return self._ask(lambda memory: memory.add(key, value, timeout))

    def delete(self, key: str) -> Any:
        return self._ask(lambda memory: memory.delete(key))

    def _ask(self, ask: Callable[[Memory], Answer]) -> Answer:
        try:
            answer = ask(self._shared)
        except Exception as error:
            # Each kind of cache has errors of its own, and none of them is worth a failed search.
            if not self._is_away:
                logger.warning("The cache does not answer (%s)", type(error).__name__)
            self._is_away = True
            return ask(self._own)
        self._is_away = False
        return answer


shared_memory = SharedMemory(cache, LocMemCache("search-of-this-process", {}))
