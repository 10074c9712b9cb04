"""The engine for several machines: an index in an Elasticsearch cluster.

Any number of processes may apply the journal at the same time: each write carries its position,
and a later one always wins. Scores, order and counts are those of the embedded engine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

from elasticsearch import Elasticsearch

from search.drift import Drift
from search.engines import suggesting
from search.engines.answering import answer
from search.engines.base import WINDOW, Engine, EngineUnavailable, Held, Refused, log_refused
from search.engines.changes import Change, changes_of
from search.engines.elastic_client import (
    Connection,
    IndexGone,
    Server,
    unavailable_when_it_fails,
    within,
)
from search.engines.elastic_contents import contents
from search.engines.elastic_documents import indexed_document
from search.engines.elastic_generations import Generations, State
from search.engines.elastic_hits import ShownTexts
from search.engines.elastic_reader import ElasticReader
from search.engines.elastic_writing import ElasticChange, write, write_cursor
from search.engines.embedded import Synonyms, no_synonyms
from search.engines.reading import Nearby
from search.types import SearchDocument, SearchRequest, SearchResult, Suggestion

Result = TypeVar("Result")

BULK = 500  # documents in one request of a rebuild
STATE_SECONDS = 2.0  # how long a search may trust what was read of the marker


class NoIndex(EngineUnavailable):
    """The server answers, and has no index that is of use."""

    def __init__(self) -> None:
        super().__init__("There is no search index in Elasticsearch yet: rebuild it")


class ElasticEngine(Engine):
    """Search in Elasticsearch; see Engine for what each method does.

    `near` gives another index, on this machine, that follows the same journal. It knows words, and
    has what hits show; None asks the server for all.
    """

    name = "elasticsearch"

    def __init__(
        self,
        server: Server,
        *,
        replicas: str = "0-1",
        synonyms: Synonyms = no_synonyms,
        near: Callable[[], Nearby | None] = lambda: None,
    ) -> None:
        self._connection = Connection(server)
        self.generations = Generations(self._connection, replicas)
        self._synonyms = synonyms
        self._near = near
        self._texts = ShownTexts()
        self._state: State | None = None
        self._known_at = float("-inf")

    def search(self, request: SearchRequest) -> SearchResult:
        near = self._near()
        with within(self._connection.server.read_seconds):
            try:
                return self._answer(request, near)
            except EngineUnavailable:
                if near is None or not near.is_damaged:
                    raise
                # The index near by is at fault, not the server.
                return self._answer(request, None)

    def _answer(self, request: SearchRequest, near: Nearby | None) -> SearchResult:
        synonyms = self._synonyms(request.language)
        return self._ask(lambda reader: answer(reader, request, synonyms, near), near)

    def suggest(self, text: str, language: str, limit: int = 8) -> list[Suggestion]:
        most = min(limit, WINDOW)
        return self._ask(lambda reader: suggesting.suggest(reader, text, language, most))

    def related(self, key: str, limit: int = 4, types: tuple[str, ...] = ()) -> list[str]:
        most = min(limit, WINDOW)
        return self._ask(lambda reader: suggesting.related(reader, key, most, types))

    def cursor(self) -> int | None:
        """Return the last applied position; raise EngineUnavailable when the server is away."""
        state = self._look()
        return None if state is None else state.cursor

    def count(self) -> int:
        return self._ask(lambda reader: _count(reader.client, reader.index))

    def known_cursor(self) -> int | None:
        """Return the cursor as it was a moment ago: most searches need not ask for it."""
        try:
            return self._usable().cursor
        except NoIndex:
            return None

    def apply(
        self,
        documents: Iterable[SearchDocument],
        deleted: Iterable[str],
        position: int,
        *,
        since: int | None = None,
        is_part: bool = False,
        refused: Refused = log_refused,
    ) -> bool:
        state = self._look()
        if state is None:
            raise NoIndex
        if since is not None and state.cursor < since:
            return False  # a rebuild swapped in what has not seen the rows before
        indexed = changes_of(documents, indexed_document, refused)
        changes = [*(Change(key, None) for key in deleted), *indexed]
        client = self._connection.writing
        try:
            write(client, state.write_alias, changes, position, refused)
            if not is_part:
                write_cursor(client, state.write_alias, position)
        except EngineUnavailable:
            now = self._look()
            if now is None or now.name == state.name:
                raise
            return False  # a rebuild swapped this generation away while we wrote
        self._look()
        return True

    def rebuild(
        self,
        documents: Iterable[SearchDocument],
        cursor: int,
        *,
        refused: Refused = log_refused,
    ) -> int:
        client = self._connection.writing
        with self.generations.rebuilding() as made:
            changes = changes_of(_alive(documents, made.keep_alive), indexed_document, refused)
            for _batch in _sent(client, made.write_alias, changes, cursor, refused):
                made.keep_alive()
            write_cursor(client, made.write_alias, cursor)
            count = _count(client, made.name)
        # Nothing is asked after the swap: a rebuild that is done must not be told as failed.
        self._know(State(made.name, cursor))
        return count

    def contents(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        state = self._look()
        if state is None:
            raise NoIndex
        return contents(self._connection.writing, state.name, keys)

    def disorders(self) -> list[tuple[Drift, str]]:
        return self.generations.disorders()

    def tidy(self) -> None:
        self.generations.tidy()
        self._look()

    def close(self) -> None:
        self._connection.close()
        self._state, self._known_at = None, float("-inf")

    def _look(self) -> State | None:
        return self._know(self.generations.current())

    def _know(self, state: State | None) -> State | None:
        self._state, self._known_at = state, time.monotonic()
        return state

    def _usable(self) -> State:
        is_fresh = time.monotonic() - self._known_at < STATE_SECONDS
        state = self._state if is_fresh and self._state else self._look()
        if state is None:
            raise NoIndex
        return state

    def _ask(self, ask: Callable[[ElasticReader], Result], near: Nearby | None = None) -> Result:
        """Ask the generation that counts; once more where a rebuild just swapped it away."""
        state = self._usable()
        try:
            return ask(self._reader(state, near))
        except IndexGone:
            now = self._look()
            if now is None or now.name == state.name:
                raise
            return ask(self._reader(now, near))

    def _reader(self, state: State, near: Nearby | None) -> ElasticReader:
        client, seconds = self._connection.reading, self._connection.server.read_seconds
        return ElasticReader(client, state.name, state.cursor, seconds, near, self._texts)


def _count(client: Elasticsearch, index: str) -> int:
    with unavailable_when_it_fails("counting"):
        return int(client.count(index=index)["count"]) - 1  # the marker


def _alive(
    documents: Iterable[SearchDocument], keep_alive: Callable[[], None]
) -> Iterator[SearchDocument]:
    """Pass documents on, with a sign of life: to make a batch may take long."""
    for document in documents:
        keep_alive()
        yield document


def _sent(
    client: Elasticsearch,
    alias: str,
    changes: Iterator[ElasticChange],
    version: int,
    refused: Refused,
) -> Iterator[None]:
    """Send changes in batches, and yield after each; the next is made while one is under way.

    One at a time, so that of two documents with the same key the last stays.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="search-send") as sender:
        under_way: Future[None] | None = None
        while batch := list(islice(changes, BULK)):
            if under_way is not None:
                under_way.result()
            under_way = sender.submit(write, client, alias, batch, version, refused)
            yield
        if under_way is not None:
            under_way.result()
