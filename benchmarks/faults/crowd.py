"""Many editors publish at once while three services follow: does each see every change?"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.faults.laboratory import Laboratory, in_words, kinds
from benchmarks.faults.outcome import Outcome, Planted
from benchmarks.faults.processes import editors, watched_service

if TYPE_CHECKING:
    from search.engines.base import Engine

NAME = "Editors together"
PATIENCE = 60.0
POLL_SECONDS = 0.2
PLANTED_PUBLISHES = 6


@dataclass
class Follower:
    """A service on a machine, the engine that it keeps level, and what it read."""

    engine: Engine
    seen: Path

    def missed(self, rows: set[int]) -> int:
        """Return how many of the rows it has not read."""
        lines = self.seen.read_text().split() if self.seen.exists() else []
        return len(rows - set(map(int, lines)))

    def is_level(self) -> bool:
        from search import journal

        cursor = self.engine.cursor()
        return cursor is not None and not journal.is_behind(cursor)


@dataclass
class Day:
    """What came of many editors who publish at once."""

    published: int
    rows: int
    gaps: int  # in the numbers of the journal
    missed: list[int]
    drift: list[dict[str, int]]
    seconds: float

    @property
    def is_sound(self) -> bool:
        return not (self.gaps or any(self.missed) or any(self.drift))


def measure(laboratory: Laboratory) -> Outcome:
    """Return how many rows each of three followers missed."""
    from django.db import connection

    sizes = laboratory.sizes
    laboratory.say(f"{NAME}: {sizes.editors} x {sizes.publishes_of_each}")
    number = sizes.editors * sizes.publishes_of_each
    day = _day(laboratory, "crowd", sizes.editors, number)
    return Outcome(
        name=NAME,
        done=(
            f"{sizes.editors} processes on {connection.display_name} publish "
            f"{sizes.publishes_of_each} times each, three services follow (two machines with an "
            "index of their own, one for the server)"
        ),
        found=(
            f"{day.published} published in {day.seconds:.0f} s; of {day.rows} rows "
            f"{', '.join(map(str, day.missed))} missed; {day.gaps} gaps in their numbers; audits: "
            f"{'; '.join(map(in_words, day.drift))}"
        ),
        is_met=day.is_sound and day.published == number,
        planted=[_skipping(laboratory)],
    )


def _skipping(laboratory: Laboratory) -> Planted:
    day = _day(laboratory, "skipping", 2, PLANTED_PUBLISHES, skip=3)
    said = f"{', '.join(map(str, day.missed))} missed"
    laboratory.level()
    return Planted("the second service passes over one row", said, day.missed == [0, 1, 0])


def _day(laboratory: Laboratory, name: str, people: int, number: int, *, skip: int = 0) -> Day:
    """Let editors publish; the second follower passes over a row when it is told to."""
    from search import journal
    from search.audit import audit

    with editors(people, name) as writers:
        laboratory.level()
        start = journal.give_positions()
        with _followers(laboratory, start + skip if skip else 0) as followers:
            _wait(lambda: all(follower.is_level() for follower in followers))
            started = time.monotonic()
            writers.publish(number)
            seconds = time.monotonic() - started
            journal.give_positions()
            _wait(lambda: all(follower.is_level() for follower in followers))
            rows = _rows_after(start)
            positions = sorted(rows.values())
            missed = [follower.missed(set(rows)) for follower in followers]
            drift = [kinds(audit(follower.engine)) for follower in followers]
    gaps = len(range(start + 1, start + 1 + len(rows))) - len(
        set(positions) & set(range(start + 1, start + 1 + len(rows)))
    )
    return Day(writers.published, len(rows), gaps, missed, drift, seconds)


def _rows_after(position: int) -> dict[int, int]:
    """Return {id: position} of the rows that came later."""
    from search.models import JournalEntry

    rows = JournalEntry.objects.filter(position__gt=position)
    return dict(rows.values_list("pk", "position"))


@contextmanager
def _followers(laboratory: Laboratory, skip: int) -> Iterator[list[Follower]]:
    """Start three services, on two machines with an index each and on one for the server."""
    from search.engines.embedded import EmbeddedEngine

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="followers-")))
        found = []
        for number in range(2):
            place = folder / f"index-{number}"
            engine = EmbeddedEngine(place)
            stack.callback(engine.close)
            found.append(Follower(engine, folder / f"seen-{number}"))
            options = ["--engine", "embedded", "--seen", str(found[-1].seen)]
            options += ["--skip", str(skip)] if number == 1 and skip else []
            service = watched_service(*options, SEARCH_INDEX_DIR=str(place))
            stack.enter_context(service)
        found.append(Follower(laboratory.far, folder / "seen-server"))
        options = ["--engine", "elasticsearch", "--seen", str(found[-1].seen)]
        stack.enter_context(watched_service(*options))
        yield found


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise RuntimeError(f"A service is not level with the journal after {PATIENCE:.0f} s.")
        time.sleep(POLL_SECONDS)
