"""The figures of a load, shown in the terminal and written for the documentation."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from django.db import connection
from rich.console import Console

from benchmarks.faults.report import server_version
from benchmarks.load.loads import HUNG, RESULTS, SUGGESTIONS, Load
from benchmarks.machine import circumstances
from benchmarks.measuring import Goal
from benchmarks.tables import goal_rows, listed, markdown, print_table

HEADER = [
    *("", "answers a second", "p50 ms", "p95 ms", "p99 ms", "slowest ms"),
    *("questions", "failed", "say so"),
]
LEAST_A_SECOND = {RESULTS: 60, SUGGESTIONS: 150}
MOST_P95 = {RESULTS: 300, SUGGESTIONS: 80, HUNG: 500}  # milliseconds
MOST_P99 = {RESULTS: 800}


def goals(loads: Sequence[Load]) -> list[Goal]:
    """Return what each load should hold, beside what it held."""
    found = []
    for load in loads:
        name = load.name
        if least := LEAST_A_SECOND.get(name):
            rate = median(load.rates)
            found.append(Goal(f"{name}, answers a second", least, rate, "", is_least=True))
        if most := MOST_P95.get(name):
            found.append(Goal(f"{name}, p95", most, load.percentile(95), "ms"))
        if most := MOST_P99.get(name):
            found.append(Goal(f"{name}, p99", most, load.percentile(99), "ms"))
        found.append(Goal(f"{name}, failed", 0, load.failed, ""))
    return found


def show(loads: Sequence[Load], console: Console) -> None:
    """Print the tables."""
    print_table(console, "Goals", goal_rows(goals(loads)))
    print_table(console, "What they met", _rows(loads))


def write(loads: Sequence[Load], path: Path, options: argparse.Namespace, published: int) -> None:
    """Write the page of the documentation; `published` says how often an editor did so."""
    introduction = Path(__file__).with_name("introduction.md").read_text(encoding="utf-8").strip()
    parts = [introduction, "## The last run", listed(_circumstances(options, published))]
    parts += ["### Goals", markdown(goal_rows(goals(loads)))]
    parts += ["### What they met", markdown(_rows(loads))]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _rows(loads: Sequence[Load]) -> list[list[str]]:
    rows = [HEADER]
    for load in loads:
        rates = load.rates
        rows.append(
            [
                load.name,
                f"{median(rates):.1f} ({rates[0]:.1f} to {rates[-1]:.1f})",
                *(f"{load.percentile(percent):.0f}" for percent in (50, 95, 99, 100)),
                str(sum(len(run.answers) for run in load.runs)),
                str(load.failed),
                str(sum(run.saying for run in load.runs)),
            ]
        )
    return rows


def _circumstances(options: argparse.Namespace, published: int) -> list[str]:
    prefix = "python tools/with_postgres.py " if connection.vendor == "postgresql" else ""
    command = " ".join([f"{prefix}python -m benchmarks.load", *sys.argv[1:]])
    return [
        *circumstances(command, ("wagtail", "Django", "elasticsearch", "waitress")),
        f"{options.methods} methods, {connection.display_name}, Elasticsearch {server_version()}",
        f"{options.processes} web processes of {options.threads} threads, {options.people} people; "
        f"{options.runs} times {options.seconds} s each; an editor published {published} times",
        f"All of it shares {os.cpu_count()} cores: people, web processes, database and server",
    ]
