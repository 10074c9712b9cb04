"""Every value of every facet in one field: read once, however many facets are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search.engines.reading import Counts

CHOICES = "choices"  # the field, with values as "facet=value"


def choices_of(facets: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what the field holds of a document with these values."""
    return [f"{name}={value}" for name, values in facets.items() for value in values]


def counts_of(choices: Iterable[tuple[str, int]], names: Sequence[str]) -> Counts:
    """Return the counts of the named facets from the number of documents for each choice."""
    counts: Counts = {name: {} for name in names}
    for choice, number in choices:
        name, _, value = choice.partition("=")
        if name in counts:
            counts[name][value] = number
    return counts
