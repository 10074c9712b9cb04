"""The cache is away: each process remembers by itself, and no search fails."""

from __future__ import annotations

import logging
from uuid import uuid4

import pytest
from django.core.cache.backends.locmem import LocMemCache

from search import followers
from search.engines.breaker import Breaker
from search.shared_memory import SharedMemory
from slimmernetwerk.models import PlainPage
from tests.search import bad_servers
from tests.search.elastic_sites import search_at


class Away:
    """A cache server that does not answer, until it does."""

    def __init__(self) -> None:
        self.is_away = True
        self.cache = LocMemCache(uuid4().hex, {})

    def __getattr__(self, name: str):
        if self.is_away:
            raise ConnectionRefusedError("no cache at cache-3.internal")
        return getattr(self.cache, name)


@pytest.fixture
def away() -> Away:
    return Away()


@pytest.fixture
def memory(away) -> SharedMemory:
    return SharedMemory(away, LocMemCache(uuid4().hex, {}))


def breaker(memory) -> Breaker:
    return Breaker(memory, "test", lambda: False)


def test_breaker_without_a_cache_is_closed(memory):
    assert not breaker(memory).is_open()


def test_breaker_without_a_cache_stays_open_in_this_process(memory):
    breaker(memory).trip("gone")
    assert breaker(memory).is_open()


def test_other_process_without_a_cache_knows_nothing(memory, away):
    breaker(memory).trip("gone")
    assert not breaker(SharedMemory(away, LocMemCache(uuid4().hex, {}))).is_open()


def test_cache_counts_again_when_it_is_back(memory, away):
    memory.set("key", "own", 60)
    away.is_away = False
    memory.set("key", "shared", 60)
    assert memory.get("key") == away.cache.get("key") == "shared"


def test_each_thing_a_breaker_asks_is_answered(memory):
    assert (memory.add("key", 1, 60), memory.add("key", 2, 60)) == (True, False)
    memory.delete("key")
    assert memory.get("key") is None


def test_log_says_once_that_the_cache_is_away_without_its_address(memory, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            memory.get("key")
    assert [record.getMessage() for record in caplog.records] == [
        "The cache does not answer (ConnectionRefusedError)"
    ]


def test_visitor_gets_an_answer_without_cache_and_server(
    index, make_page, settings, client, monkeypatch, memory
):
    make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    monkeypatch.setattr("search.followers.shared_memory", memory)
    monkeypatch.setattr("search.indexing.shared_memory", memory)
    with bad_servers.absent() as url:
        search_at(settings, url)
        for _ in range(2):
            response = client.get("/zoeken/?q=kwispelstaart")
            assert (response.status_code, response.context["results"].total) == (200, 1)
        assert followers.get_engine().breaker.is_open()
