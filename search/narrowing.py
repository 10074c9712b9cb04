"""What of a question without hits is to blame: the filter to drop, and the part that is counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from search.drawing import Chip
from search.types import SearchRequest

Count = Callable[[SearchRequest], int]


def totals_without(asked: SearchRequest, count: Count) -> dict[str, int]:
    """Return how many hits there would be without each of the chosen facets."""
    names = asked.filters.keys()
    return {name: count(_uncounted(_only(asked, names - {name}))) for name in names}


def smallest_empty(asked: SearchRequest, without: Mapping[str, int], count: Count) -> SearchRequest:
    """Return a part of a question without hits that has none by itself, and no smaller one has.

    Who chooses a third filter in vain asks the same as who chose the two before it. A filter
    without which there are hits is always in that part; of the others each is left out in turn.
    """
    if not without:
        return asked
    # Words first: they are kept only where they are what finds nothing.
    smallest = _if_empty(replace(asked, text=""), asked, count)
    for name in sorted(name for name, total in without.items() if not total):
        smallest = _if_empty(_only(smallest, smallest.filters.keys() - {name}), smallest, count)
    return smallest


def _if_empty(less: SearchRequest, more: SearchRequest, count: Count) -> SearchRequest:
    """Return the lesser question when it asks something and finds nothing."""
    is_question = bool(less.text or less.filters) and less != more
    return less if is_question and not count(_uncounted(less)) else more


def facet_to_drop(without: Mapping[str, int], chips: list[Chip]) -> Chip | None:
    """Return the chosen facet whose removal gives the most hits, when any does."""
    name = max(without, key=without.__getitem__, default="")
    if not without.get(name):
        return None
    return next(chip for chip in chips if chip.facet == name).without_facet(without[name])


def _only(asked: SearchRequest, names: Collection[str]) -> SearchRequest:
    filters = {name: values for name, values in asked.filters.items() if name in names}
    return replace(asked, filters=filters)


def _uncounted(asked: SearchRequest) -> SearchRequest:
    """Return the same question for its total alone."""
    return replace(asked, facets=(), limit=0, offset=0, highlight=False)
