"""Figures as Markdown, for the pages of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.measuring import Goal


def listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return a table, of which the first row is the header."""
    header, *others = rows
    lines = [header, ["---"] * len(header), *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def goal_rows(goals: Iterable[Goal]) -> list[list[str]]:
    """Return each goal beside what was measured; what misses its goal says so."""
    rows = [["", "goal", "measured", ""]]
    for goal in goals:
        sign = "≥" if goal.is_least else "≤"
        limit, measured = f"{sign} {goal.limit:g} {goal.unit}", f"{goal.measured:.4g} {goal.unit}"
        rows.append([goal.name, limit, measured, "ok" if goal.is_met else "MISS"])
    return rows
