"""Events in their list in the admin."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from tests.slimmernetwerk.listings import rows, titles


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False):
        yield


def test_row_of_an_event_tells_begin_place_and_kind(make_event, admin_client):
    make_event(title="Café", place="Delft", is_online=True)
    assert "4-3-2027 10:00 Delft, online workshop" in rows(admin_client, "events")["Café"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"coming": "true"}, ["straks"]),
        ({"coming": "false"}, ["geweest"]),
        ({"kind": "webinar"}, ["geweest"]),
        ({"is_cancelled": "true"}, ["straks"]),
        ({"q": "delft"}, ["geweest"]),
        ({"ordering": "starts_at"}, ["geweest", "straks"]),
    ],
    ids=str,
)
def test_filters_of_events(make_event, admin_client, query, expected):
    make_event(title="straks", days=3, is_cancelled=True)
    make_event(title="geweest", days=-3, place="Delft", terms=["bijeenkomst/webinar"])
    assert titles(admin_client, "events", **query) == expected
