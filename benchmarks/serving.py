"""Searching and reading: the engine alone, and whole responses, in this one process.

What a visitor sees first is asked twice over: searches that nobody asked before, and 300 draws
from a hundred searches that were asked before, for which the engine remembers counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Locale

from benchmarks.measuring import Goal, Timing, goal_of, take_times
from benchmarks.queries import Query, make_beginnings, make_queries
from benchmarks.report import Report
from catalogue.models import MethodIndexPage, MethodPage
from search.followers import get_engine
from search.results import available_facets, available_sorts

REQUESTS = 300
DISTINCT = 100
COUNTED_PAGES = 100
WARM_UP = 40
METHODS = ("method",)


def measure_engine(report: Report) -> None:
    """Time the engine with all facets of the catalogue."""
    facets, engine = available_facets(METHODS), get_engine()

    def ask(query: Query) -> None:
        engine.search(query.request(facets))

    for timing in _new_and_known("Engine, all facets", ask, seed=20):
        report.add(timing, goal_of(timing, 50, 4), goal_of(timing, 95, 12))


def measure_result_page(report: Report) -> None:
    """Time whole result pages, and count their SQL queries."""
    address = MethodIndexPage.objects.get(locale=Locale.get_default()).url
    client = _client()

    def ask(query: Query) -> HttpResponse:
        return _found(client.get(query.url(address)))

    for timing in _new_and_known("Result page", ask, seed=30):
        report.add(timing, goal_of(timing, 50, 45))
    most = _most_queries(ask, catalogue_queries(DISTINCT, 30))
    report.add(Goal("Result page, SQL queries at most", 15, most, "queries"))


def measure_suggestions(report: Report) -> None:
    """Time suggestions while typing."""
    address, client = reverse("search:suggestions"), _client()

    def ask(typed: str) -> HttpResponse:
        return _found(client.get(f"{address}?{urlencode({'q': typed})}"))

    take_times("", ask, make_beginnings(WARM_UP, seed=1))
    timing = take_times("Suggestions", ask, make_beginnings(REQUESTS, seed=40))
    report.add(timing, goal_of(timing, 50, 10))


def measure_method_page(report: Report) -> None:
    """Time method pages, and count their SQL queries."""
    client = _client()
    urls = [page.url for page in MethodPage.objects.order_by("pk")]
    random = Random(50)

    def ask(url: str) -> HttpResponse:
        return _found(client.get(url))

    take_times("", ask, random.choices(urls, k=WARM_UP))
    report.add(take_times("Method page", ask, random.choices(urls, k=REQUESTS)))
    # The first ones are those of the starter content, with practice cases.
    most = _most_queries(ask, [*urls[:12], *random.choices(urls, k=COUNTED_PAGES)])
    report.add(Goal("Method page, SQL queries at most", 20, most, "queries"))


def catalogue_queries(count: int, seed: int) -> list[Query]:
    """Return searches of the catalogue with the facets and orders that it has now."""
    return make_queries(count, available_facets(METHODS), available_sorts(METHODS), seed)


def _new_and_known(name: str, ask: Callable[[Query], object], seed: int) -> list[Timing]:
    """Time searches that are new to a warm process, and then draws from known ones."""
    take_times("", ask, catalogue_queries(WARM_UP, seed=seed + 1))
    new = catalogue_queries(REQUESTS, seed)
    first = take_times(f"{name}, new searches", ask, new)
    known = Random(seed).choices(new[:DISTINCT], k=REQUESTS)
    return [first, take_times(f"{name}, known searches", ask, known)]


def _most_queries(ask: Callable[[Any], object], asked: Iterable[Any]) -> int:
    most = 0
    for item in asked:
        with CaptureQueriesContext(connection) as captured:
            ask(item)
        most = max(most, len(captured))
    return most


def _client() -> Client:
    return Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")


def _found(response: Any) -> HttpResponse:
    """Return a good response; a fast error page would be no measurement."""
    if response.status_code != 200:
        raise RuntimeError(f"status {response.status_code} for {response.request['PATH_INFO']}")
    answer: HttpResponse = response
    return answer
