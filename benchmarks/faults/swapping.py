"""Kill a rebuild at its swap: before each request, while it is answered, and after it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from random import Random

from benchmarks.faults.counting import difference
from benchmarks.faults.laboratory import Laboratory, in_words
from benchmarks.faults.outcome import Outcome, Planted
from benchmarks.faults.processes import Child, module, running
from benchmarks.faults.rebuilder import DONE, READY, TWO_STEPS

NAME = "Kills at the swap"
START = "start"
BEFORE, UNDER_WAY, ANSWERED = MOMENTS = ("before", "under way", "answered")
SWAP = "POST /_aliases"
MORE_AT_THE_SWAP = 5
LONGEST_ANSWER = 0.05  # seconds


@dataclass(frozen=True)
class Moment:
    """When to kill: at which request of a rebuild, and where in it."""

    request: int
    name: str
    when: str


@dataclass
class Killed:
    """What a kill left behind, and what is wrong after the next rebuild."""

    targets: int
    is_searchable: bool
    left_over: int
    after: list[str]


def measure(laboratory: Laboratory) -> Outcome:
    """Return to how many indices the alias led after each kill."""
    laboratory.level()
    random, sizes = Random(7), laboratory.sizes
    moments = _chosen(_moments(laboratory), random)[: sizes.swap_kills]
    found = []
    for number, moment in enumerate(moments):
        laboratory.say(f"{NAME}: {number + 1} of {len(moments)}, {moment.when} {moment.name}")
        found.append(_kill(laboratory, moment, random))
    one = sum(killed.targets == 1 and killed.is_searchable for killed in found)
    tidy = sum(not killed.after for killed in found)
    orphans = sum(killed.left_over > 0 for killed in found)
    drift = laboratory.drift()
    return Outcome(
        name=NAME,
        done=f"{len(found)} x kill -9 of the rebuilding process, at {_spread(moments)}",
        found=(
            f"exactly one alias target, and searchable, after {one} of {len(found)}; "
            f"{orphans} left an index behind; tidy after the next rebuild {tidy} of {len(found)}; "
            f"audit at the end: {in_words(drift)}"
        ),
        is_met=one == tidy == len(found) and not drift,
        planted=[_two_steps(laboratory)],
    )


def _chosen(moments: list[Moment], random: Random) -> list[Moment]:
    """Return the swap itself first, its answer several times, and then the rest in any order."""
    swap = [moment for moment in moments if moment.name == SWAP]
    under_way = [moment for moment in swap if moment.when == UNDER_WAY]
    others = [moment for moment in moments if moment.name != SWAP]
    random.shuffle(others)
    return [*swap, *under_way * MORE_AT_THE_SWAP, *others]


def _spread(moments: list[Moment]) -> str:
    swaps = sum(moment.name == SWAP for moment in moments)
    return f"moments from the first document on, {swaps} of them at the swap"


def _moments(laboratory: Laboratory, *options: str) -> list[Moment]:
    """Return all moments of a rebuild from its first write of a document, by making one."""
    with running(*module("rebuilder"), "--step", *options) as process:
        requests = []
        while not (line := process.read()).startswith(DONE):
            requests.append(_readable(line, laboratory))
            process.write()
    requests = [request for request in requests if request not in (START, ANSWERED)]
    first = next(number for number, name in enumerate(requests) if name.endswith("/_bulk"))
    numbers = range(first, len(requests))
    return [Moment(number, requests[number], when) for number in numbers for when in MOMENTS]


def _readable(line: str, laboratory: Laboratory) -> str:
    """Return a request without what differs each time."""
    request = line.removeprefix(READY).strip().partition("?")[0]
    alias = laboratory.server.alias
    return re.sub(rf"{alias}-[0-9a-f]{{12}}", "GENERATION", request).replace(alias, "ALIAS")


def _kill(laboratory: Laboratory, moment: Moment, random: Random) -> Killed:
    """Kill a rebuild at a moment, look, and let the next one tidy up."""
    with running(*module("rebuilder"), "--step") as process:
        _go_to(process, moment, laboratory)
        if moment.when != BEFORE:
            process.write()
        if moment.when == ANSWERED:
            process.read()
        elif moment.when == UNDER_WAY:
            time.sleep(random.uniform(0, LONGEST_ANSWER))
        process.kill()
    return _look(laboratory)


def _go_to(process: Child, moment: Moment, laboratory: Laboratory) -> None:
    """Let a rebuild go on until it is about to make a request."""
    for _ in range(1 + 2 * moment.request):  # its start, and each request with its answer
        process.read()
        process.write()
    if (here := _readable(process.read(), laboratory)) != moment.name:
        raise RuntimeError(f"The rebuild is at {here}, not at {moment.name}.")


def _look(laboratory: Laboratory) -> Killed:
    """Look at the server, from outside and as a visitor, and again after another rebuild."""
    from search import indexing

    server = laboratory.server
    targets, left_over = len(server.targets()), len(server.indices()) - 1
    is_searchable = _is_searchable(laboratory)
    indexing.rebuild(engine=laboratory.far)
    after = []
    if server.indices() != server.targets() or len(server.targets()) != 1:
        after.append("an index is left over")
    if server.is_locked():
        after.append("the lock is held")
    if not difference(server).is_none:
        after.append("documents differ")
    return Killed(targets, is_searchable, left_over, after)


def _is_searchable(laboratory: Laboratory) -> bool:
    from search.engines.base import EngineUnavailable
    from search.types import SearchRequest

    laboratory.far.close()  # and forget what was known a moment ago
    try:
        return laboratory.far.search(SearchRequest()).total > 0
    except EngineUnavailable:
        return False


def _two_steps(laboratory: Laboratory) -> Planted:
    """Kill a rebuild that swaps as many do: the new index in, then the old one out."""
    options = ("--fault", TWO_STEPS)
    moments = [
        moment
        for moment in _moments(laboratory, *options)
        if moment.name.startswith("DELETE /GENERATION") and moment.when == BEFORE
    ]
    with running(*module("rebuilder"), "--step", *options) as process:
        _go_to(process, moments[0], laboratory)
        process.kill()
    targets = len(laboratory.server.targets())
    drift = laboratory.drift()
    laboratory.far.tidy()
    laboratory.level()
    said = f"{targets} alias targets; audit: {in_words(drift)}"
    is_found = targets == 2 and drift == {"double alias": 2}
    return Planted("a swap in two steps, killed between them", said, is_found)
