"""Many visitors search at once while the server hangs: what they get, and how soon it is over."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random
from threading import Event, Thread
from urllib.parse import urlencode

from benchmarks.faults.laboratory import QUICK, Laboratory, Sizes
from benchmarks.faults.outcome import Outcome, Planted
from benchmarks.faults.visiting import Site, Visit, spread, timing_of, worker
from benchmarks.faults.worker import PATIENT
from benchmarks.measuring import Timing

NAME = "Many visitors at a hung server"
DISTINCT = 500  # searches that visitors draw from
PAUSE = 0.2  # seconds that a visitor reads before the next search
SLOWEST = 500.0  # milliseconds, of 95 in 100 visits while the server hangs
BACK_SECONDS = 30.0
LOOK = 0.2
PLANTED_SECONDS = 10.0  # visitors who wait 3 s each time get a page in it
NO_ANSWER = 0  # in place of a status
HEADER = ["server", "visits", "a second", "p50 / p95 / max", "not 200", "says so"]


class Visitor(Thread):
    """Searches, reads for a moment, and searches again, until told to stop."""

    def __init__(self, site: Site, paths: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self._site, self._paths = site, cycle(paths)
        self.over = Event()
        self.visits: list[Visit] = []

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            self.visits.append(self._visit(next(self._paths)))

    def _visit(self, path: str) -> Visit:
        started = time.perf_counter()
        try:
            return self._site.visit(path)
        except OSError:  # no page at all, and the next visit may get one
            return Visit(NO_ANSWER, (time.perf_counter() - started) * 1000, "")


class Crowd:
    """Visitors who search at the same time, each in an order of its own."""

    def __init__(self, visitors: Sequence[Visitor]) -> None:
        self._visitors = visitors
        self._seen = [0] * len(visitors)

    def visits_during(self, seconds: float) -> Visits:
        """Return the visits that end from now on for so long."""
        self._new()
        time.sleep(seconds)
        return Visits(self._new(), seconds)

    def seconds_until_no_page_says_so(self, most: float) -> float:
        """Return after how long every visit of a moment was answered by the server."""
        started = time.monotonic()
        while (passed := time.monotonic() - started) <= most:
            latest = self.visits_during(LOOK + PAUSE).found
            if latest and not any(visit.says_so or visit.status != 200 for visit in latest):
                return passed
        return math.inf

    def _new(self) -> list[Visit]:
        found = []
        for number, visitor in enumerate(self._visitors):
            visits = visitor.visits[self._seen[number] :]
            self._seen[number] += len(visits)
            found += visits
        return found


@dataclass(frozen=True)
class Visits:
    """What visitors got in a time."""

    found: list[Visit]
    seconds: float

    @property
    def timing(self) -> Timing:
        return timing_of(self.found)

    @property
    def failed(self) -> int:
        return sum(visit.status != 200 for visit in self.found)

    def row(self, name: str) -> list[str]:
        return [
            name,
            str(len(self.found)),
            f"{len(self.found) / self.seconds:.1f}",
            spread(self.timing),
            str(self.failed),
            str(sum(visit.says_so for visit in self.found)),
        ]


@dataclass(frozen=True)
class Met:
    """What visitors met before, during and after the server hung."""

    before: Visits
    during: Visits
    back: float  # seconds until every page came from the server again
    after: Visits

    @property
    def all(self) -> tuple[Visits, ...]:
        return self.before, self.during, self.after

    @property
    def wrong(self) -> list[str]:
        checks = {
            "no answer": any(visits.failed for visits in self.all),
            "slow": self.during.timing.percentile(95) > SLOWEST,
            "not back": self.back > BACK_SECONDS,
            "says nothing": not any(visit.says_so for visit in self.during.found),
        }
        return [words for words, is_so in checks.items() if is_so]

    def rows(self) -> list[list[str]]:
        named = {"well": self.before, "hung (SIGSTOP)": self.during, "well again": self.after}
        return [HEADER, *(visits.row(name) for name, visits in named.items())]


def measure(laboratory: Laboratory) -> Outcome:
    """Return what visitors met, and whether visitors who wait are noticed."""
    laboratory.level()
    sizes = laboratory.sizes
    met = _meet(laboratory, sizes)
    faulty = _meet(laboratory, replace(QUICK, pause_seconds=PLANTED_SECONDS), PATIENT)
    return Outcome(
        name=NAME,
        done=f"{sizes.visitors} visitors in one web process, {sizes.pause_seconds:.0f} s SIGSTOP",
        found=(
            f"{sum(visits.failed for visits in met.all)} visits failed; "
            f"p95 {met.during.timing.percentile(95):.0f} ms while it hung, "
            f"answers of the server {met.back:.1f} s after"
        ),
        is_met=not met.wrong,
        planted=[
            Planted("visitors wait for the server", ", ".join(faulty.wrong), "slow" in faulty.wrong)
        ],
        details=met.rows(),
    )


def _meet(laboratory: Laboratory, sizes: Sizes, fault: str = "") -> Met:
    options = ("--fault", fault) if fault else ()
    with (
        worker(*options, ELASTICSEARCH_URL=laboratory.server.url) as site,
        crowd(site, sizes.visitors) as people,
    ):
        people.visits_during(sizes.pause_seconds)  # a worker's first pages are slow
        before = people.visits_during(sizes.pause_seconds)
        with laboratory.own.hanging():
            during = people.visits_during(sizes.pause_seconds)
        back = people.seconds_until_no_page_says_so(2 * BACK_SECONDS)
        return Met(before, during, back, people.visits_during(sizes.pause_seconds))


@contextmanager
def crowd(site: Site, number: int) -> Iterator[Crowd]:
    """Let so many visitors search, each for the same texts in another order."""
    paths = _paths()
    visitors = [Visitor(site, Random(seed).sample(paths, len(paths))) for seed in range(number)]
    for visitor in visitors:
        visitor.start()
    try:
        yield Crowd(visitors)
    finally:
        for visitor in visitors:
            visitor.over.set()
        for visitor in visitors:
            visitor.join()


def _paths() -> list[str]:
    """Return searches for two words of the catalogue."""
    from benchmarks.search.documents import distinct_words

    random, words = Random(11), distinct_words()
    texts = (" ".join(random.choices(words, k=2)) for _ in range(DISTINCT))
    return [f"/zoeken/?{urlencode({'q': text})}" for text in texts]
