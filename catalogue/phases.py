"""The process of a method as a line with nine places."""

from __future__ import annotations

from catalogue.durations import plain

# The process as a line: its first two, next three and last four phases have a colour each.
PHASES = {
    "verkennen": "a", "begrijpen": "a",
    "bedenken": "b", "uitproberen": "b", "testen": "b",
    "invoeren": "c", "borgen": "c", "opschalen": "c", "evalueren": "c",
}  # fmt: skip
PHASE_DISTANCE = 10.25


def phase_places(slugs: frozenset[str]) -> tuple[dict[str, str], ...]:
    """Return the circles of the line, those of the given phases filled in."""
    return tuple(
        {
            "x": plain(5 + PHASE_DISTANCE * index),
            "css_class": colour if slug in slugs else "",
            "radius": "4" if slug in slugs else "2.5",
        }
        for index, (slug, colour) in enumerate(PHASES.items())
    )
