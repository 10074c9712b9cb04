"""Generations of the embedded index on disk: which one counts, and swapping in a new one.

    current         a small file that names the generation and the mapping it was built with
    rebuild.lock    held by the process that builds a new generation
    generation-*/   one index each

The pointer is replaced in one step, so at every moment, also after a kill, exactly one
generation counts. What a killed rebuild left behind is removed by the next one.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from search.drift import Drift
from search.engines.base import EngineUnavailable, RebuildRunning
from search.engines.embedded_schema import mapping_hash
from search.engines.file_lock import file_lock

POINTER = "current"
LOCK = "rebuild.lock"
PREFIX = "generation-"
LOOK_SECONDS = 0.1  # that a rebuild waits for who only looks whether there is one
LOCK_FILES = (".tantivy-meta.lock", ".tantivy-writer.lock")
OPEN_FILES = "/proc/self/fd"  # Linux; other systems have no names to compare

Stamp = tuple[int, ...]


class Generations:
    """The generations below one directory."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path:
        """Return the directory that counts; raise EngineUnavailable when none is usable."""
        name, mapping = self._pointer()
        if mapping != mapping_hash():
            raise EngineUnavailable("The search index has an older mapping: rebuild it")
        return self.root / name

    def _pointer(self) -> tuple[str, str]:
        """Return the name and the mapping of the generation that the pointer names."""
        try:
            pointer = json.loads((self.root / POINTER).read_text(encoding="utf-8"))
            return Path(pointer["generation"]).name, pointer["mapping"]
        except FileNotFoundError:
            raise EngineUnavailable("There is no search index yet: rebuild it") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(f"{self.root / POINTER} is unreadable: rebuild") from error

    def is_current(self, directory: Path | None) -> bool:
        """Tell whether a directory still is the one that counts."""
        try:
            return self.current() == directory
        except EngineUnavailable:
            return False

    def stamp(self, directory: Path | None) -> Stamp | None:
        """Return what changes with every commit and swap; None when there is no index."""
        if directory is None:
            return None
        try:
            pointer = os.stat(self.root / POINTER)
            meta = os.stat(directory / "meta.json")
        except OSError:
            return None
        return (
            pointer.st_ino,
            pointer.st_mtime_ns,
            meta.st_ino,
            meta.st_mtime_ns,
            meta.st_size,
        )

    @contextmanager
    def rebuilding(self) -> Iterator[Path]:
        """Give an empty directory for a new generation and make it count at the end."""
        self.root.mkdir(parents=True, exist_ok=True)
        with _lock(self.root / LOCK):
            self._remove_all_but(self._named())
            directory = self.root / f"{PREFIX}{uuid4().hex}"
            directory.mkdir()
            try:
                yield directory
            except BaseException:
                shutil.rmtree(directory, ignore_errors=True)
                raise
            self._point_to(directory)
            self._remove_all_but(directory.name)

    def is_being_rebuilt(self) -> bool:
        """Say whether some process makes a new generation now."""
        try:
            with _lock(self.root / LOCK, shared=True):
                return False
        except FileNotFoundError:
            return False  # nobody made anything here yet
        except RebuildRunning:
            return True

    def disorders(self) -> list[tuple[Drift, str]]:
        """Return what is wrong with the generations, each with the name of one."""
        found = [(Drift.ORPHAN_INDEX, name) for name in self._orphans()]
        try:
            name, mapping = self._pointer()
        except EngineUnavailable:
            return found  # there is none: whoever asks for the cursor meets that
        return found if mapping == mapping_hash() else [(Drift.OLD_MAPPING, name), *found]

    def _orphans(self) -> list[str]:
        """Return the generations that the pointer does not name; none while one is being made."""
        if not self.root.is_dir():
            return []
        try:
            with _lock(self.root / LOCK, shared=True):
                names = {directory.name for directory in self.root.glob(f"{PREFIX}*")}
                return sorted(names - {self._pointed_at()})
        except RebuildRunning:
            return []

    def tidy(self) -> None:
        """Remove the generations that the pointer does not name; raise RebuildRunning."""
        if self.root.is_dir():
            with _lock(self.root / LOCK):
                self._remove_all_but(self._pointed_at())

    def _pointed_at(self) -> str | None:
        try:
            return self._pointer()[0]
        except EngineUnavailable:
            return None

    def _named(self) -> str | None:
        try:
            return self.current().name
        except EngineUnavailable:
            return None  # nothing usable is in the way of the new generation

    def _point_to(self, directory: Path) -> None:
        pointer = {"generation": directory.name, "mapping": mapping_hash()}
        fresh = self.root / f"{POINTER}.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(pointer, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.root / POINTER)
        _sync_directory(self.root)

    def _remove_all_but(self, kept: str | None) -> None:
        for directory in self.root.glob(f"{PREFIX}*"):
            if directory.name != kept:
                # Readers keep their open files; a file that stays goes at the next rebuild.
                shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _lock(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of a rebuild, `shared` to look only; raise RebuildRunning when one goes on."""
    until = time.monotonic() + (0.0 if shared else LOOK_SECONDS)
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(file_lock(path, shared=shared))
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    running = RebuildRunning("Another process is rebuilding the search index")
                    raise running from None
                time.sleep(LOOK_SECONDS / 10)
        yield


def _close_inherited_locks() -> None:
    """Close, right after a fork, the lock files that threads of the parent held open.

    A lock belongs to the open file, which the child shares: it would wait for ever for a lock
    that its own copy keeps. The threads stayed with the parent, so nobody needs these.
    """
    try:
        numbers = os.listdir(OPEN_FILES)
    except FileNotFoundError:
        return
    for number in numbers:
        try:
            name = os.readlink(f"{OPEN_FILES}/{number}")
        except OSError:
            continue  # the listing itself, closed by now
        if name.endswith(LOCK_FILES):
            os.close(int(number))


os.register_at_fork(after_in_child=_close_inherited_locks)


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
