"""The figures of search for Prometheus, each seen to move."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search import applying, followers, journal, metrics
from search.models import JournalEntry
from slimmernetwerk.models import PlainPage
from tests.search.elastic_sites import search_at


def figures() -> dict[str, float]:
    """Return {name without its beginning, and engine: value}."""
    return {
        ".".join([gauge.name.removeprefix("search_"), *labels.values()]): value
        for gauge in metrics.gauges()
        for labels, value in gauge.values
    }


@pytest.fixture
def level(index, make_page):
    """An index of one page, level with the journal."""
    make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    journal.give_positions()
    applying.catch_up(followers.near())


def test_index_that_is_level(level):
    position = journal.last_position()
    found = figures()
    assert found.pop("follower_documents.embedded") == followers.near().count() > 0
    assert found == {
        "journal_position": position,
        "journal_waiting": 0,
        "journal_faults": 0,
        "follower_reachable.embedded": 1,
        "follower_usable.embedded": 1,
        "follower_cursor.embedded": position,
        "follower_behind.embedded": 0,
        "follower_behind_seconds.embedded": 0,
    }


def test_rows_that_wait_are_counted_with_their_time(level):
    journal.record(JournalEntry.Kind.PAGE, "a:nl")
    journal.record(JournalEntry.Kind.PAGE, "b:nl")
    ago = timezone.now() - timedelta(minutes=5)
    JournalEntry.objects.filter(position=None, key="a:nl").update(created_at=ago)
    found = figures()
    assert (found["journal_waiting"], found["follower_behind.embedded"]) == (2, 2)
    assert 300 <= found["follower_behind_seconds.embedded"] < 400


def test_row_for_a_moment_waits_since_that_moment(level):
    journal.record(JournalEntry.Kind.PAGE, "a:nl", due_at=timezone.now() - timedelta(seconds=60))
    month_ago = timezone.now() - timedelta(days=30)
    JournalEntry.objects.filter(position=None).update(created_at=month_ago)
    assert 60 <= figures()["follower_behind_seconds.embedded"] < 160


def test_row_for_a_moment_to_come_does_not_wait(level):
    journal.record(JournalEntry.Kind.PAGE, "a:nl", due_at=timezone.now() + timedelta(days=1))
    found = figures()
    assert (found["journal_waiting"], found["follower_behind.embedded"]) == (0, 0)


def test_faults_are_counted(level):
    applying.note_faults({"a:nl": "a:nl: embedded: too long"})
    assert figures()["journal_faults"] == 1


def test_missing_index_is_of_no_use(site, search_directory):
    found = figures()
    assert (found["follower_reachable.embedded"], found["follower_usable.embedded"]) == (1, 0)
    assert "follower_cursor.embedded" not in found


def test_index_that_is_lost_is_of_no_use(level):
    for key in "ab":
        journal.record(JournalEntry.Kind.SITE, key)
    last = journal.give_positions()
    JournalEntry.objects.filter(position__lt=last).delete()
    assert figures()["follower_usable.embedded"] == 0


def test_server_that_is_away_is_told_beside_this_machine(level, settings):
    search_at(settings, "http://127.0.0.1:9")
    found = figures()
    assert found["follower_reachable.elasticsearch"] == 0
    assert found["follower_reachable.embedded"] == 1
    assert [name for name in found if name.endswith("elasticsearch")] == [
        "follower_reachable.elasticsearch"
    ]


def test_breaker_is_told(level, settings):
    search_at(settings, "http://127.0.0.1:9")
    before = figures()["breaker_open"]
    followers.get_engine().breaker.trip("test")
    assert (before, figures()["breaker_open"]) == (0, 1)
