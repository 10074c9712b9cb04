"""Generations of the index in Elasticsearch: which one counts, and swapping in a new one.

    <name>                 the alias that is searched, on exactly one generation
    <name>-<generation>    an index
    <name>-<generation>-w  the alias of that index alone, for writing
    <name>-lock            one document, held by who builds a new generation

The marker document of a generation holds how far it is and with what mapping it was built, so both
come and go with the index itself, also by a snapshot that somebody restores.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import uuid4

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from search.engines.base import EngineUnavailable, RebuildRunning
from search.engines.elastic_client import Connection, unavailable_when_it_fails
from search.engines.elastic_requests import MARKER_ID, mapping_hash, new_index

LOCK_ID = "rebuild"
LOCK_SECONDS = 60  # without a sign of life
FOR_WRITING = "-w"

logger = logging.getLogger(__name__)


class State(NamedTuple):
    """The generation that counts, and how far it is."""

    name: str
    cursor: int

    @property
    def write_alias(self) -> str:
        return f"{self.name}{FOR_WRITING}"


class Generations:
    """The generations below one alias."""

    def __init__(self, connection: Connection, replicas: str) -> None:
        self._connection = connection
        self._replicas = replicas
        self.alias = connection.server.name

    def current(self) -> State | None:
        """Return the generation that counts; None when none is usable, and why is logged."""
        try:
            with unavailable_when_it_fails("looking for the index"):
                found = self._connection.reading.get(
                    index=self.alias, id=MARKER_ID, stored_fields=["cursor", "mapping"]
                )
                mapping, cursor = found["fields"]["mapping"][0], found["fields"]["cursor"][0]
        except EngineUnavailable as error:
            if isinstance(error.__cause__, NotFoundError):
                return None
            raise
        if mapping != mapping_hash():
            logger.info("The search index was built with another mapping: rebuild it")
            return None
        return State(found["_index"], int(cursor))

    @contextmanager
    def rebuilding(self) -> Iterator[NewGeneration]:
        """Give a new generation to fill, and make it count at the end."""
        client = self._connection.writing
        with _lock(client, f"{self.alias}-lock") as keep_alive:
            self._remove_orphans(client)
            made = NewGeneration(f"{self.alias}-{uuid4().hex[:12]}", keep_alive)
            with unavailable_when_it_fails("making an index"):
                index = new_index(made.name, made.write_alias, self._replicas)
                client.indices.create(index=made.name, body=index.to_dict())
            try:
                yield made
                self._swap(client, made)
            except BaseException:
                self._try_to_remove(client, [made.name])
                raise

    def targets(self) -> list[str]:
        """Return the indices that the alias stands for; in a sound cluster one, or none yet."""
        with unavailable_when_it_fails("looking at the alias"):
            client = self._connection.writing
            if not client.indices.exists_alias(name=self.alias):
                return []
            return sorted(client.indices.get_alias(name=self.alias).body)

    def orphans(self) -> list[str]:
        """Return generations that nothing leads to: what a killed rebuild left behind."""
        with unavailable_when_it_fails("looking for old indices"):
            found = self._connection.writing.indices.get(
                index=f"{self.alias}-*", features="aliases", ignore_unavailable=True
            )
            lock = f"{self.alias}-lock"
            return sorted(
                name
                for name, index in found.body.items()
                if name != lock and self.alias not in index["aliases"]
            )

    def remove_all(self) -> None:
        """Remove every generation and the lock: the database can make it all again."""
        client = self._connection.writing
        self._try_to_remove(client, [*self.targets(), *self.orphans(), f"{self.alias}-lock"])

    def _swap(self, client: Elasticsearch, made: NewGeneration) -> None:
        """Let the alias lead to the new generation alone, and remove the old one, in one step."""
        old = [{"remove_index": {"index": name}} for name in self.targets()]
        with unavailable_when_it_fails("swapping in the new index"):
            client.indices.refresh(index=made.name)
            client.indices.put_settings(index=made.name, settings={"refresh_interval": None})
            add = {"add": {"index": made.name, "alias": self.alias}}
            client.indices.update_aliases(actions=[add, *old])

    def _remove_orphans(self, client: Elasticsearch) -> None:
        self._try_to_remove(client, self.orphans())

    def _try_to_remove(self, client: Elasticsearch, names: list[str]) -> None:
        for name in names:
            try:
                with unavailable_when_it_fails("removing an old index"):
                    client.indices.delete(index=name, ignore_unavailable=True)
            except EngineUnavailable:
                # It takes room and does no harm: the next rebuild removes it.
                logger.warning("An old search index stays until the next rebuild")


class NewGeneration(NamedTuple):
    """A generation that nobody searches yet; call `keep_alive` while it is filled."""

    name: str
    keep_alive: Any

    @property
    def write_alias(self) -> str:
        return f"{self.name}{FOR_WRITING}"


@contextmanager
def _lock(client: Elasticsearch, index: str) -> Iterator[Any]:
    """Hold the one lock of all machines; raise RebuildRunning when somebody has it.

    Who was killed gives no sign of life: on its own machine that shows at once, elsewhere after
    a minute.
    """
    holder = {"host": socket.gethostname(), "process": os.getpid(), "token": uuid4().hex}
    with unavailable_when_it_fails("taking the lock"):
        _take(client, index, holder)
    try:
        yield lambda: _sign_of_life(client, index, holder)
    finally:
        try:
            with unavailable_when_it_fails("giving the lock back"):
                client.delete(index=index, id=LOCK_ID, refresh=True)
        except EngineUnavailable:
            logger.warning("The lock of the search index goes by itself in a minute")


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
    if not _is_dead(found["_source"]):
        raise RebuildRunning("Another process is rebuilding the search index")
    at = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
    try:
        client.index(index=index, id=LOCK_ID, document=signed, **at)
    except ConflictError:
        raise RebuildRunning("Another process is rebuilding the search index") from None


def _is_dead(holder: dict[str, Any]) -> bool:
    if time.time() - holder["at"] > LOCK_SECONDS:
        return True
    if holder["host"] != socket.gethostname():
        return False
    try:
        os.kill(holder["process"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # it lives, as somebody else
    return False


def _sign_of_life(client: Elasticsearch, index: str, holder: dict[str, Any]) -> None:
    """Renew the lock; raise EngineUnavailable when somebody else took it meanwhile."""
    with unavailable_when_it_fails("keeping the lock"):
        found = client.get(index=index, id=LOCK_ID)
        if found["_source"]["token"] != holder["token"]:
            raise EngineUnavailable("The rebuild was silent for too long: another one began")
        client.index(index=index, id=LOCK_ID, document={**holder, "at": time.time()})
