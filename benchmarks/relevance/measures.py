"""How good a list of answers is, and how sure a difference between two searches is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

DEPTH = 10
HELPS = 2  # the least grade of a page that answers a question
RESAMPLES = 10_000
TAIL = 0.025  # on both sides of a 95 % interval


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return the gain of the first answers as a share of the best possible; 0 to 1.

    The gain is 2^grade - 1, divided by the logarithm of the place.
    """
    best = _discounted(sorted(grades.values(), reverse=True)[:depth])
    gained = _discounted([grades.get(slug, 0) for slug in found[:depth]])
    return gained / best if best else 0.0


def reciprocal_rank(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Return one divided by the place of the first page that answers; 0 without one."""
    for place, slug in enumerate(found[:depth], start=1):
        if grades.get(slug, 0) >= HELPS:
            return 1 / place
    return 0.0


def _discounted(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


@dataclass(frozen=True)
class Interval:
    """A mean difference and between what it lies in 95 of 100 draws of the questions."""

    mean: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def difference(
    ours: Sequence[float], theirs: Sequence[float], *, seed: int = 1, resamples: int = RESAMPLES
) -> Interval:
    """Return how much higher ours is on the same questions, by a paired bootstrap."""
    pairs = [one - other for one, other in zip(ours, theirs, strict=True)]
    random = Random(seed)
    means = sorted(fmean(random.choices(pairs, k=len(pairs))) for _number in range(resamples))
    edge = int(resamples * TAIL)
    return Interval(fmean(pairs), means[edge], means[-1 - edge])
