"""Durations and group sizes of a method: their words, and the bars that draw them.

Minutes and people come in as plain numbers; words and SVG lengths go out.
A bar has cells of ten units, each for one class of the catalogue. Within a cell the bar runs in
proportion, so that two bars can be compared wherever they stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.buckets import DAY, HOUR, WORK_WEEK

CELL = 10
# Where each cell begins; the last number ends the last cell, and what is longer fills it.
DURATION_EDGES = (0, 30, 60, 120, 240, DAY, WORK_WEEK, 12 * WORK_WEEK)
GROUP_EDGES = (1, 2, 6, 13, 31, 101, 1001)
NARROWEST_BAR = 1.5
# Below this many minutes a total is rounded to so many; a longer one to whole weeks.
GRAINS = ((2 * HOUR, 1), (DAY, HOUR // 2), (2 * WORK_WEEK, DAY // 2))


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled stretch of a scale, as SVG lengths that no locale may reformat."""

    x: str
    width: str


def duration_label(shortest: int | None, longest: int | None) -> str:
    """Say how long a method takes, in the unit people would use; "" when nothing is known."""
    if shortest is None and longest is None:
        return ""
    if longest is None:
        return _("%(duration)s or longer") % {"duration": _one_duration(shortest or 0)}
    if shortest is None:
        return _("up to %(duration)s") % {"duration": _one_duration(longest)}
    if shortest >= longest:
        return _one_duration(longest)
    return _duration_range(shortest, longest)


def total_label(minutes: int) -> str:
    """Say how long steps take together: a sum that is not round is "about" a round one."""
    grain = next((grain for limit, grain in GRAINS if minutes < limit), WORK_WEEK)
    rounded = max(grain, round(minutes / grain) * grain)
    words = _one_duration(rounded)
    return words if rounded == minutes else _("about %(duration)s") % {"duration": words}


def group_label(smallest: int | None, largest: int | None) -> str:
    """Say for how many people a method is; no upper bound is "or more", nothing known is ""."""
    if smallest is None and largest is None:
        return ""
    if largest is None:
        return _("%(number)s or more people") % {"number": smallest}
    if smallest is None:
        return _("up to %(number)s people") % {"number": largest}
    number = f"{smallest}–{largest}" if smallest < largest else f"{largest}"
    return ngettext("%(number)s person", "%(number)s people", largest) % {"number": number}


def duration_bar(shortest: int | None, longest: int | None) -> Bar | None:
    """Place a duration on the scale of seven cells; None when nothing is known."""
    if shortest is None and longest is None:
        return None
    end = position(longest, DURATION_EDGES) if longest is not None else _length(DURATION_EDGES)
    return _bar(position(shortest or 0, DURATION_EDGES), end, _length(DURATION_EDGES))


def group_bar(smallest: int | None, largest: int | None) -> Bar | None:
    """Place a group size on the scale of six cells; None when nothing is known."""
    if smallest is None and largest is None:
        return None
    # A group of 12 fills the place of 12, so the bar ends where 13 begins.
    end = position(largest + 1, GROUP_EDGES) if largest is not None else _length(GROUP_EDGES)
    return _bar(position(smallest or 1, GROUP_EDGES), end, _length(GROUP_EDGES))


def position(value: float, edges: Sequence[int]) -> float:
    """Return where a value lies on a scale, in units of which each cell has ten."""
    clipped = min(max(value, edges[0]), edges[-1])
    cell = min(bisect_right(edges, clipped), len(edges) - 1) - 1
    within = (clipped - edges[cell]) / (edges[cell + 1] - edges[cell])
    return CELL * (cell + within)


def plain(length: float) -> str:
    """Write a length for SVG: a point for the decimals in every language, two at most."""
    return f"{round(length, 2):g}"


def _length(edges: Sequence[int]) -> int:
    return CELL * len(list(pairwise(edges)))


def _bar(start: float, end: float, length: int) -> Bar:
    width = max(end - start, NARROWEST_BAR)
    return Bar(x=plain(min(start, length - width)), width=plain(width))


def _duration_range(shortest: int, longest: int) -> str:
    unit, size = _unit(longest)
    # "1–2 days" rather than "8 hours – 2 days"; yet "4 hours – 2 days" stays as it is.
    shares_unit = size >= DAY and shortest > 0 and shortest % size == 0
    low_unit, low_size = _unit(shortest)
    # "28–35 hours" rather than "3.5 days – 35 hours": the first never has the larger unit.
    if shares_unit or (low_size > size and shortest % (size // 2 or 1) == 0):
        low_unit = unit
    if low_unit != unit:
        return f"{_one_duration(shortest)} – {_one_duration(longest)}"
    return _in_unit(unit, f"{_amount(shortest, size)}–{_amount(longest, size)}", longest / size)


def _one_duration(minutes: int) -> str:
    unit, size = _unit(minutes)
    return _in_unit(unit, _amount(minutes, size), minutes / size)


def _unit(minutes: int) -> tuple[str, int]:
    """Choose the largest unit in which the number stays short: whole or half."""
    if minutes >= 2 * WORK_WEEK and minutes % WORK_WEEK == 0:
        return "week", WORK_WEEK
    if minutes > DAY and minutes % (DAY // 2) == 0:
        return "day", DAY
    if minutes >= 2 * HOUR and minutes % (HOUR // 2) == 0:
        return "hour", HOUR
    return "minute", 1


def _amount(minutes: int, size: int) -> str:
    return str(number_format(minutes / size, 0 if minutes % size == 0 else 1))


def _in_unit(unit: str, number: str, amount: float) -> str:
    plural = 1 if amount == 1 else 2
    texts = {
        "minute": ngettext("%(number)s min", "%(number)s min", plural),
        "hour": ngettext("%(number)s hour", "%(number)s hours", plural),
        "day": ngettext("%(number)s day", "%(number)s days", plural),
        "week": ngettext("%(number)s week", "%(number)s weeks", plural),
    }
    return texts[unit] % {"number": number}
