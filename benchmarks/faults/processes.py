"""The processes of an experiment, and how to speak with them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

from benchmarks.faults.publisher import section_slug

ROOT = Path(__file__).resolve().parents[2]
STOPPING_SECONDS = 60


class Child:
    """A Python process on the site of the experiment, with which we speak in lines."""

    def __init__(self, *words: str, **variables: str) -> None:
        self.words = words
        self.process = subprocess.Popen(
            [sys.executable, *words],
            env={**os.environ, **variables},
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def read(self) -> str:
        """Return the next line that it writes; raise when it ended instead."""
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise RuntimeError(f"{' '.join(self.words)} ended with code {self.process.wait()}")
        return line.strip()

    def write(self, line: str = "") -> None:
        if self.process.stdin:
            self.process.stdin.write(f"{line}\n")
            self.process.stdin.flush()

    def read_on(self) -> None:
        """Read all that follows in a thread, so that it never waits for us."""
        if self.process.stdout:
            Thread(target=self.process.stdout.read, daemon=True).start()

    def kill(self) -> None:
        """End it as a power cut does (kill -9)."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """End it in peace, or else by force."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


@contextmanager
def running(*words: str, **variables: str) -> Iterator[Child]:
    """Run a process beside the experiment, and end it afterwards."""
    child = Child(*words, **variables)
    try:
        yield child
    finally:
        child.end()


def module(name: str) -> tuple[str, str]:
    return "-m", f"benchmarks.faults.{name}"


@contextmanager
def service(*options: str) -> Iterator[Child]:
    """Run `search sync --follow`, as a site in production does."""
    child = start_service(*options)
    try:
        yield child
    finally:
        child.end()


def start_service(*options: str) -> Child:
    """Start it; who does so ends it."""
    child = Child("manage.py", "search", "sync", "--follow", *options)
    child.read()  # "following the journal"
    child.read_on()
    return child


@contextmanager
def watched_service(*options: str, **variables: str) -> Iterator[Child]:
    """Run the same, told to note what it reads or to pass over a row."""
    with running(*module("follower"), *options, **variables) as child:
        child.read()
        child.read_on()
        yield child


class Editors:
    """Processes that publish when they are told to, at the same time."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self._told = [0] * len(children)
        self.seconds: list[float] = []

    def begin(self, number: int) -> None:
        """Let them publish so many times together, without waiting for it."""
        share, rest = divmod(number, len(self._children))
        for index, child in enumerate(self._children):
            if own := share + (index < rest):
                child.write(str(own))
                self._told[index] += 1

    def finish(self) -> None:
        """Wait until all that was told is published."""
        for index, child in enumerate(self._children):
            for _ in range(self._told[index]):
                self.seconds += json.loads(child.read())
            self._told[index] = 0

    def publish(self, number: int) -> None:
        self.begin(number)
        self.finish()

    @property
    def published(self) -> int:
        return len(self.seconds)


@contextmanager
def editors(number: int, name: str, *options: str, **variables: str) -> Iterator[Editors]:
    """Start editors, each with a section of its own."""
    names = [f"{name}-{index}" for index in range(number)]
    for one in names:
        _make_section(one)
    with ExitStack() as stack:
        words = [(*module("publisher"), one, *options) for one in names]
        children = [stack.enter_context(running(*some, **variables)) for some in words]
        for child in children:
            child.read()  # it is ready
        yield Editors(children)


def _make_section(name: str) -> None:
    from slimmernetwerk.models import HomePage, PlainPage
    from slimmernetwerk.setup import publish_below

    home = HomePage.objects.get(locale__language_code="nl")
    slug = section_slug(name)
    if not PlainPage.objects.filter(slug=slug).exists():
        publish_below(home, PlainPage(title=name, slug=slug, locale=home.locale))
