"""Tell what an audit found: as a table for people, or as plain values for programs.

Keys only, of pages that nobody may see as well: never a title or a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from search.audit import Report
from search.repairing import Outcome

FIRST_KEYS = 5
WIDTH = 120


def as_text(report: Report) -> str:
    """Return a line on the index, a table of what is wrong, and what was not compared."""
    console = Console(width=WIDTH)
    with console.capture() as capture:
        for line in _lines(report):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
        if report.drift:
            console.print(_table(report))
    return capture.get()


def _lines(report: Report) -> Iterator[str]:
    if report.is_compared:
        result = "" if report.drift else ": all well"
        yield f"{report.engine}: {report.documents} documents, {report.held} in the index{result}"
    else:
        yield f"{report.engine}: not compared, for the reason below"
    if report.waiting:
        yield f"left out, for the journal will bring them: {report.waiting}"
    if report.set_aside:
        yield f"set aside, for no document can be made (`search status`): {len(report.set_aside)}"
    for name in sorted(report.unread):
        yield f"not compared, for their plugin raised: documents of the type {name}"


def _table(report: Report) -> Table:
    table = Table("severity", "kind", "count", "first")
    for kind, found in report.in_order():
        more = [] if found.count <= FIRST_KEYS else ["..."]
        first = "\n".join([*found.keys[:FIRST_KEYS], *more])
        table.add_row(kind.severity, kind.value, str(found.count), escape(first))
    return table


def what_was_done(outcome: Outcome) -> str:
    """Return in a few words what a repair did."""
    done = [f"{outcome.rows} pages applied again"] if outcome.rows else []
    done += ["indices put in order"] if outcome.is_tidied else []
    done += ["index rebuilt"] if outcome.is_rebuilt else []
    return f"{outcome.before.engine}: {', '.join(done) or 'nothing to repair'}"


def as_values(outcome: Outcome) -> dict[str, Any]:
    """Return all of it for a program; what was found before a repair stands beside what is left."""
    values = _values(outcome.after)
    if outcome.after is not outcome.before:
        values["repair"] = {
            "rows": outcome.rows,
            "tidied": outcome.is_tidied,
            "rebuilt": outcome.is_rebuilt,
            "found": _values(outcome.before)["drift"],
        }
    return values


def _values(report: Report) -> dict[str, Any]:
    return {
        "engine": report.engine,
        "compared": report.is_compared,
        "documents": report.documents,
        "held": report.held,
        "waiting": report.waiting,
        "set_aside": sorted(report.set_aside),
        "unread": sorted(report.unread),
        "drift": {
            kind.value: {"severity": kind.severity, "count": found.count, "keys": found.keys}
            for kind, found in report.in_order()
        },
    }
