"""Duration and group size as facet values: every bucket that a method overlaps."""

from __future__ import annotations

HOUR = 60
DAY = 8 * HOUR
WORK_WEEK = 5 * DAY

# (slug, from, up to and including); minutes of working time, a day is eight hours.
TIME_BUCKETS = (
    ("korter-dan-30-min", 0, 29),
    ("30-60-min", 30, 60),
    ("1-2-uur", 61, 2 * HOUR),
    ("dagdeel", 2 * HOUR + 1, 4 * HOUR),
    ("dag", 4 * HOUR + 1, DAY),
    ("meer-dagen", DAY + 1, WORK_WEEK),
    ("weken", WORK_WEEK + 1, None),
)
GROUP_BUCKETS = (
    ("alleen", 1, 1),
    ("2-5", 2, 5),
    ("6-12", 6, 12),
    ("13-30", 13, 30),
    ("31-100", 31, 100),
    ("meer-dan-100", 101, None),
)


def overlapping(
    buckets: tuple[tuple[str, int, int | None], ...], low: int | None, high: int | None
) -> list[str]:
    """Return the slugs of the buckets that the range low..high touches.

    One missing end is the other one for time, and no limit for `high` of a group: callers say
    which by passing a number. Nothing known gives no bucket.
    """
    if low is None and high is None:
        return []
    start = low if low is not None else 0
    end = high if high is not None else float("inf")
    return [
        slug
        for slug, first, last in buckets
        if start <= (last if last is not None else float("inf")) and end >= first
    ]


def time_buckets(low: int | None, high: int | None) -> list[str]:
    return overlapping(TIME_BUCKETS, low if low is not None else high, high or low)


def group_buckets(low: int | None, high: int | None) -> list[str]:
    return overlapping(GROUP_BUCKETS, low, high)
