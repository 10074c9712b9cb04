"""What an experiment works with: a site, a server, and how big it may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.faults.counting import Server

if TYPE_CHECKING:
    from search.audit import Report
    from search.engines.base import Engine
    from search.engines.elastic import ElasticEngine
    from tools.elasticsearch_server import ElasticsearchServer


@dataclass(frozen=True)
class Sizes:
    """How much is done; a full run takes the figures of our goals."""

    publishes_in_outages: int = 1_000
    kills: int = 20
    pauses: int = 10
    pause_seconds: float = 15.0
    publishes_in_rebuild: int = 500
    swap_kills: int = 20
    editors: int = 8
    publishes_of_each: int = 50
    visits: int = 20
    filtered_visits: int = 20
    publishes_in_degrade: int = 20  # of which 95 in 100 can be told
    visitors: int = 6  # at the same time


QUICK = Sizes(
    publishes_in_outages=20,
    kills=1,
    pauses=1,
    pause_seconds=3.0,
    publishes_in_rebuild=24,
    swap_kills=4,
    editors=3,
    publishes_of_each=6,
    visits=5,
    filtered_visits=1,
    publishes_in_degrade=3,
    visitors=3,
)


@dataclass
class Laboratory:
    """The site of this process, searching in a server that may be killed when it is our own."""

    server: Server
    sizes: Sizes
    say: Callable[[str], None]
    process: ElasticsearchServer | None = None

    @property
    def near(self) -> Engine:
        from search import followers

        return followers.near()

    @property
    def far(self) -> ElasticEngine:
        from search import followers

        far = followers.far()
        if far is None:
            raise RuntimeError("These experiments are about a site that searches on a server.")
        return far

    @property
    def own(self) -> ElasticsearchServer:
        if self.process is None:
            raise RuntimeError("Only a server of our own may be killed: set ELASTICSEARCH_HOME.")
        return self.process

    def level(self) -> None:
        """Build both indices anew, so that an experiment begins with nothing wrong."""
        from search import indexing

        for engine in (self.near, self.far):
            indexing.rebuild(engine=engine)

    def drift(self) -> dict[str, int]:
        """Audit both indices; return {kind of drift: how often}."""
        from search.audit import audit

        found: dict[str, int] = {}
        for engine in (self.near, self.far):
            for kind, count in kinds(audit(engine)).items():
                found[kind] = found.get(kind, 0) + count
        return found


def kinds(report: Report) -> dict[str, int]:
    found = {kind.value: finding.count for kind, finding in report.in_order()}
    if report.waiting:
        found["waiting"] = report.waiting
    return found


def in_words(drift: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in drift.items()) or "nothing"
