"""Who holds the lock of a rebuild gives a sign of life, and not more often than is of use."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest

from search.engines import elastic_lock
from search.engines.base import EngineUnavailable


class FakeIndices:
    def exists(self, index: str) -> bool:
        return True


class FakeClient:
    """A server with the lock in it, which counts the signs of life."""

    indices = FakeIndices()
    signs = 0

    def create(self, document: dict[str, Any], **_options: object) -> None:
        self.holder = document

    def get(self, **_options: object) -> dict[str, Any]:
        return {"_source": self.holder, "_seq_no": 1, "_primary_term": 1}

    def index(self, document: dict[str, Any], **_options: object) -> None:
        self.holder, self.signs = document, self.signs + 1

    def delete(self, **_options: object) -> None:
        self.holder = {}


@pytest.mark.parametrize(("between", "signs"), [(0, 3), (math.inf, 0)])
def test_sign_of_life_is_given_when_the_last_is_long_ago(monkeypatch, between, signs):
    monkeypatch.setattr(elastic_lock, "SIGN_SECONDS", between)
    client: Any = FakeClient()
    with elastic_lock.hold(client, "lock") as keep_alive:
        for _batch in range(3):
            keep_alive()
    assert client.signs == signs


def test_lock_that_somebody_took_ends_the_rebuild(monkeypatch):
    monkeypatch.setattr(elastic_lock, "SIGN_SECONDS", 0)
    client: Any = FakeClient()
    with (
        elastic_lock.hold(client, "lock") as keep_alive,
        pytest.raises(EngineUnavailable, match="another one began"),
    ):
        client.holder = {**client.holder, "token": "of somebody else"}
        keep_alive()


def test_sign_is_given_at_once_to_be_sure_of_the_lock(monkeypatch):
    monkeypatch.setattr(elastic_lock, "SIGN_SECONDS", math.inf)
    client: Any = FakeClient()
    with elastic_lock.hold(client, "lock") as keep_alive:
        keep_alive(at_once=True)
    assert client.signs == 1


def test_signs_come_far_more_often_than_a_lock_goes():
    assert elastic_lock.SIGN_SECONDS * 3 < elastic_lock.LOCK_SECONDS


THEIRS = {"host": "elsewhere", "process": 1, "token": "theirs"}


def lock_of_somebody_else(monkeypatch) -> Any:
    """Return a server whose lock somebody elsewhere has, with a sign of just now."""
    monkeypatch.setattr(elastic_lock, "_signs", {})
    client: Any = FakeClient()
    client.holder = {**THEIRS, "at": time.time()}
    return client


def test_sign_of_just_now_needs_no_watching(monkeypatch):
    client = lock_of_somebody_else(monkeypatch)
    started = time.monotonic()
    assert elastic_lock.is_held(client, "lock")
    assert time.monotonic() - started < elastic_lock.LOOK_SECONDS


def test_sign_that_was_met_long_ago_needs_no_watching_either(monkeypatch):
    client = lock_of_somebody_else(monkeypatch)
    now, later = time.monotonic(), elastic_lock.LOCK_SECONDS + 1
    elastic_lock.is_held(client, "lock")
    monkeypatch.setattr(elastic_lock.time, "monotonic", lambda: now + later)
    assert not elastic_lock.is_held(client, "lock")


def test_new_holder_is_met_anew(monkeypatch):
    client = lock_of_somebody_else(monkeypatch)
    now, later = time.monotonic(), elastic_lock.LOCK_SECONDS + 1
    elastic_lock.is_held(client, "lock")
    client.holder["token"] = "of another"
    monkeypatch.setattr(elastic_lock.time, "monotonic", lambda: now + later)
    assert elastic_lock.is_held(client, "lock")
