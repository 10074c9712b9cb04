"""What the crowd asks for: results of searches, suggestions, and results while the server hangs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Locale

from benchmarks.load.crowd import Load, Met, ask
from benchmarks.queries import make_beginnings
from benchmarks.serving import catalogue_queries
from catalogue.models import MethodIndexPage

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tools.elasticsearch_server import ElasticsearchServer

RESULTS, SUGGESTIONS, HUNG = "Results", "Suggestions", "Results, server hangs"
DISTINCT = 500
WARM_UP = 10.0  # seconds
SERVER_WARM_UP = 60.0  # until the server has compiled what it does all the time


@dataclass(frozen=True)
class Crowd:
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
        """Return what they met; each time begins and ends with `during`."""
        self.say(f"Measuring: {name}")
        self.ask(paths, WARM_UP)
        met = []
        for _ in range(self.runs):
            with during():
                met.append(self.ask(paths, self.seconds))
        return Load(name, tuple(met))

    def ask(self, paths: Sequence[str], seconds: float) -> Met:
        return ask(self.ports, paths, people=self.people, seconds=seconds)


def measure(crowd: Crowd, server: ElasticsearchServer) -> list[Load]:
    results, suggestions = _results(), _suggestions()
    crowd.ask(results, SERVER_WARM_UP)
    return [
        crowd.load(RESULTS, results),
        crowd.load(SUGGESTIONS, suggestions),
        crowd.load(HUNG, results, server.hanging),
    ]


def _results() -> list[str]:
    """Return addresses of searches of the catalogue, in realistic proportions."""
    address = MethodIndexPage.objects.get(locale=Locale.get_default()).url
    return [query.url(address) for query in catalogue_queries(DISTINCT, seed=60)]


def _suggestions() -> list[str]:
    """Return addresses of suggestions for what somebody has typed so far."""
    address = reverse("search:suggestions")
    return [f"{address}?{urlencode({'q': typed})}" for typed in make_beginnings(DISTINCT, seed=61)]
