"""Our engine and Wagtail's own search side by side: the same searches on the same pages."""

from __future__ import annotations

from benchmarks.measuring import Goal, Timing, take_times
from benchmarks.queries import Query
from benchmarks.report import Report
from benchmarks.serving import METHODS, catalogue_queries
from benchmarks.wagtail_search import TEXTS, WagtailSearch, add_search_fields, fill_index
from search.followers import get_engine
from search.results import available_facets

ASKED = {"database": 60, "fallback": 30}
PATIENCE = 150  # seconds for the searches of a backend
WARM_UP = 40
WARM_UP_OF_WAGTAIL = 5


def measure_wagtail(report: Report) -> None:
    """Time Wagtail's search with its database index, and with the fallback without an index."""
    add_search_fields()
    filled = take_times("Filling Wagtail's index", fill_index, ["database"])
    report.note(f"Wagtail's index of the same texts was filled in {filled.samples[0] / 1000:.1f} s")
    names = tuple(facet.name for facet in available_facets(METHODS))
    for backend, number in ASKED.items():
        wagtail = WagtailSearch(backend, names, list(TEXTS) if backend == "fallback" else None)
        _compare(report, backend, wagtail, number)
    _check_that_both_count_alike(report, WagtailSearch("database", names, None))


def _compare(report: Report, backend: str, wagtail: WagtailSearch, number: int) -> None:
    facets, engine = available_facets(METHODS), get_engine()
    # Of its own seed a backend: our engine remembers the counts of searches that it has seen.
    asked = catalogue_queries(number, seed=100 + number)

    def ask_ours(query: Query) -> object:
        return engine.search(query.request(facets))

    take_times("", ask_ours, catalogue_queries(WARM_UP, seed=60))
    take_times("", wagtail.ask, catalogue_queries(WARM_UP_OF_WAGTAIL, seed=61), seconds=20)
    theirs = take_times(f"Wagtail {backend}, same searches", wagtail.ask, asked, seconds=PATIENCE)
    done = asked[: len(theirs.samples)]
    ours = take_times(f"Our engine beside Wagtail {backend}", ask_ours, done)
    report.add(ours)
    report.add(theirs)
    report.note(_ratio(backend, ours, theirs))


def _ratio(backend: str, ours: Timing, theirs: Timing) -> str:
    parts = [
        f"p{percent} {ours.percentile(percent):.1f} ms against {theirs.percentile(percent):.1f} ms"
        f" (ratio {ours.percentile(percent) / theirs.percentile(percent):.3f})"
        for percent in (50, 95)
    ]
    return f"Our engine against Wagtail's {backend} search: {', '.join(parts)}"


def _check_that_both_count_alike(report: Report, wagtail: WagtailSearch) -> None:
    """Without text both must find and count the same; else this compares different work."""
    facets = available_facets(METHODS)
    plain = [query for query in catalogue_queries(60, seed=70) if not query.text][:15]
    different = 0
    for query in plain:
        ours, theirs = get_engine().search(query.request(facets)), wagtail.ask(query)
        different += (ours.total, ours.facets) != (theirs.total, theirs.counts)
    name = f"Searches without text that Wagtail counts differently, of {len(plain)}"
    report.add(Goal(name, 0, different, "searches"))
