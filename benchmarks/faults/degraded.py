"""What visitors and editors met during a trouble of the search server, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.faults.troubles import Trouble
from benchmarks.faults.visiting import Visit
from benchmarks.measuring import Timing

FIRST_MOST = 2_000.0  # milliseconds
PUBLISH_MOST = 100.0  # milliseconds more than without Elasticsearch
BACK_SECONDS = 60.0
HEADER = [
    "server",
    "first visit",
    "later visits, p50 / p95 / max",
    "status",
    "says so",
    "publish, p50",
    "well again after",
    "wrong",
]


@dataclass
class Degraded:
    """What visitors and editors met during one trouble."""

    trouble: Trouble
    first: Visit
    later: list[Visit]
    publish: float  # milliseconds, the median
    plain_publish: float  # the same without Elasticsearch
    back: float  # seconds
    is_found: bool = True  # what was published meanwhile
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wrong = [words for words, is_so in self._checks() if is_so]

    @property
    def visits(self) -> list[Visit]:
        return [self.first, *self.later]

    @property
    def timing(self) -> Timing:
        return Timing("later", tuple(visit.milliseconds for visit in self.later))

    def _checks(self) -> list[tuple[str, bool]]:
        secrets = {word for visit in self.visits for word in visit.tells(self.trouble.secrets)}
        return [
            ("status", any(visit.status != 200 for visit in self.visits)),
            ("first visit", self.first.milliseconds > FIRST_MOST),
            ("later visits", self.timing.percentile(95) > self.trouble.most),
            ("line", not self.trouble.answers and not all(v.says_so for v in self.visits)),
            ("secrets", bool(secrets)),
            ("publish", self.publish > self.plain_publish + PUBLISH_MOST),
            ("not found", not self.is_found),
            ("not back", self.back > BACK_SECONDS),
        ]

    def row(self) -> list[str]:
        numbers = [self.timing.percentile(50), self.timing.percentile(95)]
        numbers.append(max(self.timing.samples))
        return [
            self.trouble.name,
            f"{self.first.milliseconds:.0f} ms",
            " / ".join(f"{number:.0f}" for number in numbers) + " ms",
            ", ".join(sorted({str(visit.status) for visit in self.visits})),
            f"{sum(visit.says_so for visit in self.visits)} of {len(self.visits)}",
            f"{self.publish:.0f} ms",
            f"{self.back:.1f} s",
            ", ".join(self.wrong) or "-",
        ]
