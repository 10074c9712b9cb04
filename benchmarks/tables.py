"""Figures as tables: in Markdown for the pages of the documentation, and in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import Goal


def listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return a table, of which the first row is the header."""
    header, *others = rows
    lines = [header, ["---"] * len(header), *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def print_table(console: Console, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print a table, of which the first row is the header; a missed goal stands out."""
    header, *others = rows
    table = Table(*header, title=title)
    for row in others:
        table.add_row(*row, style="bold red" if row[-1] == "MISS" else None)
    console.print(table)


def goal_rows(goals: Iterable[Goal]) -> list[list[str]]:
    """Return each goal beside what was measured; what misses its goal says so."""
    rows = [["", "goal", "measured", ""]]
    for goal in goals:
        sign = "≥" if goal.is_least else "≤"
        limit, measured = f"{sign} {goal.limit:g} {goal.unit}", f"{goal.measured:.4g} {goal.unit}"
        rows.append([goal.name, limit, measured, "ok" if goal.is_met else "MISS"])
    return rows
