"""What a run found: shown in the terminal, and written for the documentation."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measuring import Goal, Timing
from benchmarks.tables import listed, markdown

TITLE = "# Benchmarks: how fast it is, and how that is measured"
INTRODUCTION = """\
`make bench` fills a throw-away site with methods of the real page type and measures it. The
numbers below are of the last run that was written down; every figure that misses its goal is
marked as a miss. Times are of one process after a warm-up, in milliseconds of wall time; what else
the machine was doing is in them, so the load is noted too.

*New searches* have not been asked before, so that nothing of their answer is remembered; *known
searches* come from a hundred that have been asked. The engine remembers counts until the index
changes, and visitors meet both kinds.

The methods are written by a seeded random generator with the words and sentences of the starter
content: each has two terms on average in fourteen vocabularies, steps, evidence and relations.
Wagtail's own search gets the same texts, filters and counts, and returns ids and counts without a
template; it knows no forms of words, synonyms, corrections or marked fragments."""


@dataclass
class Report:
    """The timings, goals and notes of a run, in the order in which they came."""

    command: str
    timings: list[Timing] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shown: int = 0

    def add(self, found: Timing | Goal, *goals: Goal) -> None:
        """Keep a timing with the goals for it, or a goal."""
        if isinstance(found, Timing):
            self.timings.append(found)
        else:
            self.goals.append(found)
        self.goals += goals

    def note(self, text: str) -> None:
        self.notes.append(text)

    def show_news(self, console: Console) -> None:
        """Print the goals since the last time: a long run may be broken off."""
        for row in self._goal_rows()[1 + self.shown :]:
            console.print("  " + ", ".join(filter(None, row)))
        self.shown = len(self.goals)

    def show(self, console: Console) -> None:
        """Print the tables."""
        for title, rows in (("Times", self._timing_rows()), ("Goals", self._goal_rows())):
            if len(rows) > 1:
                table = Table(*rows[0], title=title)
                for row in rows[1:]:
                    style = "bold red" if row[-1] == "MISS" else None
                    table.add_row(*row, style=style)
                console.print(table)
        for note in self.notes:
            console.print(f"- {note}")

    def write(self, path: Path) -> None:
        """Write the tables as Markdown."""
        parts = [TITLE, INTRODUCTION, "## The last run", listed(self.circumstances())]
        parts += ["### Goals", markdown(self._goal_rows())]
        parts += ["### Times", markdown(self._timing_rows())]
        parts += ["### Further", listed(self.notes)] if self.notes else []
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")

    def circumstances(self) -> list[str]:
        """Return on what, with what and when this ran."""
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        packages = ("wagtail", "Django", "tantivy")
        versions = ", ".join(f"{name} {version(name)}" for name in packages)
        return [
            f"Command: `{self.command}`",
            f"Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            f"Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()}",
            f"Load of the machine over the last 1, 5 and 15 minutes: {load}",
            f"Python {platform.python_version()}, {versions}",
        ]

    def _timing_rows(self) -> list[list[str]]:
        rows = [["", "calls", "p50 ms", "p95 ms", "p99 ms"]]
        for timing in self.timings:
            figures = [f"{timing.percentile(percent):.1f}" for percent in (50, 95, 99)]
            rows.append([timing.name, str(len(timing.samples)), *figures])
        return rows

    def _goal_rows(self) -> list[list[str]]:
        rows = [["", "goal", "measured", ""]]
        for goal in self.goals:
            limit, measured = f"≤ {goal.limit:g} {goal.unit}", f"{goal.measured:.4g} {goal.unit}"
            rows.append([goal.name, limit, measured, "ok" if goal.is_met else "MISS"])
        return rows


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []  # not Linux
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
