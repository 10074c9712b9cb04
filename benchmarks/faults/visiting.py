"""Visit the site as people do, over HTTP, and note what they get."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from benchmarks.faults.processes import module, running
from benchmarks.measuring import Timing

LINE = "zoekdienst is even niet bereikbaar"
EMPTY = "Geen resultaten"
# Three facets, so that the page also asks what there is without each of them.
FILTERS = "/methoden/?fase=verkennen&groep=6-12&tijd=1-2-uur"
HOST = "127.0.0.1:8000"  # that of PUBLIC_URL
AGENT = "Mozilla/5.0"  # what people do not find is counted; what robots do not, is not
PATIENCE = 60.0


@dataclass(frozen=True)
class Visit:
    """What a visitor got, and after how many milliseconds."""

    status: int
    milliseconds: float
    page: str

    @property
    def says_so(self) -> bool:
        """Say whether the page tells that results may be older."""
        return LINE in self.page

    @property
    def finds_nothing(self) -> bool:
        return EMPTY in self.page

    def tells(self, secrets: Sequence[str]) -> list[str]:
        """Return which of these words no visitor should read."""
        return [secret for secret in secrets if secret in self.page]


def timing_of(visits: Iterable[Visit]) -> Timing:
    """Return how long visits took; endless without one."""
    return Timing("visits", tuple(visit.milliseconds for visit in visits) or (math.inf,))


def spread(timing: Timing) -> str:
    """Write the time of the median, of 95 in 100 and of all."""
    numbers = [timing.percentile(percent) for percent in (50, 95, 100)]
    return " / ".join(f"{number:.0f}" for number in numbers) + " ms"


class Site:
    """A web process, seen from outside."""

    def __init__(self, port: str) -> None:
        self.port = port

    def visit(self, path: str) -> Visit:
        headers = {"Host": HOST, "User-Agent": AGENT}
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        started = time.perf_counter()
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                status, page = answer.status, answer.read().decode()
        except HTTPError as error:
            status, page = error.code, error.read().decode(errors="replace")
        return Visit(status, (time.perf_counter() - started) * 1000, page)

    def search(self, text: str) -> Visit:
        return self.visit(f"/zoeken/?q={text}")

    def filter(self) -> Visit:
        """Choose filters with which nothing is found."""
        return self.visit(FILTERS)


@contextmanager
def worker(*options: str, **variables: str) -> Iterator[Site]:
    """Start a web process that has shown its home page, and nothing of search."""
    with running(*module("worker"), *options, **variables) as child:
        site = Site(child.read())
        site.visit("/")
        yield site
