"""Publish while the server is killed and paused, with `search sync --follow` running."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from random import Random

from benchmarks.faults.counting import difference, seconds_until_level
from benchmarks.faults.laboratory import Laboratory, in_words
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.planting import (
    added_behind_its_back,
    changed_behind_its_back,
    deleted_behind_its_back,
    planted,
    skipped_row,
)
from benchmarks.faults.processes import Editors, editors, service

NAME = "Outages"
EDITORS = 2
GOAL_SECONDS = 30.0
PATIENCE = 180.0


@dataclass
class Outages:
    """The faults of a run, in the order of a seed."""

    laboratory: Laboratory
    random: Random = field(default_factory=lambda: Random(5))
    recoveries: list[float] = field(default_factory=list)
    down: list[float] = field(default_factory=list)

    def run(self, people: Editors) -> None:
        sizes = self.laboratory.sizes
        kinds = ["kill"] * sizes.kills + ["pause"] * sizes.pauses
        self.random.shuffle(kinds)
        shares = _shares(sizes.publishes_in_outages, 3 * len(kinds))
        for number, kind in enumerate(kinds):
            self.laboratory.say(f"{NAME}: {kind}, {number + 1} of {len(kinds)}")
            self._fault(kind, people, [next(shares) for _ in range(3)])
            if number % 2 == 0:  # the next fault comes at a server that is still catching up
                people.finish()
                self.recoveries.append(seconds_until_level(self.laboratory.server, PATIENCE))
        people.finish()

    def _fault(self, kind: str, people: Editors, shares: list[int]) -> None:
        """Publish before, during and after a fault; end when the server is green."""
        server = self.laboratory.own
        people.begin(shares[0])
        time.sleep(self.random.uniform(0.2, 2.0))  # the service is in the middle of something
        started = time.monotonic()
        if kind == "kill":
            server.kill()
            people.begin(shares[1])
            server.start()
        else:
            with server.hanging():
                people.begin(shares[1])
                time.sleep(self.laboratory.sizes.pause_seconds)
            server.wait_until_green()
        self.down.append(time.monotonic() - started)
        people.begin(shares[2])


def _shares(total: int, parts: int) -> Iterator[int]:
    share, rest = divmod(total, parts)
    return chain([share + 1] * rest, [share] * (parts - rest))


def measure(laboratory: Laboratory) -> Outcome:
    """Return what was lost, and how soon the server was level after the last fault."""
    laboratory.level()
    outages = Outages(laboratory)
    with editors(EDITORS, "outage") as people:
        with service():
            outages.run(people)
            last = seconds_until_level(laboratory.server, PATIENCE)
            left = difference(laboratory.server)
        published = people.published
    drift = laboratory.drift()
    slowest = max([last, *outages.recoveries])
    sizes = laboratory.sizes
    return Outcome(
        name=NAME,
        done=(
            f"{published} publishes by {EDITORS} processes; {sizes.kills} x kill -9, "
            f"{sizes.pauses} x {sizes.pause_seconds:.0f} s SIGSTOP"
        ),
        found=(
            f"{left}; audit: {in_words(drift)}; level {last:.1f} s after the last green, "
            f"at most {slowest:.1f} s after {len(outages.recoveries) + 1} faults"
        ),
        is_met=(
            left.is_none
            and not drift
            and slowest <= GOAL_SECONDS
            and published == sizes.publishes_in_outages
        ),
        planted=planted(
            laboratory,
            skipped_row,
            deleted_behind_its_back,
            changed_behind_its_back,
            added_behind_its_back,
        ),
        notes=[f"The server was away for at most {max(outages.down):.0f} s at a time"],
    )
