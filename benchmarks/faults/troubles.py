"""The troubles that a search server can be in, as states of a real one or of a front before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from benchmarks.faults import flooding
from benchmarks.faults.front import Front
from benchmarks.faults.laboratory import Laboratory

SLOW, TOO_SLOW = 0.4, 5.0  # seconds before each answer: below the limit of a request, and above

MISSING = "missing index"
WAITING = 2_000.0  # the server does answer: each visitor waits, as the first one may

Begin = Callable[["Trouble"], Callable[[], None]]


def nothing(trouble: Trouble) -> None:
    """Leave a server as it is after a trouble."""


@dataclass
class Trouble:
    """One server in trouble: `begin` makes it, and returns what ends it."""

    name: str
    laboratory: Laboratory
    front: Front
    begin: Begin
    is_direct: bool = False  # the site asks the server itself, not the front
    answers: bool = False  # searches still work, so no page says otherwise
    takes_changes: bool = True  # or they wait, and somebody is told
    most: float = 300.0  # milliseconds for later visits
    tidy: Callable[[Trouble], None] = nothing  # once all of it is over

    @property
    def url(self) -> str:
        return self.laboratory.server.url if self.is_direct else self.front.url

    @property
    def secrets(self) -> list[str]:
        """Return what no visitor may read."""
        address = self.url.removeprefix("http://")
        return [address, self.laboratory.server.alias, "Traceback", "node-17", "Elasticsearch"]


def troubles(laboratory: Laboratory, front: Front) -> Iterator[Trouble]:
    """Yield every trouble; those that harm a server only for one of our own, or a throw-away."""
    if laboratory.process is not None:
        yield Trouble("hung (SIGSTOP)", laboratory, front, _hung, is_direct=True)
    yield Trouble(
        f"slow ({SLOW} s each answer)", laboratory, front, _slow(SLOW), answers=True, most=WAITING
    )
    yield Trouble(f"too slow ({TOO_SLOW:.0f} s)", laboratory, front, _slow(TOO_SLOW))
    yield Trouble(
        "read-only (index.blocks.write)",
        laboratory,
        front,
        _read_only,
        is_direct=True,
        answers=True,
        takes_changes=False,
    )
    if laboratory.server.is_throw_away():
        yield Trouble(
            flooding.NAME,
            laboratory,
            front,
            flooding.begin,
            is_direct=True,
            answers=True,
            takes_changes=False,
            tidy=flooding.tidy,
        )
    for name, answer in GIVEN.items():
        yield Trouble(name, laboratory, front, _answering(answer))
    yield Trouble(MISSING, laboratory, front, _missing, is_direct=True)
    if laboratory.process is not None:
        yield Trouble("dead (kill -9)", laboratory, front, _dead, is_direct=True)


GIVEN = {
    "429": "busy",
    "503": "unavailable",
    "truncated JSON": "truncated",
    "HTML of a proxy (502)": "an error of a proxy",
    "HTML of another site (200)": "another site",
    "wrong password (401)": "wrong password",
}


def _hung(trouble: Trouble) -> Callable[[], None]:
    trouble.laboratory.own.pause()
    return trouble.laboratory.own.resume


def _dead(trouble: Trouble) -> Callable[[], None]:
    trouble.laboratory.own.kill()
    return trouble.laboratory.own.start


def _slow(seconds: float) -> Begin:
    def begin(trouble: Trouble) -> Callable[[], None]:
        trouble.front.seconds = seconds

        def end() -> None:
            trouble.front.seconds = 0

        return end

    return begin


def _answering(answer: str) -> Begin:
    def begin(trouble: Trouble) -> Callable[[], None]:
        trouble.front.answers = answer

        def end() -> None:
            trouble.front.answers = ""

        return end

    return begin


def _read_only(trouble: Trouble) -> Callable[[], None]:
    server = trouble.laboratory.server

    def block(is_blocked: bool | None) -> None:
        path = f"/{server.alias}/_settings"
        server.ask("PUT", path, {"index": {"blocks": {"write": is_blocked}}})

    block(True)
    return lambda: block(None)


def _missing(trouble: Trouble) -> Callable[[], None]:
    server = trouble.laboratory.server
    for name in server.targets():
        server.ask("DELETE", f"/{name}")
    return lambda: None  # the service makes it anew


@contextmanager
def in_trouble(trouble: Trouble) -> Iterator[Callable[[], None]]:
    """Make the trouble; it ends with what is given, and at last with the context."""
    with ExitStack() as stack:
        stack.callback(trouble.tidy, trouble)
        ending = stack.enter_context(ExitStack())
        ending.callback(trouble.begin(trouble))
        yield ending.close  # a second time it does nothing
