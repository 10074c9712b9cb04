"""Take times, and hold them against goals."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Asked = TypeVar("Asked")


@dataclass(frozen=True)
class Timing:
    """What a number of calls took, each in milliseconds."""

    name: str
    samples: tuple[float, ...]

    def percentile(self, percent: int) -> float:
        """Return the time that this share of the calls did not exceed (nearest rank)."""
        ordered = sorted(self.samples)
        return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


@dataclass(frozen=True)
class Goal:
    """A figure and the most, or the least, that it may be."""

    name: str
    limit: float
    measured: float
    unit: str
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        is_over = self.measured >= self.limit
        return is_over if self.is_least else self.measured <= self.limit


def take_times(
    name: str,
    call: Callable[[Asked], object],
    asked: Iterable[Asked],
    *,
    seconds: float = math.inf,
) -> Timing:
    """Call with each item and time each call; begin no other call after so many seconds."""
    samples: list[float] = []
    for item in asked:
        if sum(samples) > seconds * 1000:
            break
        started = time.perf_counter()
        call(item)
        samples.append((time.perf_counter() - started) * 1000)
    return Timing(name, tuple(samples))


def goal_of(timing: Timing, percent: int, limit: float) -> Goal:
    return Goal(f"{timing.name}, p{percent}", limit, timing.percentile(percent), "ms")
