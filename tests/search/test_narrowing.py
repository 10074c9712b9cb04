"""A question without hits is counted as the part of it that finds nothing by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from django.test import Client

from search import gap_counting
from search.narrowing import smallest_empty, totals_without
from search.types import SearchRequest

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
# What the pages of a small world have: (words, phase, kind, time).
PAGES = [
    ("klantreis", "testen", "werkvorm", "uur"),
    ("gesprek", "opschalen", "gesprek", "uur"),
    ("gesprek", "verkennen", "werkvorm", "dag"),
]


def count(asked: SearchRequest) -> int:
    """Count the pages of the small world that have all that is asked."""
    assert (asked.limit, asked.facets, asked.highlight) == (0, (), False)
    return sum(is_met(asked, page) for page in PAGES)


def is_met(asked: SearchRequest, page: tuple[str, ...]) -> bool:
    words, *values = page
    chosen = dict(zip(("phase", "kind", "time"), values, strict=True))
    return asked.text in ("", words) and all(
        chosen[name] in wanted for name, wanted in asked.filters.items()
    )


def counted(text: str = "", **filters: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    chosen = {name: tuple(values.split()) for name, values in filters.items()}
    asked = SearchRequest(text=text, filters=chosen)
    part = smallest_empty(asked, totals_without(asked, count), count)
    return part.text, dict(part.filters)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ({"phase": "opschalen", "kind": "werkvorm"}, {"phase": "opschalen", "kind": "werkvorm"}),
        (
            {"phase": "opschalen", "kind": "werkvorm", "time": "uur"},
            {"phase": "opschalen", "kind": "werkvorm"},
        ),
        ({"phase": "borgen", "kind": "werkvorm"}, {"phase": "borgen"}),
        ({"phase": "borgen", "kind": "spel"}, {"phase": "borgen"}),
        ({"phase": "borgen afronden", "time": "uur"}, {"phase": "borgen afronden"}),
        ({"text": "zqx", "phase": "testen"}, {"text": "zqx"}),
        ({"text": "zqx", "phase": "borgen", "kind": "werkvorm"}, {"phase": "borgen"}),
        ({"text": "klantreis", "phase": "opschalen"}, {"text": "klantreis", "phase": "opschalen"}),
        ({"text": "klantreis", "phase": "borgen"}, {"phase": "borgen"}),
    ],
)
def test_part_that_finds_nothing_is_counted(asked, part):
    words = part.get("text", "")
    filters = {name: tuple(part[name].split()) for name in part if name != "text"}
    assert counted(**asked) == (words, filters)


def parts(asked: SearchRequest) -> list[SearchRequest]:
    """Return the question without its words, and without each of its filters."""
    wordless = [replace(asked, text="")] if asked.text else []
    less = [{k: v for k, v in asked.filters.items() if k != name} for name in asked.filters]
    return wordless + [replace(asked, filters=filters) for filters in less]


def test_what_is_counted_finds_nothing_and_each_part_of_it_something():
    texts, phases = ("", "klantreis", "zqx"), ("testen", "opschalen", "borgen")
    seen = 0
    for text, phase, kind, time in product(texts, phases, ("werkvorm", "spel"), ("uur", "dag")):
        asked = SearchRequest(
            text=text, filters={"phase": (phase,), "kind": (kind,), "time": (time,)}
        )
        if any(is_met(asked, page) for page in PAGES):
            continue
        part = smallest_empty(asked, totals_without(asked, count), count)
        assert not any(is_met(part, page) for page in PAGES)
        assert all(any(is_met(less, page) for page in PAGES) for less in parts(part))
        seen += 1
    assert seen > 20


def test_page_and_types_of_the_question_stay():
    asked = SearchRequest(text="zqx", types=("method",), filters={"phase": ("testen",)}, offset=20)
    part = smallest_empty(asked, totals_without(asked, count), count)
    assert (part.types, part.offset, part.limit) == (("method",), 20, 20)


@pytest.fixture
def methods(index, make_method):
    """A method to test with and a method to scale up with, each of its own kind."""
    make_method(title="Klantreis", terms=["fase/testen", "soort/werkvorm"])
    make_method(title="Opschaalgesprek", terms=["fase/opschalen", "soort/instrument"])
    index.rebuild()


@pytest.mark.parametrize(
    "queries",
    [
        ("fase=opschalen&soort=werkvorm", "fase=opschalen&soort=werkvorm&doel=keuzes-maken"),
        ("fase=borgen", "fase=borgen&soort=werkvorm", "q=klantreis&fase=borgen"),
        ("q=zqxzqx", "q=zqxzqx&fase=testen"),
    ],
)
def test_questions_with_the_same_cause_are_one_row(queries, methods):
    visitor = Client(headers={"user-agent": BROWSER})
    for query in queries:
        visitor.get(f"/methoden/?{query}")
    noted, _left_out = gap_counting.collector.take()
    assert len(noted) == 1


def test_personal_words_do_not_hide_a_combination_without_results(methods):
    Client(headers={"user-agent": BROWSER}).get("/methoden/?q=jan@voorbeeld.nl&fase=borgen")
    (gap,), _left_out = gap_counting.collector.take()
    assert (gap.kind, gap.text, gap.filters) == ("filters", "", "fase=borgen")


def test_nothing_is_narrowed_for_a_robot(methods, monkeypatch):
    asked = []
    monkeypatch.setattr("search.results.smallest_empty", lambda *parts: asked.append(parts))
    Client(headers={"user-agent": "Examplebot/1.0"}).get("/methoden/?q=zqxzqx&fase=testen")
    assert asked == []
