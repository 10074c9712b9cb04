"""Ask several engines the same questions in turn, and take the time of each answer."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from itertools import islice
from random import Random

from benchmarks.measuring import Timing
from benchmarks.search.engines import Contender

NEW = 1_000  # questions that nobody asked before: of fewer, the slowest twentieth is chance
WARM_UP = 2_000  # others before: a server compiles what it does often, for a few minutes
ROW = 25  # questions that one is asked before the next gets them
DISTINCT = 100  # questions that known ones are drawn from
KNOWN = 300


def take_turns(
    contenders: Sequence[Contender], numbers: Iterable[int], *, row: int = ROW
) -> tuple[dict[str, Timing], dict[str, list[int]]]:
    """Ask each question of each contender; return the times and the numbers of hits, by name.

    Each is asked so many in a row, as a site asks one engine. Who goes first changes with every
    row: the second finds a server that has just looked at the same documents.
    """
    samples: dict[str, list[float]] = {one.name: [] for one in contenders}
    totals: dict[str, list[int]] = {one.name: [] for one in contenders}
    rest = iter(numbers)
    rows = iter(lambda: list(islice(rest, row)), [])
    for turn, questions in enumerate(rows):
        first = turn % len(contenders)
        for name, ask in [*contenders[first:], *contenders[:first]]:
            for number in questions:
                started = time.perf_counter()
                total = ask(number)
                samples[name].append((time.perf_counter() - started) * 1000)
                totals[name].append(total)
    return {name: Timing(name, tuple(found)) for name, found in samples.items()}, totals


def known_numbers(seed: int) -> list[int]:
    """Return draws from the first questions."""
    return Random(seed).choices(range(DISTINCT), k=KNOWN)
