"""Which answers are gaps, and which of them are counted."""

from __future__ import annotations

from itertools import product

import pytest
from django.test import Client

from search import gap_counting
from search.gaps import Gap, gap_of
from search.types import SearchRequest, SearchResult

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOTHING = SearchResult(total=0, hits=[], facets={})
FOUND = SearchResult(total=3, hits=[], facets={})
CORRECTED = SearchResult(total=3, hits=[], facets={}, correction="klantreis", corrected=True)
LOOSE = SearchResult(total=3, hits=[], facets={}, full_matches=0)
PARTLY_LOOSE = SearchResult(total=3, hits=[], facets={}, full_matches=1)
OFFERED = SearchResult(total=3, hits=[], facets={}, correction="klantreis")


@pytest.fixture
def visitor():
    """A browser; the test client by itself has no name, as robots often have none."""
    return Client(headers={"user-agent": BROWSER})


@pytest.fixture
def methods(index, make_method):
    """One method, in the index."""
    make_method(title="Klantreis", terms=["fase/testen", "soort/werkvorm"])
    index.rebuild()


def noted() -> list[Gap]:
    gaps, _left_out = gap_counting.collector.take()
    return list(gaps)


@pytest.mark.parametrize(
    ("asked", "result", "gap"),
    [
        ({"text": "Zqx"}, NOTHING, Gap("text", "nl", text="zqx")),
        ({"text": "zqx kaart"}, LOOSE, Gap("text", "nl", text="zqx kaart")),
        ({"text": "zqx", "language": "en"}, NOTHING, Gap("text", "en", text="zqx")),
        ({"text": "zqx", "types": ("case",)}, NOTHING, Gap("text", "nl", "case", "zqx")),
        ({"text": "zqx", "types": ("case", "news")}, NOTHING, Gap("text", "nl", "", "zqx")),
        ({"filters": {"b": ("2",), "a": ("1",)}}, NOTHING, Gap("filters", "nl", filters="a=1&b=2")),
        (
            {"text": "zqx", "filters": {"a": ("y", "x")}},
            NOTHING,
            Gap("text", "nl", text="zqx", filters="a=x&a=y"),
        ),
        (
            {"text": "klantries"},
            CORRECTED,
            Gap("corrected", "nl", text="klantries", corrected_to="klantreis"),
        ),
    ],
)
def test_question_without_an_answer_is_a_gap(asked, result, gap):
    assert gap_of(SearchRequest(**asked), result) == gap


@pytest.mark.parametrize(
    ("asked", "result"),
    [
        ({"text": "klantreis"}, FOUND),
        ({"text": "klantries"}, OFFERED),
        ({"text": "klantreis kaart"}, PARTLY_LOOSE),
        ({"text": "zqx", "offset": 20}, NOTHING),
        ({}, NOTHING),
        ({"text": "???"}, NOTHING),
        ({"text": "jan@voorbeeld.nl"}, NOTHING),
        ({"text": "jan@voorbeeld.nl", "filters": {"a": ("1",)}}, NOTHING),
        ({"filters": {"a": tuple("123456789")}}, NOTHING),
        ({"filters": {"a": ("x" * 300,)}}, NOTHING),
    ],
    ids=lambda value: "",
)
def test_answer_or_what_may_not_be_kept_is_no_gap(asked, result):
    assert gap_of(SearchRequest(**asked), result) is None


def test_gaps_have_keys_of_their_own():
    values = list(product(("", "a", "a\nb", "b"), repeat=3))
    keys = {Gap("text", "nl", "case", text, filters, to).key for text, filters, to in values}
    # A text, filters and a correction never hold a line break; then no two are the same.
    lines = [value for value in values if "a\nb" not in value]
    assert len(keys) >= len(lines)
    assert len({Gap("text", "nl", "case", *value).key for value in lines}) == len(lines)


@pytest.mark.parametrize(
    ("url", "gap"),
    [
        ("/zoeken/?q=zqxzqx", Gap("text", "nl", text="zqxzqx")),
        ("/en/search/?q=zqxzqx", Gap("text", "en", text="zqxzqx")),
        ("/zoeken/?q=zqxzqx&type=case", Gap("text", "nl", "case", "zqxzqx")),
        ("/methoden/?q=zqxzqx", Gap("text", "nl", "method", "zqxzqx")),
        ("/methoden/?q=zqxzqx&page=1", Gap("text", "nl", "method", "zqxzqx")),
        ("/methoden/?fase=opschalen", Gap("filters", "nl", "method", filters="fase=opschalen")),
        (
            "/methoden/?fase=opschalen&kleur=rood&fase=onzin",
            Gap("filters", "nl", "method", filters="fase=opschalen"),
        ),
        (
            "/zoeken/?q=klantries",
            Gap("corrected", "nl", text="klantries", corrected_to="klantreis"),
        ),
    ],
)
def test_visitor_who_finds_nothing_is_noted(url, gap, methods, visitor):
    visitor.get(url)
    assert noted() == [gap]


@pytest.mark.parametrize(
    "url",
    [
        "/zoeken/?q=klantreis",
        "/methoden/",
        "/zoeken/?q=zqxzqx&page=2",
        "/methoden/?q=zqxzqx&page=7",
        "/zoeken/?q=jan%40voorbeeld.nl",
        "/zoeken/?q=0612345678",
        "/zoeken/suggesties/?q=zqxzqx",
    ],
)
def test_what_was_found_or_may_not_be_kept_is_not_noted(url, methods, visitor):
    visitor.get(url)
    assert noted() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": "curl/8.5"},
        {"user-agent": ""},
        {"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"},
        {"user-agent": BROWSER, "purpose": "prefetch"},
    ],
)
def test_robots_and_fetching_ahead_do_not_count(headers, methods):
    Client(headers=headers).get("/zoeken/?q=zqxzqx")
    assert noted() == []


def test_asking_for_the_head_does_not_count(methods, visitor):
    visitor.head("/zoeken/?q=zqxzqx")
    assert noted() == []


def test_asking_again_and_again_is_noted_once(methods, visitor):
    for text in ("zqxzqx", "ZQXZQX", "zqxzqx?", " zqxzqx "):
        visitor.get("/zoeken/", {"q": text})
    assert len(noted()) == 1


def test_nothing_is_noted_without_an_index(search_directory, site, visitor):
    visitor.get("/zoeken/?q=zqxzqx")
    assert noted() == []
