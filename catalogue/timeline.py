"""The time bar of a method: how wide each step is, what fits in it and where the ticks stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.buckets import HOUR
from catalogue.choices import Grouping
from catalogue.durations import duration_label, plain

# The bar is at least this many pixels wide; narrower screens do not draw it.
BAR_PIXELS = 700
PIXELS_PER_LETTER = 6.5
PADDING = 12
NARROWEST_NUMBER = 3.0  # percent
NARROWEST_GLYPH = 10.5  # percent
CLOSEST_TICKS = 7.0  # percent
TICK_INTERVALS = (5, 10, 15, 30, 60, 120, 240, 480, 960, 2400)
MOST_TICKS = 6

# The four groupings of the catalogue, from alone to everybody; the number is the glyph and tint.
GROUPINGS = {grouping.value: number for number, grouping in enumerate(Grouping, start=1)}


@dataclass(frozen=True, slots=True)
class Segment:
    """One step in the bar; x and width in percent."""

    step: Any
    tint: int  # 0 when the grouping is not known
    duration: str
    x: str
    width: str
    shows_number: bool
    shows_duration: bool
    shows_glyph: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment below the bar; x in percent."""

    x: str
    label: str
    anchor: str


def tint(grouping: str | None) -> int:
    """Return the place of a grouping between alone (1) and everybody (4), 0 for an unknown one."""
    return GROUPINGS.get(grouping or "", 0)


def segments(steps: Sequence[Any]) -> list[Segment]:
    """Divide the bar over the steps; empty unless every step says how long it takes."""
    minutes = [getattr(step, "minutes", None) or 0 for step in steps]
    if len(steps) < 2 or not all(minutes):
        return []
    total = sum(minutes)
    starts = [sum(minutes[:index]) for index in range(len(minutes))]
    return [
        _segment(step, 100 * start / total, 100 * length / total)
        for step, start, length in zip(steps, starts, minutes, strict=True)
    ]


def ticks(total: int) -> list[Tick]:
    """Mark round moments below a bar of so many minutes; the first and last name the unit."""
    interval = _interval(total)
    in_hours = interval >= HOUR
    size = HOUR if in_hours else 1
    first = Tick("0", _("0 hours") if in_hours else _("0 min"), "start")
    between = [
        Tick(plain(100 * moment / total), f"{moment // size}", "middle")
        for moment in range(interval, total, interval)
        if 100 * (total - moment) / total >= CLOSEST_TICKS
    ]
    return [first, *between, Tick("100", _total_label(total, in_hours=in_hours), "end")]


def _total_label(total: int, *, in_hours: bool) -> str:
    """Name the end of the bar in the unit of its ticks, rounded to that unit."""
    if not in_hours:
        return duration_label(total, total)
    hours = round(total / HOUR)
    return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}


def _segment(step: Any, start: float, width: float) -> Segment:
    duration = duration_label(step.minutes, step.minutes)
    needed = 100 * (PADDING + PIXELS_PER_LETTER * len(duration)) / BAR_PIXELS
    return Segment(
        step=step,
        tint=tint(getattr(step, "grouping", None)),
        duration=duration,
        x=plain(start),
        width=plain(width),
        shows_number=width >= NARROWEST_NUMBER,
        shows_duration=width >= needed,
        shows_glyph=width >= NARROWEST_GLYPH,
    )


def _interval(total: int) -> int:
    fitting = (step for step in TICK_INTERVALS if total / step <= MOST_TICKS)
    return next(fitting, TICK_INTERVALS[-1])
