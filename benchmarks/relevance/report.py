"""The figures: shown in the terminal, and written for the documentation."""

from __future__ import annotations

import os
import platform
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import fmean

from django.db import connection
from elasticsearch import Elasticsearch
from rich.console import Console

from benchmarks.relevance.measures import Interval
from benchmarks.relevance.results import Results
from benchmarks.tables import listed, markdown, print_table

Rows = list[list[str]]
RUN = "## The last run on "
DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
PARTS = (("held out", True), ("tuning", False))


def show(results: Results, console: Console, *, each: bool) -> None:
    """Print the tables; with `each` also what we found for every question."""
    parts = PARTS[1:] if each else PARTS
    for title, is_held_out in parts:
        print_table(console, f"Questions: {title}", _figures(results, is_held_out))
    print_table(console, "nDCG@10 by kind of question", _kinds(results))
    if each:
        for question, found in zip(results.questions, results.ours.found, strict=True):
            console.print(f"{question.kind}: {question.text}", style="bold")
            console.print("  " + ", ".join(f"{s} ({question.grades.get(s, 0)})" for s in found))
    for note in results.notes:
        console.print(f"- {note}")


def _figures(results: Results, is_held_out: bool) -> Rows:
    rows = [["", "nDCG@10", "MRR", "we are ahead by", "95 % of draws", ""]]
    for outcome in results.outcomes:
        row = [
            outcome.name,
            f"{fmean(results.part(is_held_out, outcome.ndcg)):.3f}",
            f"{fmean(results.part(is_held_out, outcome.reciprocal_rank)):.3f}",
        ]
        if outcome in results.peers:
            row += _interval(results.ahead(outcome, is_held_out))
        rows.append([*row, *[""] * (6 - len(row))])
    return rows


def _interval(interval: Interval) -> list[str]:
    verdict = "not sure"
    if interval.excludes_zero:
        verdict = "ahead" if interval.low > 0 else "behind"
    return [f"{interval.mean:+.3f}", f"{interval.low:+.3f} to {interval.high:+.3f}", verdict]


def _kinds(results: Results) -> Rows:
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, question in enumerate(results.questions):
        numbers[question.kind].append(number)
    rows = [["kind", "questions", *(outcome.name for outcome in results.outcomes)]]
    for kind, chosen in numbers.items():
        means = [fmean(outcome.ndcg[n] for n in chosen) for outcome in results.outcomes]
        rows.append([kind, str(len(chosen)), *(f"{mean:.3f}" for mean in means)])
    return rows


def _lost(results: Results) -> Rows:
    rows = [["question", "kind", "held out", "ours", "better"]]
    for question, ours, better in results.lost():
        peers = ", ".join(f"{name} {value:.2f}" for name, value in better.items())
        is_out = "yes" if question.held_out else ""
        rows.append([question.text, question.kind, is_out, f"{ours:.2f}", peers])
    return rows


def write(results: Results, path: Path) -> None:
    """Write the page of the documentation, with the figures of a run on another database kept."""
    introduction = Path(__file__).with_name("introduction.md").read_text(encoding="utf-8").strip()
    database = DATABASES.get(connection.vendor, connection.vendor)
    sections = _sections(path) | {f"{RUN}{database}": _section(results)}
    runs = [f"{heading}\n\n{sections[heading]}" for heading in sorted(sections, reverse=True)]
    path.write_text("\n\n".join([introduction, *runs]) + "\n", encoding="utf-8")


def _sections(path: Path) -> dict[str, str]:
    """Return the runs that are written down already, by their heading."""
    if not path.exists():
        return {}
    _introduction, *runs = path.read_text(encoding="utf-8").split(f"\n{RUN}")
    pairs = (run.partition("\n") for run in runs)
    return {f"{RUN}{heading}": text.strip() for heading, _newline, text in pairs}


def _section(results: Results) -> str:
    lost = _lost(results)
    parts = [listed(_circumstances(results))]
    for title, is_held_out in PARTS:
        number = sum(question.held_out is is_held_out for question in results.questions)
        parts += [f"**{number} questions: {title}**", markdown(_figures(results, is_held_out))]
    parts += ["**nDCG@10 by kind of question**", markdown(_kinds(results))]
    share = f"{len(lost) - 1} of {len(results.questions)} questions"
    parts += [f"**What we lose**: a peer has the higher nDCG@10 in {share}.", markdown(lost)]
    return "\n\n".join(parts)


def _circumstances(results: Results) -> Iterator[str]:
    prefix = "python tools/with_postgres.py " if connection.vendor == "postgresql" else ""
    yield f"Command: `{prefix}python -m benchmarks.relevance`"
    yield f"Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    packages = ("wagtail", "modelsearch", "tantivy", "simplemma", "snowballstemmer")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    yield f"Python {platform.python_version()}, {versions}{_server()}"
    yield f"{len(results.questions)} questions, {results.documents} Dutch documents"
    yield from results.notes


def _server() -> str:
    if "ELASTICSEARCH_URL" not in os.environ:
        return ""
    with Elasticsearch([os.environ["ELASTICSEARCH_URL"]]) as client:
        return f", Elasticsearch {client.info()['version']['number']}"
