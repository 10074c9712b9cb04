"""The lock of rebuilds belongs to who took it: nobody else gives it back, or swaps."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, Timer

import pytest

from search.engines import elastic_lock
from search.engines.base import EngineUnavailable, RebuildRunning
from tests.search.example_documents import ALL

pytestmark = pytest.mark.elasticsearch
SOMEBODY_ELSE = {"host": "elsewhere", "process": 1, "token": "theirs", "at": 4_000_000_000.0}


@pytest.fixture
def lock(engine) -> str:
    return f"{engine.generations.alias}-lock"


def take_over(client, lock) -> None:
    """Take the lock as another process does when the holder was silent for too long."""
    client.index(index=lock, id=elastic_lock.LOCK_ID, document=SOMEBODY_ELSE, refresh=True)


def holder(client, lock) -> str:
    found = client.get(index=lock, id=elastic_lock.LOCK_ID)["_source"]
    return str(found["token"])


def test_lock_is_given_back(client, lock):
    with elastic_lock.hold(client, lock):
        assert elastic_lock.is_held(client, lock)
    assert not elastic_lock.is_held(client, lock)


def test_lock_is_given_back_after_an_error(client, lock):
    with pytest.raises(LookupError), elastic_lock.hold(client, lock):
        raise LookupError
    assert not elastic_lock.is_held(client, lock)


def test_second_one_is_refused(client, lock):
    with (
        elastic_lock.hold(client, lock),
        pytest.raises(RebuildRunning),
        elastic_lock.hold(client, lock),
    ):
        pass


@pytest.fixture
def little_patience(monkeypatch) -> None:
    monkeypatch.setattr(elastic_lock, "LOCK_SECONDS", 0.4)
    monkeypatch.setattr(elastic_lock, "LOOK_SECONDS", 0.05)


@contextmanager
def signing(client, lock, seconds: float = 0.1) -> Iterator[None]:
    """Somebody else holds the lock and gives signs of life."""
    stop = Event()

    def sign() -> None:
        while not stop.wait(seconds):
            take_over(client, lock)

    take_over(client, lock)
    thread = Thread(target=sign)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


WRONG_CLOCKS = pytest.mark.parametrize("at", [0.0, 4_000_000_000.0], ids=["behind", "ahead"])


@WRONG_CLOCKS
def test_lock_of_who_lives_stays_whatever_the_clocks_say(
    at, client, lock, little_patience, monkeypatch
):
    monkeypatch.setitem(SOMEBODY_ELSE, "at", at)
    with signing(client, lock), pytest.raises(RebuildRunning), elastic_lock.hold(client, lock):
        pass
    assert holder(client, lock) == "theirs"


@WRONG_CLOCKS
def test_lock_of_who_is_silent_goes_whatever_the_clocks_say(
    at, client, lock, little_patience, monkeypatch
):
    monkeypatch.setitem(SOMEBODY_ELSE, "at", at)
    take_over(client, lock)
    with elastic_lock.hold(client, lock):
        assert holder(client, lock) != "theirs"


def test_lock_of_a_process_of_this_machine_that_is_gone_goes_at_once(client, lock, monkeypatch):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    monkeypatch.setitem(SOMEBODY_ELSE, "host", socket.gethostname())
    monkeypatch.setitem(SOMEBODY_ELSE, "process", ended.pid)
    take_over(client, lock)
    with elastic_lock.hold(client, lock):
        assert holder(client, lock) != "theirs"


def test_lock_that_is_given_back_while_somebody_watches_is_no_dead_one(
    client, lock, little_patience, monkeypatch
):
    monkeypatch.setattr(elastic_lock, "LOCK_SECONDS", 30)
    monkeypatch.setitem(SOMEBODY_ELSE, "at", 0.0)
    take_over(client, lock)
    giving_back = Timer(0.2, lambda: client.delete(index=lock, id=elastic_lock.LOCK_ID))
    giving_back.start()
    with pytest.raises(RebuildRunning), elastic_lock.hold(client, lock):
        pass
    giving_back.join()


def test_lock_of_somebody_else_stays(client, lock):
    with elastic_lock.hold(client, lock):
        take_over(client, lock)
    assert holder(client, lock) == "theirs"


def test_sign_of_life_of_who_lost_the_lock_fails(client, lock, monkeypatch):
    monkeypatch.setattr(elastic_lock, "SIGN_SECONDS", 0)
    with elastic_lock.hold(client, lock) as keep_alive:
        keep_alive()
        take_over(client, lock)
        with pytest.raises(EngineUnavailable, match="another one began"):
            keep_alive()
    assert holder(client, lock) == "theirs"


def test_rebuild_that_lost_the_lock_does_not_swap(engine, client, lock):
    before = engine.generations.targets()
    with (
        pytest.raises(EngineUnavailable, match="another one began"),
        engine.generations.rebuilding(),
    ):
        take_over(client, lock)
    assert (engine.generations.targets(), engine.generations.orphans()) == (before, [])
    assert holder(client, lock) == "theirs"


def test_rebuild_that_lost_the_lock_ends_among_its_documents(engine, client, lock, monkeypatch):
    monkeypatch.setattr(elastic_lock, "SIGN_SECONDS", 0)
    read = []

    def documents():
        for document in ALL:
            read.append(document)
            yield document
            take_over(client, lock)

    with pytest.raises(EngineUnavailable, match="another one began"):
        engine.rebuild(documents(), 11)
    assert len(read) == 2
