"""Publish during a rebuild of Elasticsearch, with the service and visitors beside it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event, Thread

from benchmarks.faults.counting import Difference, difference, seconds_until_level
from benchmarks.faults.laboratory import Laboratory, in_words
from benchmarks.faults.outcome import Outcome, Planted
from benchmarks.faults.processes import Child, Editors, editors, module, running, service
from benchmarks.faults.rebuilder import DONE, FORGETFUL
from search.drift import Drift

NAME = "Publishing during a rebuild"
EDITORS = 2
STOPS = 4
PATIENCE = 60.0
PLANTED_PUBLISHES = 6  # at each stop


class Visitor(Thread):
    """Asks the server for everything, ten times a second, and notes what is wrong."""

    def __init__(self, laboratory: Laboratory) -> None:
        super().__init__(daemon=True)
        self.laboratory = laboratory
        self.over = Event()
        self.asked = self.empty = self.failed = self.doubled = 0

    def run(self) -> None:
        from search.engines.base import EngineUnavailable
        from search.types import SearchRequest

        while not self.over.wait(0.1):
            self.asked += 1
            try:
                result = self.laboratory.far.search(SearchRequest(limit=50))
            except EngineUnavailable:
                self.failed += 1
                continue
            keys = [hit.key for hit in result.hits]
            self.empty += not keys
            self.doubled += len(set(keys)) < len(keys)

    def end(self) -> None:
        self.over.set()
        self.join()

    @property
    def is_served(self) -> bool:
        return self.asked > 0 and not (self.empty or self.failed or self.doubled)

    def __str__(self) -> str:
        return (
            f"{self.asked} searches meanwhile: {self.empty} empty, {self.failed} failed, "
            f"{self.doubled} with a hit twice"
        )


@dataclass
class Rebuilt:
    """What was there after a rebuild, and what it took."""

    left: Difference
    drift: dict[str, int]
    level: float
    seconds: float
    published: int
    is_swapped: bool
    visitor: Visitor

    @property
    def lost(self) -> int:
        return self.left.missing + self.left.stale + self.left.phantom


def measure(laboratory: Laboratory) -> Outcome:
    """Return what was lost of all that was published while a rebuild was under way."""
    number = laboratory.sizes.publishes_in_rebuild
    laboratory.say(f"{NAME}: {number} publishes")
    share = number // (STOPS + 1)
    rebuilt = _rebuild(laboratory, share, number - STOPS * share)
    return Outcome(
        name=NAME,
        done=(
            f"{rebuilt.published} publishes by {EDITORS} processes in the {rebuilt.seconds:.0f} s "
            "of one rebuild by another process"
        ),
        found=(
            f"{rebuilt.lost} lost ({rebuilt.left}); audit: {in_words(rebuilt.drift)}; "
            f"{rebuilt.visitor}"
        ),
        is_met=(
            rebuilt.lost == 0
            and not rebuilt.drift
            and rebuilt.published == number
            and rebuilt.is_swapped
            and rebuilt.visitor.is_served
        ),
        planted=[_forgetful(laboratory)],
    )


def _forgetful(laboratory: Laboratory) -> Planted:
    # None in the last part: a later change of the same page would bring what was forgotten.
    rebuilt = _rebuild(laboratory, PLANTED_PUBLISHES, 0, "--fault", FORGETFUL)
    said = f"{rebuilt.left}; audit: {in_words(rebuilt.drift)}"
    is_found = rebuilt.lost > 0 and rebuilt.left.as_kinds() == _seen_from_outside(rebuilt.drift)
    laboratory.level()
    return Planted("a rebuild that forgets what came in meanwhile", said, is_found)


def _seen_from_outside(drift: dict[str, int]) -> dict[str, int]:
    """Return what an audit found as who knows no page sees it: what is private is a phantom."""
    phantoms = drift.get(Drift.PRIVATE, 0) + drift.get(Drift.PHANTOM, 0)
    others = {kind: number for kind, number in drift.items() if kind != Drift.PRIVATE}
    return others | ({str(Drift.PHANTOM): phantoms} if phantoms else {})


def _rebuild(laboratory: Laboratory, share: int, last: int, *options: str) -> Rebuilt:
    laboratory.level()
    before = laboratory.server.targets()
    words = (*module("rebuilder"), "--stops", str(STOPS), *options)
    with editors(EDITORS, f"rebuild{len(options)}") as people:
        people.publish(2 * EDITORS)  # so that there is something to change
        beforehand = people.published
        with service(), running(*words) as process:
            visitor = Visitor(laboratory)
            visitor.start()
            started = time.monotonic()
            _publish_at_each_stop(process, people, share, last)
            seconds = time.monotonic() - started
            level = seconds_until_level(laboratory.server, PATIENCE)
            visitor.end()
            left = difference(laboratory.server)
        published = people.published - beforehand
    is_swapped = before != laboratory.server.targets()
    drift = laboratory.drift()
    return Rebuilt(left, drift, level, seconds, published, is_swapped, visitor)


def _publish_at_each_stop(process: Child, people: Editors, share: int, last: int) -> None:
    """Publish while the rebuild waits, and the last part while it fills, swaps and replays."""
    stops = 0
    process.read()
    process.write()  # it is at its start
    while not process.read().startswith(DONE):
        people.publish(share)
        stops += 1
        if stops == STOPS:
            people.begin(last)
        process.write()
    people.finish()
