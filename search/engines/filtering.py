"""Filter by facets and count their values, the same for every engine.

Chosen values of one facet widen (OR), facets narrow each other (AND), and the counts of a facet
leave its own choice out, so that a visitor sees what another choice would give.
"""

from collections.abc import Iterable, Mapping

from search.engines.base import FIELD_NAME
from search.engines.reading import Counts, Reader
from search.query import Boolean, Query, Term
from search.types import SearchRequest

Filters = Mapping[str, Query]

NOTHING = Term("language", "")  # every document has one


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
    reader: Reader, text: Query | None, language: str, filters: Filters, names: tuple[str, ...]
) -> Counts:
    """Return the number of documents for every value of the asked facets."""
    counts: Counts = {name: {} for name in names}
    usable = [name for name in counts if FIELD_NAME.fullmatch(name)]
    shared = tuple(name for name in usable if name not in filters)
    if shared:
        counts |= reader.facet_counts(restricted(text, language, filters.values()), shared)
    for name in (name for name in usable if name in filters):
        others = [query for other, query in filters.items() if other != name]
        counts |= reader.facet_counts(restricted(text, language, others), (name,))
    return counts
