"""Let visitors search at the same time: `make bench-load`, or `python -m benchmarks.load -h`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from tools.elasticsearch_server import ElasticsearchServer

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]

METHODS = 5_000
RESULTS = ROOT / "docs" / "explanation" / "search-load.md"


def main() -> None:
    """Measure, show it, and write it down."""
    options = _options()
    from benchmarks.places import places
    from tools.elasticsearch_server import own_server

    with places() as found, own_server() as server:
        os.environ.update(found.copy_on_server("load", server.url))
        _measure(options, server)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.load")
    parser.add_argument("--methods", type=int, default=METHODS, help="in the catalogue")
    parser.add_argument("--processes", type=int, default=2, help="web processes")
    parser.add_argument("--threads", type=int, default=2, help="of each web process")
    parser.add_argument("--people", type=int, default=8, help="who ask at the same time")
    parser.add_argument("--seconds", type=int, default=30, help="of one measurement")
    parser.add_argument("--runs", type=int, default=5, help="measurements of each load")
    parser.add_argument("--write", type=Path, default=RESULTS, help="file for the results")
    return parser.parse_args()


def _measure(options: argparse.Namespace, server: ElasticsearchServer) -> None:
    import django

    django.setup()
    from benchmarks.faults.processes import editors, service
    from benchmarks.load import loads, report
    from benchmarks.load.site import fill, publishing, web_processes

    console = Console()
    console.print(f"Loading {options.methods} methods")
    fill(options.methods)
    with (
        service(),
        editors(1, "load") as writers,
        web_processes(options.processes, options.threads) as ports,
        publishing(writers),
    ):
        measurement = loads.Measurement(
            ports, options.people, options.seconds, options.runs, console.print
        )
        found = loads.measure(measurement, server)
    report.show(found, console)
    report.write(found, options.write, options, writers.published)
    console.print(f"Written to {options.write}")
