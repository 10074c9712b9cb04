"""Filter by facets and count their values in the embedded index.

Chosen values of one facet widen (OR), facets narrow each other (AND), and the counts of a facet
leave its own choice out, so that a visitor sees what another choice would give.
"""

from collections.abc import Iterable, Mapping

from search.engines.base import FIELD_NAME
from search.engines.embedded_snapshot import Snapshot
from search.query import Boolean, Query, Term
from search.types import SearchRequest

ALL_VALUES = 65_000

Counts = dict[str, dict[str, int]]
Filters = Mapping[str, Query]

NOTHING = Boolean(must=(Term("marker", ""),))


def filters_of(request: SearchRequest) -> dict[str, Query]:
    """Return one query for each facet with a choice; document types are the facet "type"."""
    chosen = {name: values for name, values in request.filters.items() if values}
    if request.types:
        chosen["type"] = request.types
    return {name: _any_of(name, values) for name, values in chosen.items()}


def _any_of(name: str, values: Iterable[str]) -> Query:
    if not FIELD_NAME.fullmatch(name):
        return NOTHING
    terms = tuple(Term(f"facets.{name}", value) for value in dict.fromkeys(values))
    return Boolean(should=terms, minimum=1)


def restricted(text: Query | None, language: str, filters: Iterable[Query]) -> Boolean:
    """Return the text within a language and filters; the text alone gives score."""
    return Boolean(
        must=() if text is None else (text,), filter=(Term("language", language), *filters)
    )


def count_facets(
    snapshot: Snapshot, text: Query | None, language: str, filters: Filters, names: tuple[str, ...]
) -> Counts:
    """Return the number of documents for every value of the asked facets."""
    shared = [name for name in names if name not in filters]
    counts = _count(snapshot, text, language, filters.values(), shared)
    for name in (name for name in names if name in filters):
        others = [query for other, query in filters.items() if other != name]
        counts |= _count(snapshot, text, language, others, [name])
    return {name: dict(counts[name]) for name in dict.fromkeys(names)}  # the cache keeps its own


def _count(
    snapshot: Snapshot,
    text: Query | None,
    language: str,
    filters: Iterable[Query],
    names: list[str],
) -> Counts:
    usable = [name for name in names if FIELD_NAME.fullmatch(name)]
    counts: Counts = {name: {} for name in names}
    if usable:
        query = restricted(text, language, filters)
        key = ("facets", query, tuple(usable))
        counts |= snapshot.cached(key, lambda: _aggregate(snapshot, query, usable))
    return counts


def _aggregate(snapshot: Snapshot, query: Query, names: list[str]) -> Counts:
    request = {name: {"terms": {"field": f"facets.{name}", "size": ALL_VALUES}} for name in names}
    unscored = Boolean(filter=(query,))
    answer = snapshot.aggregate(snapshot.compile(unscored), request)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        for name in names
    }
