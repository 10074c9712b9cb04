"""Make faults on purpose: `make bench-faults`, or `python -m benchmarks.faults --help`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]

if TYPE_CHECKING:
    from benchmarks.faults.laboratory import Laboratory
    from benchmarks.faults.outcome import Outcome
    from tools.elasticsearch_server import ElasticsearchServer

RESULTS = ROOT / "docs" / "explanation" / "search-faults.md"
EXPERIMENTS = ("auditing", "rebuilding", "swapping", "crowd", "degrading", "visitors", "outages")
KILLING = {"outages", "visitors"}  # these need a server of our own
QUICK_JAVA = ("-XX:TieredStopAtLevel=1",)  # it starts sooner, and nothing of it is timed


def main() -> int:
    """Do the experiments, show what came of them, and write it down after a full run."""
    options = _options()
    from benchmarks.places import places

    with places() as found, _server(options) as (url, process):
        os.environ.update(found.copy_on_server("faults", url))
        return _do(options, url, process)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.faults")
    parser.add_argument("--only", action="append", choices=EXPERIMENTS, help="this one only")
    parser.add_argument("--quick", action="store_true", help="small numbers; nothing is written")
    parser.add_argument("--write", type=Path, help=f"file for the results; else {RESULTS.name}")
    return parser.parse_args()


@contextmanager
def _server(
    options: argparse.Namespace,
) -> Iterator[tuple[str, ElasticsearchServer | None]]:
    """Give a server: one of our own, that may be killed, or else that at ELASTICSEARCH_URL."""
    from tools.elasticsearch_server import own_server

    needs_own = KILLING & set(options.only or EXPERIMENTS)
    url = os.environ.get("ELASTICSEARCH_URL", "")
    if url and not needs_own:
        yield url, None
        return
    with own_server(java_options=QUICK_JAVA) as process:
        yield process.url, process


def _do(options: argparse.Namespace, url: str, process: ElasticsearchServer | None) -> int:
    import django

    django.setup()
    from benchmarks.faults import planting, report
    from benchmarks.faults.counting import Server
    from benchmarks.faults.laboratory import QUICK, Laboratory, Sizes

    console = Console()
    server = Server(url, os.environ["ELASTICSEARCH_INDEX"])
    sizes = QUICK if options.quick else Sizes()
    laboratory = Laboratory(server, sizes, console.print, process)
    planting.make_pages()
    path, outcomes = options.write or (None if options.quick else RESULTS), []
    for outcome in _outcomes(options, laboratory):
        outcomes.append(outcome)
        if path:
            report.write([outcome], path)  # at once: a long run may be broken off
    report.show(outcomes, console)
    if path:
        console.print(f"Written to {path}")
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


def _outcomes(options: argparse.Namespace, laboratory: Laboratory) -> Iterator[Outcome]:
    from benchmarks.faults.report import circumstances

    for name in options.only or EXPERIMENTS:
        outcome: Outcome = import_module(f"benchmarks.faults.{name}").measure(laboratory)
        outcome.circumstances = circumstances()
        yield outcome
