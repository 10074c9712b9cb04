"""Threads of a web process: one of a kind at a time, and none where they are switched off."""

from __future__ import annotations

import time
from threading import Event

import pytest

from search import background, journal
from search.models import JournalEntry
from slimmernetwerk.models import PlainPage


@pytest.fixture
def threads(settings) -> None:
    settings.SEARCH_BACKGROUND_REBUILD = True


def wait_until(is_true) -> bool:
    give_up = time.monotonic() + 60
    while not is_true() and time.monotonic() < give_up:
        time.sleep(0.02)
    return is_true()


def test_one_of_a_kind_at_a_time(threads):
    go, done = Event(), []

    def work() -> None:
        go.wait()
        done.append(1)

    for _ in range(3):
        background.start("test", work)
    go.set()
    assert wait_until(lambda: not background.is_running("test"))
    assert done == [1]


def test_failure_is_logged_and_the_next_may_begin(threads, caplog):
    def fail() -> None:
        raise LookupError("vergif")

    background.start("test", fail)
    assert wait_until(lambda: not background.is_running("test"))
    assert "vergif" in caplog.text


def test_nothing_begins_where_it_is_switched_off(settings):
    settings.SEARCH_BACKGROUND_REBUILD = False
    background.start("test", pytest.fail)
    assert not background.is_running("test")


@pytest.mark.django_db(transaction=True)
def test_big_change_comes_in_behind_a_search(threads, index, make_page, client, monkeypatch):
    monkeypatch.setattr("search.applying.REQUEST_PAGES", 1)
    for number in range(3):
        make_page(PlainPage, title=f"Kwispel {number}")
    journal.record(JournalEntry.Kind.SITE, "x")
    client.get("/zoeken/?q=kwispel")
    assert wait_until(lambda: client.get("/zoeken/?q=kwispel").context["results"].total == 3)
    assert wait_until(lambda: not background.is_running("search-catch-up-embedded"))
