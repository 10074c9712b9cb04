"""Measure search beside what it is compared with: `make bench-search`, or `--help`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]

if TYPE_CHECKING:
    from benchmarks.search.results import Results
    from benchmarks.search.searching import Server

PARTS = ("search", "stages", "pages")
SIZES = (1_000, 10_000, 100_000)
MOST_STAGES = 100_000
HEAP = "1g"  # of a server that is started here
PAGES = (1_000, 10_000)
FIGURES = ROOT / "docs" / "explanation" / "search-benchmarks.json"
PACKAGES = ("tantivy", "elasticsearch", "wagtail", "modelsearch")


def main() -> None:
    """Measure what is asked, and write figures, page and plot after each part."""
    options = _options()
    console = Console()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and indices go
    from benchmarks.search.results import Results

    results = Results(options.figures)
    with ExitStack() as stack:
        servers = [stack.enter_context(_server(one)) for one in _named_servers(options)]
        if not options.only or "pages" in options.only:
            from benchmarks.search.site import throw_away_site

            stack.enter_context(throw_away_site(servers))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-search-")))
        for part in options.only or PARTS:
            for size in _sizes(part, options):
                console.print(f"Measuring: {part}, {size} documents")
                try:
                    _measure(part, size, results, servers, folder)
                finally:
                    _write(results)
    from benchmarks.search.report import show

    show(results, console)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.search")
    parser.add_argument(
        "--elasticsearch",
        action="append",
        default=[],
        metavar="PLACE",
        help="URL of a server, or folder of a distribution to start; may be given twice "
        "(default: ELASTICSEARCH_URL or ELASTICSEARCH_HOME)",
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="documents")
    parser.add_argument("--pages", nargs="+", type=int, default=PAGES, help="pages of a real site")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part only")
    parser.add_argument("--figures", type=Path, default=FIGURES, help="file of all figures")
    return parser.parse_args()


def _sizes(part: str, options: argparse.Namespace) -> list[int]:
    """Return the numbers of documents to measure a part with; stages are for one number."""
    if part == "pages":
        return list(options.pages)
    return list(options.sizes) if part == "search" else [min(max(options.sizes), MOST_STAGES)]


def _named_servers(options: argparse.Namespace) -> list[str]:
    in_environment = (os.environ.get(f"ELASTICSEARCH_{name}", "") for name in ("URL", "HOME"))
    named = [place for place in in_environment if place]
    return options.elasticsearch or named[:1]


@contextmanager
def _server(place: str) -> Iterator[Server]:
    """Give a server that runs, or one that is started for this run from a distribution."""
    from benchmarks.search.engines import major_of
    from benchmarks.search.searching import Server
    from tools.with_elasticsearch import elasticsearch

    if place.startswith("http"):
        yield Server(major_of(place), place)
        return
    url = os.environ.pop("ELASTICSEARCH_URL", "")
    os.environ["ELASTICSEARCH_HOME"] = place
    os.environ.setdefault("ELASTICSEARCH_HEAP", HEAP)
    try:
        with elasticsearch() as started:
            yield Server(major_of(started), started)
    finally:
        if url:
            os.environ["ELASTICSEARCH_URL"] = url


def _measure(
    part: str, size: int, results: Results, servers: Sequence[Server], folder: Path
) -> None:
    from benchmarks.machine import circumstances
    from benchmarks.search import searching, staging

    run = circumstances(" ".join(["python -m benchmarks.search", *sys.argv[1:]]), PACKAGES)
    if part == "search":
        searching.measure(results, size, servers, folder, run)
    elif part == "pages":
        from benchmarks.search import pages  # once there is a site

        pages.measure(results, size, servers, run)
    else:
        staging.measure(results, size, servers, folder, run)


def _write(results: Results) -> None:
    from benchmarks.search import report

    results.write()
    report.write(results, results.path.with_suffix(".md"))
