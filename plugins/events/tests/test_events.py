"""The page of an event, the list, the home page, calendar and feed."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import icalendar
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from events.models import EventIndexPage, EventPage

NOON = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)  # 12:00 in the Netherlands
TWO = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
URL = "/bijeenkomsten/"


def titles(html: str) -> list[str]:
    return re.findall(r"<h3[^>]*><a[^>]*>([^<]+)</a>", html)


def test_page_tells_when_where_and_how_to_register(make_event, client):
    page = make_event(
        starts_at=NOON,
        ends_at=TWO,
        venue="Stadhuis",
        is_online=True,
        registration_url="https://example.org/aanmelden",
    )
    with time_machine.travel("2026-11-23 09:00Z", tick=False):
        html = client.get(page.url).content.decode()
    assert "dinsdag 1 december 2026, 12:00–14:00" in strip_tags(html)
    assert "Stadhuis, Utrecht of online" in html
    assert 'href="https://example.org/aanmelden"' in html
    assert f"{page.url}agenda/" in html


def test_nobody_registers_for_what_is_over_or_cancelled(make_event, client):
    address = "https://example.org/aanmelden"
    past = make_event(days=-3, registration_url=address)
    cancelled = make_event(is_cancelled=True, registration_url=address)
    assert address not in client.get(past.url).content.decode()
    html = client.get(cancelled.url).content.decode()
    assert address not in html
    assert "Deze bijeenkomst gaat niet door" in html


def test_list_has_the_next_event_first_and_leaves_out_what_is_over(make_event, client, index):
    make_event(title="Later", days=9)
    make_event(title="Eerst", days=2)
    make_event(title="Voorbij", days=-2)
    html = client.get(URL).content.decode()
    agenda = html[: html.index("data-results-form")]
    assert titles(agenda) == ["Eerst", "Later"]


def test_search_finds_past_events_too(make_event, client, index):
    make_event(title="Voorbij", days=-2)
    make_event(title="Eerst", days=2)
    response = client.get(URL, {"wanneer": "geweest"})
    assert [row.page.title for row in response.context["results"].rows] == ["Voorbij"]
    assert "coming" in response.context
    assert response.context["coming"] == []


def test_event_turns_into_the_past_by_itself(make_event, client, index):
    make_event(title="Straks voorbij", days=1, hours=1)

    def found(value: str) -> int:
        return client.get(URL, {"wanneer": value}).context["results"].total

    assert (found("komend"), found("geweest")) == (1, 0)
    with time_machine.travel(datetime.now(UTC).timestamp() + 2 * 86_400, tick=False):
        assert (found("komend"), found("geweest")) == (0, 1)


def test_place_month_and_kind_are_facets_with_counts(make_event, client, index):
    make_event(starts_at=NOON, ends_at=TWO, place="Den Haag")
    make_event(starts_at=NOON, ends_at=TWO, is_online=True, place="")
    make_event(starts_at=NOON, ends_at=TWO, place="Utrecht", terms=["bijeenkomst/cafe"])
    html = client.get(URL, {"periode": "2026-12"}).content.decode()
    counts = {
        (facet, value): int(number)
        for facet, value, number in re.findall(
            r'data-facet="([^"]+)" data-value="([^"]+)" data-count="(\d+)"', html
        )
    }
    assert counts["periode", "2026-12"] == 3
    assert counts["plaats", "den-haag"] == counts["plaats", "online"] == 1
    assert (counts["bijeenkomst", "workshop"], counts["bijeenkomst", "cafe"]) == (2, 1)
    assert "december 2026" in html


def test_results_without_text_are_by_date(make_event, client, index):
    for days in (5, 20, -4):
        make_event(title=f"Over {days}", days=days)
    rows = client.get(URL, {"plaats": "utrecht"}).context["results"].rows
    assert [row.page.title for row in rows] == ["Over 20", "Over 5", "Over -4"]


def test_home_page_shows_the_first_three_coming_events(make_event, client):
    for days in (40, 10, 20, 30, -1):
        make_event(title=f"Dag {days}", days=days)
    html = client.get("/").content.decode()
    part = html[html.index('id="bijeenkomsten"') :]
    assert titles(part)[:3] == ["Dag 10", "Dag 20", "Dag 30"]


def test_home_page_without_coming_events_has_no_such_part(make_event, client):
    make_event(days=-1)
    assert 'id="bijeenkomsten"' not in client.get("/").content.decode()


def calendar_of(response) -> list[icalendar.Event]:
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def test_calendar_of_one_event(make_event, client):
    page = make_event(title="Café; met, tekens\\", starts_at=NOON, ends_at=TWO, venue="Stadhuis")
    [event] = calendar_of(client.get(f"{page.url}agenda/"))
    assert str(event["summary"]) == page.title
    assert (event["dtstart"].dt, event["dtend"].dt) == (NOON, TWO)
    assert str(event["location"]) == "Stadhuis, Utrecht"
    assert str(event["uid"]) == f"urn:uuid:{page.translation_key}"
    assert str(event["status"]) == "CONFIRMED"


def test_calendar_to_subscribe_to_holds_what_is_coming(make_event, client):
    make_event(title="Voorbij", days=-2)
    make_event(title="Afgelast", is_cancelled=True)
    [event] = calendar_of(client.get(f"{URL}agenda/"))
    assert (str(event["summary"]), str(event["status"])) == ("Afgelast", "CANCELLED")


def test_feed_lists_events(make_event, client):
    make_event(title="Een workshop")
    feed = client.get("/feeds/events/").content.decode()
    assert "<title>Een workshop</title>" in feed
    assert "/feeds/events/" in client.get(URL).content.decode()


def test_page_describes_itself_to_machines(make_event, client):
    page = make_event(starts_at=NOON, ends_at=TWO, is_online=True)
    html = client.get(page.url).content.decode()
    [text] = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.S)
    data = json.loads(text)
    assert (data["@type"], data["startDate"]) == ("Event", "2026-12-01T12:00:00+01:00")
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": NOON, "starts_at": TWO}, "ends_at"),
        ({"place": "", "is_online": False}, "place"),
    ],
)
def test_impossible_event_is_refused(db, change, field):
    values = {"starts_at": NOON, "ends_at": TWO, "place": "Utrecht", "title": "x", **change}
    with pytest.raises(ValidationError) as caught:
        EventPage(**values).clean()
    assert set(caught.value.message_dict) == {field}


def test_draft_and_embargoed_events_stay_unseen(make_event, client, index):
    page = make_event(title="Geheim overleg", live=False)
    for address in (URL, "/", "/feeds/events/", f"{URL}agenda/", "/zoeken/?q=geheim"):
        assert "Geheim overleg" not in client.get(address).content.decode()
    assert client.get(f"{URL}{page.slug}/agenda/").status_code == 404


def test_list_needs_as_many_queries_for_twenty_as_for_two(make_event, client, index):
    def queries() -> int:
        index.rebuild()
        client.get(URL)
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    for days in (2, 3):
        make_event(days=days)
    few = queries()
    for days in range(4, 22):
        make_event(days=days)
    assert queries() == few


def test_page_of_a_list_made_again_is_the_same_one(site):
    from events.setup import load_examples, section

    load_examples()
    load_examples()
    assert section().pk == EventIndexPage.objects.get().pk
    assert EventPage.objects.published().count() == 4
