"""The one lock of all machines: who holds it makes a new generation in Elasticsearch."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from elastic_transport import ObjectApiResponse
from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from search.engines.base import EngineUnavailable, RebuildRunning
from search.engines.elastic_client import unavailable_when_it_fails

LOCK_ID = "rebuild"
LOCK_SECONDS = 60  # without a sign of life
SIGN_SECONDS = 5  # between two signs: who calls after every batch must not wait for each
LOOK_SECONDS = 1  # between two looks whether there was one

Found = ObjectApiResponse[Any]
Sign = tuple[str, int, int]  # whose it is, and what the server counts with each

logger = logging.getLogger(__name__)
_signs: dict[str, tuple[Sign, float]] = {}  # the last of each lock, and since when we know it


@contextmanager
def hold(client: Elasticsearch, index: str) -> Iterator[Any]:
    """Hold the one lock of all machines, and give what to call as a sign of life.

    Called often it tells the server seldom; with `at_once` it is sure that the lock is still ours.
    Raises RebuildRunning when somebody has it.

    Who was killed gives no sign of life: on its own machine that shows at once, elsewhere after
    a minute of watching by one clock, for those of two machines may differ.
    """
    holder = {"host": socket.gethostname(), "process": os.getpid(), "token": uuid4().hex}
    with unavailable_when_it_fails("taking the lock"):
        _take(client, index, holder)
    signed = time.monotonic()

    def keep_alive(*, at_once: bool = False) -> None:
        nonlocal signed
        if at_once or time.monotonic() - signed >= SIGN_SECONDS:
            signed = time.monotonic()
            _sign_of_life(client, index, holder)

    try:
        yield keep_alive
    finally:
        try:
            with unavailable_when_it_fails("giving the lock back"):
                client.delete(index=index, id=LOCK_ID, refresh=True, **_own(client, index, holder))
        except EngineUnavailable as error:
            logger.warning("The lock of the search index was not given back: %s", error)


def is_held(client: Elasticsearch, index: str) -> bool:
    """Say whether somebody who is alive has the lock."""
    with unavailable_when_it_fails("looking at the lock"):
        try:
            found = client.get(index=index, id=LOCK_ID)
        except NotFoundError:
            return False
        return not _is_dead(client, index, found)


def _take(client: Elasticsearch, index: str, holder: dict[str, Any]) -> None:
    if not client.indices.exists(index=index):
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
        client.options(ignore_status=400).indices.create(index=index, settings=settings)
    signed = {**holder, "at": time.time()}
    try:
        client.create(index=index, id=LOCK_ID, document=signed)
        return
    except ConflictError:
        pass  # somebody has it, or had it and was killed
    try:
        found = client.get(index=index, id=LOCK_ID)
    except NotFoundError:
        raise RebuildRunning("Another process was rebuilding the search index") from None
    if not _is_dead(client, index, found):
        raise RebuildRunning("Another process is rebuilding the search index")
    signed["at"] = time.time()
    try:
        client.index(index=index, id=LOCK_ID, document=signed, **_at(found))
    except ConflictError:
        raise RebuildRunning("Another process is rebuilding the search index") from None


def _is_dead(client: Elasticsearch, index: str, found: Found) -> bool:
    holder = found["_source"]
    if holder["host"] == socket.gethostname() and not _runs(holder["process"]):
        return True
    until = _known_since(index, found) + LOCK_SECONDS
    # A clock may be ahead or behind, so the time of the last sign is only a reason to watch.
    is_suspect = abs(time.time() - holder["at"]) > LOCK_SECONDS
    if not is_suspect and time.monotonic() < until:
        return False
    return _is_silent(client, index, found, until)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # as somebody else
    return True


def _known_since(index: str, found: Found) -> float:
    """Return when, by our own clock, this process first met the last sign of life of a holder."""
    sign, since = _signs.get(index, (None, 0.0))
    if sign != _sign(found):
        since = time.monotonic()
        _signs[index] = _sign(found), since
    return since


def _is_silent(client: Elasticsearch, index: str, found: Found, until: float) -> bool:
    """Watch a holder for as long as it may be silent."""
    while time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        try:
            seen = client.get(index=index, id=LOCK_ID)
        except NotFoundError:
            return False  # it gave the lock back
        if _sign(seen) != _sign(found):
            return False
    return True


def _sign(found: Found) -> Sign:
    return found["_source"]["token"], found["_seq_no"], found["_primary_term"]


def _at(found: Found) -> dict[str, Any]:
    """Return what makes a change hold only while nobody else made one."""
    return {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}


def _sign_of_life(client: Elasticsearch, index: str, holder: dict[str, Any]) -> None:
    """Renew the lock; raise EngineUnavailable when somebody else took it meanwhile."""
    with unavailable_when_it_fails("keeping the lock"):
        signed = {**holder, "at": time.time()}
        client.index(index=index, id=LOCK_ID, document=signed, **_own(client, index, holder))


def _own(client: Elasticsearch, index: str, holder: dict[str, Any]) -> dict[str, Any]:
    """Return what makes a change hold for our lock alone; raise EngineUnavailable without it."""
    found = client.get(index=index, id=LOCK_ID)
    if found["_source"]["token"] != holder["token"]:
        raise EngineUnavailable("The rebuild was silent for too long: another one began")
    return _at(found)
