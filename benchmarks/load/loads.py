"""What people ask for: results of searches, suggestions, and results while the server hangs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Locale

from benchmarks.load.asking import Measured, ask
from benchmarks.queries import make_beginnings
from benchmarks.serving import catalogue_queries
from catalogue.models import MethodIndexPage

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tools.elasticsearch_server import ElasticsearchServer

RESULTS, SUGGESTIONS, HUNG = "Results", "Suggestions", "Results, server hangs"
DISTINCT = 500
WARM_UP = 10.0  # seconds; longer than it takes a web process to try the server again
SERVER_WARM_UP = 180.0  # until the server has compiled what it does all the time


@dataclass(frozen=True)
class Load:
    """What people met in several times of the same load."""

    name: str
    runs: tuple[Measured, ...]

    @property
    def rates(self) -> list[float]:
        """Return the answers a second of each time, the lowest first."""
        return sorted(run.per_second for run in self.runs)

    @property
    def failed(self) -> int:
        return sum(run.failed for run in self.runs)

    def percentile(self, percent: int) -> float:
        """Return the median of a percentile of each time, in milliseconds."""
        return median(run.percentile(percent) for run in self.runs)


@dataclass(frozen=True)
class Measurement:
    """So many people at web processes, watched for so many times of so many seconds."""

    ports: Sequence[str]
    people: int
    seconds: float
    runs: int
    say: Callable[[str], None]

    def load(
        self,
        name: str,
        paths: Sequence[str],
        during: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> Load:
        """Return what they met; each time begins and ends with `during`, at a site that is well."""
        self.say(f"Measuring: {name}")
        met = []
        for _ in range(self.runs):
            self.ask(paths, WARM_UP)
            with during():
                met.append(self.ask(paths, self.seconds))
        return Load(name, tuple(met))

    def ask(self, paths: Sequence[str], seconds: float) -> Measured:
        return ask(self.ports, paths, people=self.people, seconds=seconds)


def measure(measurement: Measurement, server: ElasticsearchServer) -> list[Load]:
    results, suggestions = _results(), _suggestions()
    measurement.ask(results, SERVER_WARM_UP)
    return [
        measurement.load(RESULTS, results),
        measurement.load(SUGGESTIONS, suggestions),
        measurement.load(HUNG, results, server.hanging),
    ]


def _results() -> list[str]:
    """Return addresses of searches of the catalogue, in realistic proportions."""
    address = MethodIndexPage.objects.get(locale=Locale.get_default()).url
    return [query.url(address) for query in catalogue_queries(DISTINCT, seed=60)]


def _suggestions() -> list[str]:
    """Return addresses of suggestions for what somebody has typed so far."""
    address = reverse("search:suggestions")
    return [f"{address}?{urlencode({'q': typed})}" for typed in make_beginnings(DISTINCT, seed=61)]
