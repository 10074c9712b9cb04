"""Work that takes longer than a visitor waits: in a thread of the web process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread

from django.conf import settings
from django.db import close_old_connections, connections

logger = logging.getLogger(__name__)

_running: set[str] = set()
_guard = Lock()


def is_running(name: str) -> bool:
    """Say whether this process does this now."""
    return name in _running


def start(name: str, work: Callable[[], None]) -> None:
    """Do something in a thread, unless it is being done; on some machines nothing is."""
    if not settings.SEARCH_BACKGROUND_REBUILD:
        return
    with _guard:
        if name in _running:
            return
        _running.add(name)
    Thread(target=_do, args=(name, work), name=name, daemon=True).start()


def _do(name: str, work: Callable[[], None]) -> None:
    close_old_connections()
    try:
        work()
    except Exception:
        # Nobody waits for it, and the next search request begins again.
        logger.exception("%s failed", name)
    finally:
        connections.close_all()
        _running.discard(name)
