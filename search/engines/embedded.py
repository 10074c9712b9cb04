"""The embedded engine: an index in a directory of this machine, without a server.

Every web process reads the same directory; whoever gets the writer applies changes. The engine
opens when it is first used, again after a fork, and moves to the newest commit at each request.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from search.drift import Drift
from search.engines import suggesting
from search.engines.answering import answer
from search.engines.base import WINDOW, Engine, EngineUnavailable, Held, Refused, log_refused
from search.engines.embedded_contents import contents
from search.engines.embedded_generations import Generations
from search.engines.embedded_reader import EmbeddedReader
from search.engines.embedded_snapshot import Snapshot, open_snapshot
from search.engines.embedded_writing import apply_changes, write_generation
from search.engines.reading import Nearby
from search.types import SearchDocument, SearchRequest, SearchResult, Suggestion

Synonyms = Callable[[str], Mapping[str, Sequence[str]]]  # asked with a language


class _Opened(NamedTuple):
    """A commit and where it is; one value, for threads read it while another opens the next."""

    snapshot: Snapshot
    directory: Path


_kept_from_before_a_fork: list[_Opened] = []


def no_synonyms(language: str) -> Mapping[str, Sequence[str]]:
    return {}


class EmbeddedEngine(Engine):
    """Search in an index below `path`; see Engine for what each method does."""

    name = "embedded"

    def __init__(self, path: Path, *, synonyms: Synonyms = no_synonyms) -> None:
        self._generations = Generations(Path(path))
        self._synonyms = synonyms
        self._lock = RLock()
        self._process = os.getpid()
        self._opened: _Opened | None = None

    def search(self, request: SearchRequest) -> SearchResult:
        return answer(self._reader(), request, self._synonyms(request.language))

    def suggest(self, text: str, language: str, limit: int = 8) -> list[Suggestion]:
        return suggesting.suggest(self._reader(), text, language, min(limit, WINDOW))

    def related(self, key: str, limit: int = 4, types: tuple[str, ...] = ()) -> list[str]:
        return suggesting.related(self._reader(), key, min(limit, WINDOW), types)

    def cursor(self) -> int | None:
        try:
            snapshot = self._newest()
            return None if snapshot.is_damaged else snapshot.cursor()
        except EngineUnavailable:
            return None  # the caller rebuilds; the reason was logged where it was found

    def count(self) -> int:
        return self._newest().document_count()

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
        snapshot, directory = self._newest_opened()
        cursor = None if is_part else position
        try:
            return apply_changes(snapshot.index, documents, deleted, cursor, refused, since)
        except EngineUnavailable:
            if self._generations.is_current(directory):
                raise
            return False  # a rebuild swapped this generation away while we wrote

    def rebuild(
        self,
        documents: Iterable[SearchDocument],
        cursor: int,
        *,
        refused: Refused = log_refused,
    ) -> int:
        with self._generations.rebuilding() as directory:
            return write_generation(directory, documents, cursor, refused)

    def contents(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        return contents(self._newest(), keys)

    def disorders(self) -> list[tuple[Drift, str]]:
        return self._generations.disorders()

    def tidy(self) -> None:
        self._generations.tidy()

    def is_being_rebuilt(self) -> bool:
        """Say whether some process of this machine rebuilds this index now; never wait."""
        return self._generations.is_being_rebuilt()

    def nearby(self) -> Nearby | None:
        """Return this index as it is now, for an engine that is far away; None without one."""
        try:
            snapshot = self._newest()
        except EngineUnavailable:
            return None  # the other engine then asks its own index
        return None if snapshot.is_damaged else EmbeddedReader(snapshot)

    def close(self) -> None:
        with self._lock:
            self._opened = None

    def _reader(self) -> EmbeddedReader:
        return EmbeddedReader(self._newest())

    def _newest(self) -> Snapshot:
        return self._newest_opened().snapshot

    def _newest_opened(self) -> _Opened:
        """Return the newest commit, opened only when it is not the one at hand."""
        self._start_afresh_after_fork()
        opened = self._opened
        if opened and opened.snapshot.stamp == self._generations.stamp(opened.directory):
            return opened
        with self._lock:
            directory = self._generations.current()
            try:
                return self._open(directory)
            except EngineUnavailable:
                if self._generations.is_current(directory):
                    raise
                # A rebuild put another in its place between our looks: that one is whole.
                return self._open(self._generations.current())

    def _open(self, directory: Path) -> _Opened:
        stamp = self._generations.stamp(directory)
        if stamp is None:
            raise EngineUnavailable(f"The search index in {directory} is gone: rebuild it")
        opened = self._opened
        if opened is None or opened.snapshot.stamp != stamp:
            self._opened = opened = _Opened(open_snapshot(directory, stamp), directory)
        return opened

    def _start_afresh_after_fork(self) -> None:
        if self._process == os.getpid():
            return
        if self._opened is not None:
            # Its threads stayed with the parent, so it must neither be used nor torn down here.
            _kept_from_before_a_fork.append(self._opened)
        self._process, self._lock = os.getpid(), RLock()
        self._opened = None
