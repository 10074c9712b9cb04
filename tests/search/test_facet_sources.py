"""Facet sources are asked only where their documents are searched; lists may start by date."""

from __future__ import annotations

import pytest

from search.facets import Facet, FacetSource, FacetValue
from search.results import available_facets, read_request
from search.types import SortKey


class Counting(FacetSource):
    name = "counting"

    def __init__(self, types: frozenset[str] | None) -> None:
        self.types = types
        self.asked = 0

    def get_facets(self) -> list[Facet]:
        self.asked += 1
        return [Facet("counting", "Counting", (FacetValue("a", "A"),), frozenset({"dummy"}))]


@pytest.mark.parametrize(
    ("types", "asked"), [(None, 2), (frozenset({"dummy"}), 1), (frozenset({"news"}), 0)]
)
def test_source_is_asked_for_its_own_types_only(db, monkeypatch, types, asked):
    source = Counting(types)
    monkeypatch.setattr("dummy.facets.facets", [source])
    available_facets(("dummy",))
    available_facets(("method",))
    assert source.asked == asked


@pytest.mark.parametrize(
    ("query", "name", "written"),
    [
        ("", "lengte", []),
        ("q=kaart", "relevantie", [("q", "kaart")]),
        ("sort=a-z", "a-z", [("sort", "a-z")]),
        ("sort=relevantie", "relevantie", [("sort", "relevantie")]),
        ("sort=onzin", "lengte", []),
    ],
)
def test_standard_order_is_for_who_asks_nothing(db, rf, query, name, written):
    asked = read_request(rf.get(f"/?{query}").GET, ("dummy",), "lengte")
    assert (asked.sort.name, asked.query) == (name, written)
    if name == "lengte":
        assert asked.request.sort == (SortKey("numbers.dummylength"),)
