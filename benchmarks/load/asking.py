"""People who ask as soon as they have an answer, and what they met."""

from __future__ import annotations

import gzip
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from threading import Thread

from benchmarks.faults.visiting import AGENT, HOST, LINE
from benchmarks.measuring import Timing

PATIENCE = 10.0  # seconds after which somebody gives up
HEADERS = {"Host": HOST, "User-Agent": AGENT, "Accept-Encoding": "gzip"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question, and after how many milliseconds."""

    milliseconds: float
    is_good: bool
    says_so: bool = False  # that the search server is away


class Person(Thread):
    """Asks one web process for one path after the other, until a moment of the monotonic clock."""

    def __init__(self, port: str, paths: Sequence[str], until: float) -> None:
        super().__init__(daemon=True)
        self._connection = HTTPConnection("127.0.0.1", int(port), timeout=PATIENCE)
        self._paths, self._until = paths, until
        self.answers: list[Answer] = []

    def run(self) -> None:
        for path in cycle(self._paths):
            if time.monotonic() >= self._until:
                break
            self.answers.append(self._ask(path))
        self._connection.close()

    def _ask(self, path: str) -> Answer:
        started = time.perf_counter()
        try:
            self._connection.request("GET", path, headers=HEADERS)
            response = self._connection.getresponse()
            body = response.read()
        except (OSError, HTTPException):  # no answer at all, and the next question may get one
            self._connection.close()
            return Answer(_milliseconds_since(started), is_good=False)
        milliseconds = _milliseconds_since(started)
        page = gzip.decompress(body) if response.headers["Content-Encoding"] == "gzip" else body
        return Answer(milliseconds, response.status == 200, LINE.encode() in page)


def _milliseconds_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


@dataclass(frozen=True)
class Measured:
    """What people met in a time."""

    answers: Sequence[Answer]
    seconds: float

    @property
    def per_second(self) -> float:
        """Return how many good answers came in a second."""
        return (len(self.answers) - self.failed) / self.seconds

    @property
    def failed(self) -> int:
        return sum(not answer.is_good for answer in self.answers)

    @property
    def saying(self) -> int:
        return sum(answer.says_so for answer in self.answers)

    def percentile(self, percent: int) -> float:
        timing = Timing("answers", tuple(answer.milliseconds for answer in self.answers))
        return timing.percentile(percent)


def ask(ports: Sequence[str], paths: Sequence[str], *, people: int, seconds: float) -> Measured:
    """Let so many people ask web processes of this machine, in turn, for so long.

    Each begins at another path, so that they do not warm the same pages for each other. Who waits
    at the end gets the answer, or gives up.
    """
    started = time.monotonic()
    asking = []
    for number in range(people):
        place = number * len(paths) // people
        own = [*islice(paths, place, None), *islice(paths, place)]
        asking.append(Person(ports[number % len(ports)], own, started + seconds))
    for person in asking:
        person.start()
    for person in asking:
        person.join()
    answers = [answer for person in asking for answer in person.answers]
    return Measured(answers, time.monotonic() - started)
