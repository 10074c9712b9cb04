"""Filter by facets and count their values, the same for every engine.

Chosen values of one facet widen (OR), facets narrow each other (AND), and the counts of a facet
leave its own choice out, so that a visitor sees what another choice would give.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from search.engines.base import FIELD_NAME
from search.engines.reading import Question
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


class FacetGroup(NamedTuple):
    """Facets that are counted among the same documents: those of the text within filters."""

    filters: tuple[Query, ...]
    names: tuple[str, ...]


def facet_groups(question: Question) -> list[FacetGroup]:
    """Return which facets are counted among which documents.

    Those without a choice are counted together; each with one among what it would otherwise be.
    """
    filters, names = question.filters, countable(question.facets)
    shared = tuple(name for name in names if name not in filters)
    groups = [FacetGroup(tuple(filters.values()), shared)] if shared else []
    for name in (name for name in names if name in filters):
        others = tuple(query for other, query in filters.items() if other != name)
        groups.append(FacetGroup(others, (name,)))
    return groups


def countable(names: Iterable[str]) -> list[str]:
    """Return the names, each once, that can be those of a facet."""
    return [name for name in dict.fromkeys(names) if FIELD_NAME.fullmatch(name)]
