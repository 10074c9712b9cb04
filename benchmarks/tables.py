"""Figures as Markdown, for the pages of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return a table, of which the first row is the header."""
    header, *others = rows
    lines = [header, ["---"] * len(header), *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
