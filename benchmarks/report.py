"""What a run found: shown in the terminal, and written for the documentation."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks.machine import circumstances
from benchmarks.measuring import Goal, Timing
from benchmarks.tables import goal_rows, listed, markdown, print_table

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
        for row in goal_rows(self.goals)[1 + self.shown :]:
            console.print("  " + ", ".join(filter(None, row)))
        self.shown = len(self.goals)

    def show(self, console: Console) -> None:
        """Print the tables."""
        for title, rows in (("Times", self._timing_rows()), ("Goals", goal_rows(self.goals))):
            if len(rows) > 1:
                print_table(console, title, rows)
        for note in self.notes:
            console.print(f"- {note}")

    def write(self, path: Path) -> None:
        """Write the tables as Markdown."""
        parts = [TITLE, INTRODUCTION, "## The last run", listed(self.circumstances())]
        parts += ["### Goals", markdown(goal_rows(self.goals))]
        parts += ["### Times", markdown(self._timing_rows())]
        parts += ["### Further", listed(self.notes)] if self.notes else []
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")

    def circumstances(self) -> list[str]:
        """Return on what, with what and when this ran."""
        return circumstances(self.command, ("wagtail", "Django", "tantivy"))

    def _timing_rows(self) -> list[list[str]]:
        rows = [["", "calls", "p50 ms", "p95 ms", "p99 ms"]]
        for timing in self.timings:
            figures = [f"{timing.percentile(percent):.1f}" for percent in (50, 95, 99)]
            rows.append([timing.name, str(len(timing.samples)), *figures])
        return rows
