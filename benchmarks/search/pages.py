"""Our engines and Wagtail's own search on the same pages of a real site.

Needs a site of its own: see `throw_away_site`. The pages are methods, and grow from one size to
the next.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from benchmarks.loader import load_methods
from benchmarks.queries import Query
from benchmarks.search import parts
from benchmarks.search.engines import Contender
from benchmarks.search.latency import take_turns
from benchmarks.search.publishing import measure_publishing
from benchmarks.search.results import Results
from benchmarks.search.searching import Server
from benchmarks.serving import METHODS, catalogue_queries
from benchmarks.wagtail_elasticsearch import WagtailElasticsearch, filled_with_facets
from benchmarks.wagtail_search import WagtailSearch, add_search_fields, fill_index
from catalogue.models import MethodPage
from search import followers
from search.engines.base import Engine
from search.indexing import rebuild
from search.results import available_facets

QUERIES = 60
WARM_UP = 10
PATIENCE = 90  # seconds for a backend of Wagtail


def measure(results: Results, pages: int, servers: Sequence[Server], run: list[str]) -> None:
    """Fill a site up to so many pages, and ask our engines and Wagtail's search the same."""
    load_methods(pages - MethodPage.objects.count(), seed=pages)
    for engine in followers.followers():
        rebuild(engine=engine)
    add_search_fields()
    fill_index("database")
    results.begin(parts.PAGES, pages, run)
    facets = tuple(facet.name for facet in available_facets(METHODS))
    results.note(parts.PAGES, pages, f"{len(facets)} facets: {', '.join(facets)}")
    _compare(results, pages, servers, parts.DATABASE, WagtailSearch("database", facets, None))
    if servers:
        with filled_with_facets(facets):
            place = f"{parts.SERVER} {servers[0].major}"
            _compare(results, pages, servers, place, WagtailElasticsearch(facets))
    results.begin(parts.PUBLISHING, pages, run)
    measure_publishing(results, pages)


def _compare(
    results: Results, pages: int, servers: Sequence[Server], place: str, peer: WagtailSearch
) -> None:
    queries = catalogue_queries(QUERIES + WARM_UP, seed=pages)
    name = parts.wagtail(place)
    contenders = [_ours(f"{parts.EMBEDDED}, beside {name}", followers.near(), queries)]
    far = followers.far()
    if far is not None:
        beside = f"{parts.ours(servers[0].major)}, beside {name}"
        contenders.append(_ours(beside, far, queries))
    contenders.append(Contender(name, lambda number: peer.ask(queries[number]).total))
    take_turns(contenders, _until(PATIENCE / 3, range(QUERIES, len(queries))))
    times, totals = take_turns(contenders, _until(PATIENCE, range(QUERIES)))
    for one, timing in times.items():
        results.add_timing(parts.PAGES, pages, one, timing)
    _note_differences(results, pages, name, queries, totals)


def _ours(name: str, engine: Engine, queries: Sequence[Query]) -> Contender:
    facets = available_facets(METHODS)

    def ask(number: int) -> int:
        return engine.search(queries[number].request(facets)).total

    return Contender(name, ask)


def _until(seconds: float, numbers: Sequence[int]) -> Iterator[int]:
    """Yield numbers as long as there is time."""
    end = time.monotonic() + seconds
    for number in numbers:
        if time.monotonic() > end:
            return
        yield number


def _note_differences(
    results: Results,
    pages: int,
    name: str,
    queries: Sequence[Query],
    totals: dict[str, list[int]],
) -> None:
    """Say in how many searches without text all found as much: else they did different work."""
    found = list(zip(*totals.values(), strict=True))
    plain = [one for one, query in zip(found, queries, strict=False) if not query.text]
    equal = sum(len(set(one)) == 1 for one in plain)
    text = f"{name}: without text, all engines found equally many pages in {equal} of {len(plain)}"
    results.note(parts.PAGES, pages, text)
