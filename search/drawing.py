"""Facets, chips and addresses as a page of results draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from search.facets import Facet

SEARCHABLE_FROM = 13
OPEN_FACETS = 4


@dataclass(frozen=True, slots=True)
class DrawnValue:
    """One checkbox."""

    value: str
    label: str
    count: int
    is_chosen: bool
    level: int

    @property
    def is_disabled(self) -> bool:
        return self.count == 0 and not self.is_chosen


@dataclass(frozen=True, slots=True)
class DrawnFacet:
    """One facet with its checkboxes."""

    name: str
    label: str
    values: list[DrawnValue]
    is_open: bool

    @property
    def chosen_count(self) -> int:
        return sum(value.is_chosen for value in self.values)

    @property
    def has_search(self) -> bool:
        return len(self.values) >= SEARCHABLE_FROM


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value, as a link to the same results without it."""

    facet: str
    facet_label: str
    value_label: str
    url: str
    facet_url: str
    count: int | None = None

    @property
    def label(self) -> str:
        return self.facet_label

    def without_facet(self, count: int) -> Chip:
        """Return the chip as a link without the whole facet, which gives `count` hits."""
        return replace(self, url=self.facet_url, count=count)


def query_url(url: str, query: Sequence[tuple[str, str]]) -> str:
    return f"{url}?{urlencode(query)}" if query else url


def draw_facets(
    facets: Sequence[Facet],
    chosen: Mapping[str, Sequence[str]],
    counts: Mapping[str, Mapping[str, int]],
) -> list[DrawnFacet]:
    """Return the facets with counts; the first few and those with a choice are open."""
    return [
        DrawnFacet(
            name=facet.name,
            label=facet.label,
            values=_draw_values(facet, chosen.get(facet.name, ()), counts.get(facet.name, {})),
            is_open=place < OPEN_FACETS or facet.name in chosen,
        )
        for place, facet in enumerate(facets)
    ]


def _draw_values(
    facet: Facet, chosen: Sequence[str], counts: Mapping[str, int]
) -> list[DrawnValue]:
    return [
        DrawnValue(
            value=value.value,
            label=value.label,
            count=counts.get(value.value, 0),
            is_chosen=value.value in chosen,
            level=value.level,
        )
        for value in facet.values
    ]


def draw_chips(
    facets: Sequence[Facet],
    chosen: Mapping[str, Sequence[str]],
    url: str,
    query: Sequence[tuple[str, str]],
) -> list[Chip]:
    """Return one chip for each chosen value, in the order of the facets."""
    chips = []
    for facet in facets:
        labels = {value.value: value.label for value in facet.values}
        without_facet = [pair for pair in query if pair[0] != facet.name]
        for value in chosen.get(facet.name, ()):
            without = [pair for pair in query if pair != (facet.name, value)]
            chips.append(
                Chip(
                    facet=facet.name,
                    facet_label=facet.label,
                    value_label=labels[value],
                    url=query_url(url, without),
                    facet_url=query_url(url, without_facet),
                )
            )
    return chips
