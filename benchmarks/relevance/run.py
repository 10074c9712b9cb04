"""Measure relevance: `make bench-relevance`, or `python -m benchmarks.relevance --help`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]

if TYPE_CHECKING:
    from benchmarks.relevance.results import Results
    from benchmarks.relevance.searches import Search

RESULTS = ROOT / "docs" / "explanation" / "relevance.md"


def main() -> None:
    """Ask every search every question, show the figures, and write them down."""
    options = _options()
    from benchmarks.places import places

    with places(options.keep) as found:
        os.environ.update(found.copy("relevance"))
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.relevance.settings"
        _measure(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.relevance")
    parser.add_argument(
        "--tuning",
        action="store_true",
        help="ask the questions for tuning only, and tell about each; nothing is written",
    )
    parser.add_argument("--write", type=Path, default=RESULTS, help="file for the results")
    parser.add_argument("--keep", type=Path, help="work in this folder and keep it")
    return parser.parse_args()


def _measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from benchmarks.relevance import report
    from benchmarks.relevance.corpus import documents, dutch, fill_site
    from benchmarks.relevance.questions import read_questions
    from benchmarks.relevance.results import Results

    console = Console()
    if not documents():
        console.print("Filling a site with the starter content and the distractors")
        fill_site()
    questions = read_questions()
    if options.tuning:
        questions = [question for question in questions if not question.held_out]
    results = Results(questions, len(dutch(documents())))
    with ExitStack() as stack:
        for search in _searches(stack, results):
            console.print(f"Asking: {search.name}")
            results.ask(search)
    report.show(results, console, each=options.tuning)
    if not options.tuning:
        report.write(results, options.write)
        console.print(f"Written to {options.write}")


def _searches(stack: ExitStack, results: Results) -> Iterator[Search]:
    """Yield ours first, then its peers."""
    from benchmarks.relevance import searches, wagtail_pages
    from benchmarks.relevance.corpus import documents, dutch
    from search.followers import get_engine

    url = os.environ.get("ELASTICSEARCH_URL", "")
    found = documents()
    yield searches.OurSearch("Our embedded engine", get_engine())
    if url:
        yield stack.enter_context(searches.our_elasticsearch(url, found))
        for choices in stack.enter_context(searches.dutch_elasticsearch(url, dutch(found))):
            best = max(choices, key=results.tuning_mean)
            results.note(f"{best.name}: of {len(choices)} choices this did best, {best.choice}")
            yield best
    else:
        results.note("Left out, for ELASTICSEARCH_URL is not set: all that needs Elasticsearch.")
    wagtail_pages.add_search_fields()
    yield wagtail_pages.wagtail_database()
    if url:
        yield stack.enter_context(wagtail_pages.wagtail_elasticsearch())
