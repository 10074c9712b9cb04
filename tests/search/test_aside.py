"""Work beside: its result and its failure arrive, and nobody waits for a thread that is busy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from search.engines import aside


@pytest.fixture
def two_cores(monkeypatch) -> Iterator[None]:
    """Give one thread beside, and leave none behind."""
    monkeypatch.setattr(aside, "_cores", lambda: 2)
    aside._helpers.cache_clear()
    yield
    aside._helpers.cache_clear()


def who() -> str:
    return threading.current_thread().name


def who_works_beside() -> str:
    begun = threading.Event()

    def work() -> str:
        begun.set()
        return who()

    result = aside.begin(work)
    assert begun.wait(60)
    return result()


def test_work_goes_on_in_another_thread(two_cores):
    assert who_works_beside().startswith("search-aside")


def test_failure_reaches_who_asks_for_the_result(two_cores):
    begun = threading.Event()

    def fail() -> None:
        begun.set()
        raise LookupError("vergif")

    result = aside.begin(fail)
    assert begun.wait(60)
    with pytest.raises(LookupError, match="vergif"):
        result()


def test_who_asks_does_what_nobody_has_begun(two_cores):
    go, begun = threading.Event(), threading.Event()

    def keep_busy() -> None:
        begun.set()
        go.wait(60)

    busy = aside.begin(keep_busy)
    assert begun.wait(60)
    assert aside.begin(who)() == who()
    go.set()
    busy()


def test_one_core_begins_no_thread(two_cores, monkeypatch):
    monkeypatch.setattr(aside, "_cores", lambda: 1)
    assert aside.begin(who) is who


def test_who_asks_does_what_no_thread_may_be_started_for(two_cores, monkeypatch):
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert aside.begin(who)() == who()


def test_forked_process_has_threads_of_its_own(two_cores):
    who_works_beside()  # this process has its thread
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        assert pool.submit(who_works_beside).result(timeout=60).startswith("search-aside")
