"""A server that is away, slow or something else: the index of this machine answers, and says so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest
from django.core.cache import cache

from search.engines.base import EngineUnavailable
from search.engines.breaker import Breaker
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server, within
from search.engines.embedded import EmbeddedEngine
from search.engines.failover import FailoverEngine
from search.types import SearchRequest
from tests.search import bad_servers
from tests.search.example_documents import ALL, document

Place = Callable[[], AbstractContextManager[str]]
BAD: dict[str, Place] = {
    "absent": bad_servers.absent,
    "silent": bad_servers.silent,
    **{name: partial(bad_servers.answering, name) for name in bad_servers.ANSWERS},
}
KLANTREIS = SearchRequest("klantreis")


@pytest.fixture
def far_at() -> Iterator[Callable[[str], ElasticEngine]]:
    """Make an engine for an address; it is closed with the test."""
    made: list[ElasticEngine] = []

    def make(url: str) -> ElasticEngine:
        made.append(ElasticEngine(Server((url,), read_seconds=0.3)))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture(params=BAD)
def bad_far(request, far_at) -> Iterator[ElasticEngine]:
    with BAD[request.param]() as url:
        yield far_at(url)


def is_never_well() -> bool:
    return False


def joined(near, far, is_well=is_never_well) -> FailoverEngine:
    return FailoverEngine(near, far, Breaker(cache, "test", is_well))


def test_search_is_answered_by_this_machine(near, bad_far):
    result = joined(near, bad_far).search(KLANTREIS)
    assert [hit.key for hit in result.hits] == [hit.key for hit in near.search(KLANTREIS).hits]
    assert result.is_substitute


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: engine.search(KLANTREIS),
        lambda engine: engine.cursor(),
        lambda engine: engine.count(),
        lambda engine: engine.apply([document("a")], [], 1),
        lambda engine: engine.rebuild([document("a")], 1),
    ],
    ids=["search", "cursor", "count", "apply", "rebuild"],
)
def test_every_failure_is_one_kind_of_failure_without_an_address(ask, bad_far, monkeypatch):
    monkeypatch.setattr("search.engines.elastic_client.WRITE_SECONDS", 0.3)
    with pytest.raises(EngineUnavailable) as failure:
        ask(bad_far)
    for secret in ("127.0.0.1", "node-17", "slimmernetwerk-"):
        assert secret not in str(failure.value)


def test_after_a_failure_nobody_waits_for_the_server(near, far_at):
    with bad_servers.silent() as url:
        engine = joined(near, far_at(url))
        engine.search(KLANTREIS)
        started = time.monotonic()
        for _ in range(20):
            assert engine.search(KLANTREIS).is_substitute
        # Each of them would have waited 0.3 seconds.
        assert time.monotonic() - started < 20 * 0.3


class CountingEngine(EmbeddedEngine):
    """Counts its searches, and fails when told to."""

    asked, fails = 0, False

    def search(self, request):
        self.asked += 1
        if self.fails:
            raise EngineUnavailable("told to")
        return super().search(request)


@pytest.fixture
def far(tmp_path) -> Iterator[CountingEngine]:
    engine = CountingEngine(tmp_path / "far")
    engine.rebuild(ALL, 10)
    yield engine
    engine.close()


def test_far_engine_answers_while_it_is_well(near, far):
    assert not joined(near, far).search(KLANTREIS).is_substitute
    assert far.asked == 1


def test_another_process_knows_of_the_failure(near, far):
    far.fails = True
    joined(near, far).search(KLANTREIS)
    joined(near, far).search(KLANTREIS)
    assert far.asked == 1


def test_far_engine_answers_again_once_it_is_well(near, far, monkeypatch):
    monkeypatch.setattr("search.engines.breaker.PROBE_SECONDS", 0.01)
    far.fails = True
    engine = joined(near, far, is_well=lambda: not far.fails)
    engine.search(KLANTREIS)
    far.fails = False
    give_up = time.monotonic() + 10
    while engine.search(KLANTREIS).is_substitute and time.monotonic() < give_up:
        time.sleep(0.02)
    assert not engine.search(KLANTREIS).is_substitute


def test_look_that_raises_leaves_the_server_away(near, far, monkeypatch):
    monkeypatch.setattr("search.engines.breaker.PROBE_SECONDS", 0.01)

    def fail() -> bool:
        raise ConnectionError("still away")

    far.fails = True
    engine = joined(near, far, is_well=fail)
    engine.search(KLANTREIS)
    time.sleep(0.05)
    assert engine.search(KLANTREIS).is_substitute
    assert far.asked == 1


def test_suggestions_do_not_ask_the_far_engine(near, bad_far):
    assert joined(near, bad_far).suggest("klant", "nl")


def test_without_an_index_here_the_server_suggests(tmp_path, far):
    empty = EmbeddedEngine(tmp_path / "empty")
    assert joined(empty, far).suggest("klant", "nl")
    empty.close()


def test_without_any_engine_search_is_unavailable(tmp_path, bad_far):
    empty = EmbeddedEngine(tmp_path / "empty")
    with pytest.raises(EngineUnavailable):
        joined(empty, bad_far).search(KLANTREIS)
    empty.close()


def test_server_gets_no_more_time_than_there_is_left(far_at):
    with bad_servers.answering("busy") as url, within(0), pytest.raises(EngineUnavailable) as no:
        far_at(url).cursor()
    assert "too long" in str(no.value)


def test_time_of_our_own_is_not_counted(far_at):
    with bad_servers.answering("busy") as url, within(60):
        with within(30), pytest.raises(EngineUnavailable) as no:
            far_at(url).cursor()
        assert "429" in str(no.value)


@pytest.mark.parametrize("status", [429, 504])
def test_search_that_took_too_long_is_not_asked_of_another_node(status):
    asked: list[str] = []

    def too_long(request: bad_servers.Asked) -> bad_servers.Answer:
        asked.append(request.path)
        return status, bad_servers.JSON, b"{}"

    with bad_servers.telling(too_long) as one, bad_servers.telling(too_long) as other:
        engine = ElasticEngine(Server((one, other)))
        with pytest.raises(EngineUnavailable, match=str(status)):
            engine.cursor()
        engine.close()
    assert len(asked) == 1


@pytest.mark.parametrize(
    "wrong", [{"ca_file": "/nowhere/ca.pem"}, {"urls": ()}, {"urls": ("nonsense",)}]
)
def test_wrong_setting_is_a_server_that_is_away(wrong, near):
    server = Server(**{"urls": ("https://127.0.0.1:9",), **wrong})
    assert joined(near, ElasticEngine(server)).search(KLANTREIS).is_substitute
