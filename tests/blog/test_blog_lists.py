"""News and press releases in the lists of the admin."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from blog.models import PressContact, PressReleaseContact
from slimmernetwerk.models import Organisation
from tests.slimmernetwerk.listings import rows, titles

DAY = timedelta(days=1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield NOW


def contact():
    return PressReleaseContact(contact=PressContact.objects.create(name="Persvoorlichting"))


def change_draft(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()


def test_row_of_a_news_item_tells_date_and_topics(make_news, admin_client):
    make_news(title="Bericht", display_date=date(2027, 2, 3), terms=["beleidsthema/wonen"])
    assert "3-2-2027 wonen" in rows(admin_client, "news")["Bericht"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"topic": "wonen"}, ["februari"]),
        ({"display_date_from": "2027-02-10"}, ["maart"]),
        ({"display_date_to": "2027-02-10"}, ["februari"]),
        ({"kind": "interview"}, ["maart"]),
        ({"ordering": "display_date"}, ["februari", "maart"]),
    ],
    ids=str,
)
def test_filters_of_news(make_news, admin_client, query, expected):
    make_news(title="februari", display_date=date(2027, 2, 3), terms=["beleidsthema/wonen"])
    make_news(title="maart", display_date=date(2027, 3, 1), kind="interview")
    assert titles(admin_client, "news", **query) == expected


def test_row_of_a_release_tells_date_sender_and_contact(make_press_release, admin_client):
    sender = Organisation.objects.create(name="Gemeente Voorbeeldstad")
    make_press_release(
        title="Loket", display_date=date(2027, 2, 3), organisation=sender, contacts=[contact()]
    )
    assert "3-2-2027 Gemeente Voorbeeldstad ja" in rows(admin_client, "press_releases")["Loket"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"embargo_until": NOW + DAY}, "2-3-2027 10:00 onder embargo"),
        ({"embargo_until": NOW + DAY, "live": False}, "2-3-2027 10:00 embargo van concept"),
    ],
    ids=["live", "draft"],
)
def test_release_under_embargo_tells_until_when(make_press_release, admin_client, fields, words):
    make_press_release(title="Loket", **fields)
    assert words in rows(admin_client, "press_releases")["Loket"]


def test_embargo_that_passed_is_not_told(make_press_release, admin_client):
    make_press_release(title="Loket", display_date=date(2027, 1, 1), embargo_until=NOW - DAY)
    assert "28-2-2027" not in rows(admin_client, "press_releases")["Loket"]


@pytest.mark.parametrize(
    ("embargo", "words"),
    [
        (None, "2-3-2027 10:00 ingepland"),
        (NOW + 2 * DAY, "3-3-2027 10:00 onder embargo"),
        (NOW + timedelta(hours=1), "2-3-2027 10:00 ingepland"),
    ],
)
def test_planned_release_tells_the_later_of_plan_and_embargo(
    make_press_release, admin_client, embargo, words
):
    page = make_press_release(title="Loket", live=False)
    page.go_live_at, page.embargo_until = NOW + DAY, embargo
    page.save_revision().publish()
    assert words in rows(admin_client, "press_releases")["Loket"]


def test_embargo_filter(make_press_release, admin_client):
    make_press_release(title="live", embargo_until=NOW + DAY)
    change_draft(make_press_release(title="concept", live=False), embargo_until=NOW + DAY)
    make_press_release(title="voorbij", embargo_until=NOW - DAY)
    make_press_release(title="nooit")
    kept = titles(admin_client, "press_releases", embargo="true")
    assert set(kept) == {"live", "concept"}
    others = titles(admin_client, "press_releases", embargo="false")
    assert set(others) == {"voorbij", "nooit"}


def test_without_a_contact(make_press_release, admin_client):
    make_press_release(title="met", contacts=[contact()])
    make_press_release(title="zonder")
    change_draft(make_press_release(title="concept met"), contacts=[contact()])
    change_draft(make_press_release(title="concept zonder", contacts=[contact()]), contacts=[])
    found = titles(admin_client, "press_releases", without_contact="true")
    assert set(found) == {"zonder", "concept zonder"}
    assert "geen contact" in rows(admin_client, "press_releases")["concept zonder"]
    others = titles(admin_client, "press_releases", without_contact="false")
    assert set(others) == {"met", "concept met"}


def test_list_of_releases_leads_to_the_import(site, editor_client):
    html = editor_client.get("/admin/press_releases/").content.decode()
    assert html.split("</header>")[0].count('href="/admin/press-releases/import/"') == 1


def test_user_of_one_release_finds_no_import(make_press_release, editor, editor_client):
    from wagtail.models import GroupPagePermission

    page = make_press_release()
    GroupPagePermission.objects.filter(permission__codename="add_page").delete()
    GroupPagePermission.objects.update(page=page)
    html = editor_client.get("/admin/press_releases/").content.decode()
    assert page.title in html
    assert "/admin/press-releases/import/" not in html
