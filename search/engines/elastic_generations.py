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
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import uuid4

from elasticsearch import Elasticsearch

from search.drift import Drift
from search.engines import elastic_lock
from search.engines.base import EngineUnavailable
from search.engines.elastic_client import Connection, IndexGone, unavailable_when_it_fails
from search.engines.elastic_requests import MARKER_ID, mapping_hash, new_index

FOR_WRITING = "-w"
NAME_LETTERS = 12

logger = logging.getLogger(__name__)


class State(NamedTuple):
    """The generation that counts, and how far it is."""

    name: str
    cursor: int

    @property
    def write_alias(self) -> str:
        return f"{self.name}{FOR_WRITING}"


class Marker(NamedTuple):
    """What the marker document of a generation tells."""

    name: str  # of the generation
    cursor: int
    mapping: str


class Generations:
    """The generations below one alias."""

    def __init__(self, connection: Connection, replicas: str) -> None:
        self._connection = connection
        self._replicas = replicas
        self.alias = connection.server.name
        self._lock = f"{self.alias}-lock"
        # Exactly: the name of another site may begin with that of this one.
        # With the end of an alias: what is written after a swap could make an index of that name.
        self._own_name = re.compile(
            rf"{re.escape(self.alias)}-[0-9a-f]{{{NAME_LETTERS}}}({re.escape(FOR_WRITING)})?"
        )

    def current(self) -> State | None:
        """Return the generation that counts; None when none is usable, and why is logged."""
        marker = self._marker(self.alias)
        if marker is None:
            return None
        if marker.mapping != mapping_hash():
            logger.info("The search index was built with another mapping: rebuild it")
            return None
        return State(marker.name, marker.cursor)

    def _marker(self, index: str) -> Marker | None:
        try:
            with unavailable_when_it_fails("looking for the index"):
                found = self._connection.reading.get(
                    index=index, id=MARKER_ID, stored_fields=["cursor", "mapping"]
                )
                values = found["fields"]
                return Marker(found["_index"], int(values["cursor"][0]), values["mapping"][0])
        except IndexGone:
            return None

    @contextmanager
    def rebuilding(self) -> Iterator[NewGeneration]:
        """Give a new generation to fill, and make it count at the end."""
        client = self._connection.writing
        with elastic_lock.hold(client, self._lock) as keep_alive:
            self._remove_orphans(client)
            name = f"{self.alias}-{uuid4().hex[:NAME_LETTERS]}"
            made = NewGeneration(name, keep_alive)
            with unavailable_when_it_fails("making an index"):
                index = new_index(made.name, made.write_alias, self._replicas)
                client.indices.create(index=made.name, body=index.to_dict())
            try:
                yield made
                # Nobody swaps who was silent so long that another rebuild began.
                keep_alive(at_once=True)
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
            return sorted(
                name
                for name, index in found.body.items()
                if self._own_name.fullmatch(name) and self.alias not in index["aliases"]
            )

    def disorders(self) -> list[tuple[Drift, str]]:
        """Return what is wrong with the generations, each with the name of one."""
        found: list[tuple[Drift, str]] = []
        if not elastic_lock.is_held(self._connection.writing, self._lock):
            # Else one of these is being filled at this moment.
            found = [(Drift.ORPHAN_INDEX, name) for name in self.orphans()]
        targets = self.targets()
        if len(targets) > 1:
            return found + [(Drift.DOUBLE_ALIAS, name) for name in targets]
        markers = [marker for name in targets if (marker := self._marker(name))]
        old = [marker.name for marker in markers if marker.mapping != mapping_hash()]
        return found + [(Drift.OLD_MAPPING, name) for name in old]

    def tidy(self) -> None:
        """Let the alias lead to one generation and remove the others; raise RebuildRunning."""
        client = self._connection.writing
        with elastic_lock.hold(client, self._lock):
            targets = self.targets()
            if len(targets) > 1:
                self._lead_to(client, self._newest(client, targets), targets)
            self._remove_orphans(client)

    def _newest(self, client: Elasticsearch, names: list[str]) -> str:
        """Return the generation that is of use and furthest in the journal; of two, the younger."""
        with unavailable_when_it_fails("looking at the indices"):
            settings = client.indices.get_settings(index=names).body
            made = {
                name: int(settings[name]["settings"]["index"]["creation_date"]) for name in names
            }

        def worth(name: str) -> tuple[bool, int, int]:
            marker = self._marker(name)
            if marker is None:
                return False, -1, made[name]
            return marker.mapping == mapping_hash(), marker.cursor, made[name]

        return max(names, key=worth)

    def _lead_to(self, client: Elasticsearch, kept: str, targets: list[str]) -> None:
        """Take the alias from all but one."""
        others = [name for name in targets if name != kept]
        with unavailable_when_it_fails("mending the alias"):
            client.indices.update_aliases(actions=self._without(others))

    def _without(self, names: list[str]) -> list[dict[str, Any]]:
        """Return what removes targets; one that is not ours, as what somebody restored, stays."""
        return [
            {"remove_index": {"index": name}}
            if self._own_name.fullmatch(name)
            else {"remove": {"index": name, "alias": self.alias}}
            for name in names
        ]

    def remove_all(self) -> None:
        """Remove every generation and the lock: the database can make it all again."""
        client = self._connection.writing
        if actions := self._without(self.targets()):
            with unavailable_when_it_fails("removing the index"):
                client.indices.update_aliases(actions=actions)
        self._try_to_remove(client, [*self.orphans(), self._lock])

    def _swap(self, client: Elasticsearch, made: NewGeneration) -> None:
        """Let the alias lead to the new generation alone, and remove the old one, in one step."""
        old = self._without(self.targets())
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
