"""What came of the experiments: shown in the terminal, and written for the documentation."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from elasticsearch import Elasticsearch
from rich.console import Console

from benchmarks.faults.outcome import Outcome, Rows, keep
from benchmarks.tables import listed, markdown, print_table


def show(outcomes: Sequence[Outcome], console: Console) -> None:
    """Print the tables."""
    for title, rows in _tables(outcomes):
        print_table(console, title, rows)


def write(outcomes: Sequence[Outcome], path: Path) -> None:
    """Write the page of the documentation; outcomes of other experiments stay on it."""
    everything = keep(outcomes, path)
    introduction = Path(__file__).with_name("introduction.md").read_text(encoding="utf-8").strip()
    parts = [introduction]
    for title, rows in _tables(everything):
        parts += [f"## {title}", markdown(rows)]
    parts += ["## Circumstances", listed(_circumstances(everything))]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _tables(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Rows]]:
    rows = [["experiment", "done", "found", "goal"]]
    for outcome in outcomes:
        verdict = "met" if outcome.is_met else "**missed**"
        rows.append([outcome.name, outcome.done, outcome.found, verdict])
    yield "Experiments", rows
    for outcome in outcomes:
        if outcome.details:
            yield outcome.name, outcome.details
    rows = [["experiment", "planted fault", "the detector said", ""]]
    for outcome in outcomes:
        for one in outcome.planted:
            verdict = "reported" if one.is_found else "**not reported**"
            rows.append([outcome.name, one.fault, one.said, verdict])
    yield "Can the detectors fail? Faults planted on purpose", rows


def _circumstances(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        yield f"{outcome.name}: {'. '.join(filter(None, [*outcome.circumstances, *outcome.notes]))}"


def circumstances() -> list[str]:
    """Return when this is, by which command, and on what."""
    words = " ".join(["python -m benchmarks.faults", *sys.argv[1:]])
    is_postgres = connection.vendor == "postgresql"
    prefix = "python tools/with_postgres.py " if is_postgres else ""
    packages = ", ".join(f"{name} {version(name)}" for name in ("wagtail", "elasticsearch"))
    return [
        f"`{prefix}{words}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"Python {platform.python_version()}, {packages} (client), {connection.display_name}, "
        f"Elasticsearch {server_version()}, {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f}",
    ]


def server_version() -> str:
    """Return the version of the server at ELASTICSEARCH_URL."""
    with Elasticsearch([os.environ["ELASTICSEARCH_URL"]]) as client:
        return str(client.info()["version"]["number"])
