"""Measure speed and memory: `make bench`, or `python benchmarks/run.py --help`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

ROOT = Path(__file__).resolve().parents[1]
# This folder itself comes off: its modules belong to the package `benchmarks`.
sys.path[:1] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]

if TYPE_CHECKING:
    from benchmarks.places import Places
    from benchmarks.report import Report

NAMES = ("engine", "page", "suggestions", "method", "wagtail", "import")
METHODS = 10_000
RESULTS = ROOT / "docs" / "explanation" / "benchmarks.md"


def main() -> None:
    """Measure what is asked, show it, and write it down after a full run."""
    options = _options()
    from benchmarks.places import places

    with places(options.keep) as found:
        os.environ.update(found.copy("serving"))
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        _measure(options, found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=NAMES, help="measure this part only")
    parser.add_argument("--methods", type=int, default=METHODS, help="methods in the catalogue")
    parser.add_argument(
        "--write", type=Path, help=f"file for the results; a full run writes {RESULTS.name}"
    )
    parser.add_argument(
        "--keep", type=Path, help="work in this folder, keep it, and use what it holds already"
    )
    return parser.parse_args()


def _measure(options: argparse.Namespace, places: Places) -> None:
    import django

    django.setup()
    from benchmarks.report import Report

    console = Console()
    report = Report(" ".join(["python", "benchmarks/run.py", *sys.argv[1:]]))
    names = options.only or NAMES
    if set(names) - {"import"}:
        _fill(report, options.methods, console)
    for name in (name for name in NAMES if name in names):
        console.print(f"Measuring: {name}")
        _part(name, report, places)
        report.show_news(console)
    report.show(console)
    is_full = options.only is None and options.methods == METHODS
    target = options.write or (RESULTS if is_full else None)
    if target:
        report.write(target)
        console.print(f"Written to {target}")


def _part(name: str, report: Report, places: Places) -> None:
    from benchmarks import comparing, importing, serving

    parts = {
        "engine": serving.measure_engine,
        "page": serving.measure_result_page,
        "suggestions": serving.measure_suggestions,
        "method": serving.measure_method_page,
        "wagtail": comparing.measure_wagtail,
    }
    if name == "import":
        importing.measure_import(report, places)
    else:
        parts[name](report)


def _fill(report: Report, count: int, console: Console) -> None:
    """Fill the site: the starter content, many methods, and the index."""
    from django.core.management import call_command

    from benchmarks.loader import load_methods
    from catalogue.models import MethodPage
    from search.indexing import rebuild

    if MethodPage.objects.count() >= count:
        report.note(f"{MethodPage.objects.count()} methods kept from an earlier run")
        return
    console.print(f"Loading {count} methods")
    for folder in ("methods", "cases"):
        call_command("import_methods", str(ROOT / "content" / folder), verbosity=0)
    started = time.perf_counter()
    load_methods(count)
    loaded = time.perf_counter()
    documents = rebuild()
    seconds = time.perf_counter() - loaded
    report.note(f"Loader: {count} methods in {loaded - started:.0f} s")
    report.note(
        f"`search rebuild`: {documents} documents in {seconds:.1f} s, "
        f"{documents / seconds:.0f} documents a second"
    )


if __name__ == "__main__":
    main()
