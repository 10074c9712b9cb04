"""Visit and publish while the search server is in trouble, and see how soon it is well again."""

from __future__ import annotations

import time
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.faults.front import front
from benchmarks.faults.laboratory import QUICK, Laboratory
from benchmarks.faults.outcome import Outcome, Planted
from benchmarks.faults.processes import editors, service
from benchmarks.faults.publisher import ASKING
from benchmarks.faults.troubles import Trouble, in_trouble, troubles
from benchmarks.faults.visiting import Site, Visit, worker
from benchmarks.faults.worker import PATIENT, TALKATIVE
from benchmarks.measuring import Timing

NAME = "Server in trouble"
FIRST_MOST = 2_000.0  # milliseconds
PUBLISH_MOST = 100.0  # milliseconds more than without Elasticsearch
BACK_SECONDS = 60.0
BETWEEN_VISITS = 0.2  # so that the looks at whether the server is back fall between them
WORD = "degrading"
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


def measure(laboratory: Laboratory) -> Outcome:
    """Return what came of every trouble."""
    with front(laboratory.server.url) as before, ExitStack() as stack:
        plain = stack.enter_context(editors(1, "plain", SEARCH_ENGINE="embedded"))
        plain.publish(2)  # warm
        found = []
        for trouble in troubles(laboratory, before):
            laboratory.say(f"{NAME}: {trouble.name}")
            found.append(_degrade(trouble, plain))
        planted = _planted(laboratory, before, plain)
    good = sum(not degraded.wrong for degraded in found)
    visits = sum(len(degraded.visits) for degraded in found)
    publishes = [degraded.plain_publish for degraded in found]
    return Outcome(
        name=NAME,
        done=f"{len(found)} troubles, {visits} visits, each trouble in a new web process",
        found=f"{good} of {len(found)} as promised; details below",
        is_met=good == len(found),
        planted=planted,
        notes=[
            f"A publish without Elasticsearch took {median(publishes):.0f} ms (median)",
            *(
                []
                if laboratory.process
                else ["Left out: hung and dead, for the server was not ours"]
            ),
        ],
        details=[HEADER, *(degraded.row() for degraded in found)],
    )


def _degrade(trouble: Trouble, plain: Any, *, fault: str = "", asking: bool = False) -> Degraded:
    laboratory, sizes = trouble.laboratory, trouble.laboratory.sizes
    if fault or asking:
        sizes = QUICK  # it is about whether, not how much
    laboratory.level()
    site_options = ("--fault", fault) if fault else ()
    editor_options = (ASKING,) if asking else ()
    variables = {"ELASTICSEARCH_URL": trouble.url}
    is_missing = trouble.name == "missing index"  # the service would mend that before we look
    with (
        worker(*site_options, **variables) as site,
        editors(1, WORD, *editor_options, **variables) as editor,
        nullcontext() if is_missing else service(),
    ):
        editor.publish(2)
        del editor.seconds[:], plain.seconds[:]
        plain.publish(sizes.publishes_in_degrade)
        with in_trouble(trouble) as end:
            first = site.search(WORD)
            later = [_later(site) for _ in range(sizes.visits)]
            editor.publish(sizes.publishes_in_degrade)
            is_found = trouble.answers or _finds_the_last(site)
            end()
            with service() if is_missing else nullcontext():
                back = _seconds_until_back(site, trouble)
    return Degraded(trouble, first, later, _ms(editor.seconds), _ms(plain.seconds), back, is_found)


def _later(site: Site) -> Visit:
    time.sleep(BETWEEN_VISITS)
    return site.search(WORD)


def _ms(seconds: list[float]) -> float:
    return median(seconds) * 1000


def _finds_the_last(site: Site) -> bool:
    """Say whether the page that was published last is found by the last word of its title."""
    from slimmernetwerk.models import PlainPage

    page = PlainPage.objects.filter(live=True, slug__startswith=WORD).latest("last_published_at")
    return f'href="{page.url}"' in site.search(page.title.split()[-1]).page


def _seconds_until_back(site: Site, trouble: Trouble) -> float:
    """Wait until pages come from the server again, with all that was published."""
    from benchmarks.faults.counting import is_level

    started = time.monotonic()
    while (passed := time.monotonic() - started) <= BACK_SECONDS:
        visit = site.search(WORD)
        if visit.status == 200 and not visit.says_so and is_level(trouble.laboratory.server):
            return passed
        time.sleep(BETWEEN_VISITS)
    return float("inf")


def _planted(laboratory: Laboratory, before: Any, plain: Any) -> list[Planted]:
    """Measure with a site that waits, one that tells too much, and an editor who waits."""
    slow = next(one for one in troubles(laboratory, before) if one.name.startswith("too slow"))
    busy = next(one for one in troubles(laboratory, before) if one.name == "429")
    return [
        _reported(
            "visitors wait for the server",
            ["first visit", "later visits"],
            _degrade(slow, plain, fault=PATIENT),
        ),
        _reported(
            "a page tells where the server is", ["secrets"], _degrade(busy, plain, fault=TALKATIVE)
        ),
        _reported("editors wait for the server", ["publish"], _degrade(slow, plain, asking=True)),
    ]


def _reported(fault: str, wrong: list[str], degraded: Degraded) -> Planted:
    said = ", ".join(degraded.wrong) or "nothing"
    return Planted(f"{fault} ({degraded.trouble.name})", said, set(wrong) <= set(degraded.wrong))
