"""Read a search request from a query string: nothing that a visitor sends can break it."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search import filters
from search.facets import Facet, FacetValue, Sort

FASE = Facet(
    "fase",
    "Fase",
    (FacetValue("verkennen", "verkennen"), FacetValue("testen", "testen")),
    frozenset({"method"}),
)
RENAMED = Facet(
    "fase",
    "Fase",
    (FacetValue("bedenken", "bedenken", former=("testen", "verzinnen")), *FASE.values[:1]),
    frozenset({"method"}),
)
GROEP = Facet("groep", "Groep", (FacetValue("2-5", "2 tot 5"),), frozenset({"method"}))
FACETS = [FASE, GROEP]
SORTS = [Sort("a-z", "A tot Z", ())]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {}),
        ("fase=verkennen", {"fase": ("verkennen",)}),
        ("fase=verkennen&fase=testen", {"fase": ("verkennen", "testen")}),
        ("fase=testen&fase=testen", {"fase": ("testen",)}),
        ("fase=verkennen&fase=onzin", {"fase": ("verkennen",)}),
        ("fase=onzin", {}),
        ("fase=", {}),
        ("fase=Verkennen", {}),
        ("fase= verkennen", {}),
        ("groep=2-5&fase=testen", {"fase": ("testen",), "groep": ("2-5",)}),
        ("onbekend=verkennen", {}),
        ("fase=%00", {}),
    ],
)
def test_known_values_are_chosen_and_others_left_out(query, expected):
    assert filters.chosen_values(FACETS, QueryDict(query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fase=testen", ("bedenken",)),
        ("fase=verzinnen&fase=verkennen&fase=bedenken", ("bedenken", "verkennen")),
        ("fase=verkennen&fase=testen", ("verkennen", "bedenken")),
    ],
)
def test_former_name_of_a_value_counts_as_the_value(query, expected):
    assert filters.chosen_values([RENAMED], QueryDict(query)) == {"fase": expected}
    assert filters.ignored_messages([RENAMED], SORTS, QueryDict(query)) == []


def test_name_of_today_goes_before_a_former_one():
    values = (FacetValue("a", "A"), FacetValue("b", "B", former=("a",)))
    facet = Facet("letter", "Letter", values, frozenset())
    assert facet.known(["a"]) == ("a",)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("fase=onzin", ["onzin", "Fase"]),
        ("fase=verkennen&fase=onzin", ["onzin"]),
        ("kleur=rood", ["kleur"]),
        ("sort=prijs", ["prijs"]),
        ("fase__slug=verkennen", ["fase__slug"]),
    ],
)
def test_what_is_left_out_is_named_once(query, named):
    (message,) = filters.ignored_messages(FACETS, SORTS, QueryDict(query))
    assert all(word in message for word in named)


@pytest.mark.parametrize("query", ["", "q=x&page=2&sort=a-z", "fase=testen", "fase=", "sort="])
def test_what_is_understood_needs_no_message(query):
    assert filters.ignored_messages(FACETS, SORTS, QueryDict(query)) == []


def test_messages_are_five_at_most():
    query = "&".join(f"x{number}=1" for number in range(50))
    assert len(filters.ignored_messages(FACETS, SORTS, QueryDict(query))) == 5


def test_long_value_is_shortened_in_its_message():
    (message,) = filters.ignored_messages(FACETS, SORTS, QueryDict("fase=" + "x" * 9000))
    assert len(message) < 120


@pytest.mark.parametrize(
    ("raw", "page"),
    [
        ("", 1),
        ("1", 1),
        ("7", 7),
        ("999999999", 999_999_999),
        ("0", 1),
        ("-3", 1),
        ("1.5", 1),
        ("tekst", 1),
        ("1000000000", 1),
        ("9" * 5000, 1),
        ("٣", 1),
        (" 2", 1),
        ("1e3", 1),
    ],
)
def test_page_is_a_whole_number_from_one(raw, page):
    data = QueryDict(mutable=True)
    data["page"] = raw
    number, message = filters.page_of(data)
    assert number == page
    assert bool(message) is (raw not in {"", "1", "7", "999999999"})


def test_text_is_cut_to_its_limit():
    assert len(filters.text_of(QueryDict("q=" + "x" * 100_000))) <= filters.TEXT_LIMIT


@given(
    st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=60), max_size=4), max_size=6)
)
def test_no_query_breaks_the_reading(sent):
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    chosen = filters.chosen_values(FACETS, data)
    assert all(value in {"verkennen", "testen", "2-5"} for v in chosen.values() for value in v)
    assert len(filters.ignored_messages(FACETS, SORTS, data)) <= 5
    assert filters.page_of(data)[0] >= 1
    assert isinstance(filters.text_of(data), str)
