"""What visitors and editors met during a trouble of the search server, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from benchmarks.faults.counting import Difference
from benchmarks.faults.troubles import Trouble
from benchmarks.faults.visiting import Visit, spread, timing_of
from benchmarks.measuring import Timing

FIRST_MOST = 2_000.0  # milliseconds
PUBLISH_MOST = 100.0  # milliseconds more than without Elasticsearch, in the middle
PUBLISH_SLOWEST = 1_000.0  # milliseconds, of 95 in 100
BACK_SECONDS = 60.0
HEADER = [
    "server",
    "first visit",
    "later visits, p50 / p95 / max",
    "filters without hits, p50 / p95 / max",
    "status",
    "says so",
    "publish, p50 / p95",
    "well again after",
    "wrong",
]


@dataclass
class Degraded:
    """What visitors and editors met during one trouble."""

    trouble: Trouble
    first: Visit
    later: list[Visit]
    filtered: list[Visit]  # to a page with filters, and without hits
    publish: Timing
    plain_publish: float  # milliseconds without Elasticsearch, the median
    back: float  # seconds
    is_found: bool = True  # what was published meanwhile
    is_told: bool = True  # that changes wait for the server
    left: Difference | None = None  # once all is well again; None when it never was
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wrong = [words for words, is_so in self._checks() if is_so]

    @property
    def visits(self) -> list[Visit]:
        return [self.first, *self.later, *self.filtered]

    def _checks(self) -> list[tuple[str, bool]]:
        secrets = {word for visit in self.visits for word in visit.tells(self.trouble.secrets)}
        return [
            ("status", any(visit.status != 200 for visit in self.visits)),
            ("first visit", self.first.milliseconds > FIRST_MOST),
            ("later visits", timing_of(self.later).percentile(95) > self.trouble.most),
            ("filters", timing_of(self.filtered).percentile(95) > self.trouble.most),
            ("hits", any(not visit.finds_nothing for visit in self.filtered)),
            ("line", not self.trouble.answers and not all(v.says_so for v in self.visits)),
            ("secrets", bool(secrets)),
            ("publish", median(self.publish.samples) > self.plain_publish + PUBLISH_MOST),
            ("slow publish", self.publish.percentile(95) > PUBLISH_SLOWEST),
            ("not found", not self.is_found),
            ("not told", not self.is_told),
            ("not back", self.back > BACK_SECONDS),
            ("lost", self.left is not None and not self.left.is_none),
        ]

    def row(self) -> list[str]:
        return [
            self.trouble.name,
            f"{self.first.milliseconds:.0f} ms",
            spread(timing_of(self.later)),
            spread(timing_of(self.filtered)),
            ", ".join(sorted({str(visit.status) for visit in self.visits})),
            f"{sum(visit.says_so for visit in self.visits)} of {len(self.visits)}",
            f"{median(self.publish.samples):.0f} / {self.publish.percentile(95):.0f} ms",
            f"{self.back:.1f} s",
            ", ".join(self.wrong) or "-",
        ]
