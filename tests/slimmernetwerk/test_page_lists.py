"""What all lists of pages in the admin share: who sees them, status, search, order and cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from slimmernetwerk import roles
from slimmernetwerk.models import HomePage, Organisation, User
from tests.slimmernetwerk.listings import rows, titles
from vocabularies.models import Term

DAY = timedelta(days=1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
LISTS = ("methods", "cases", "news", "press_releases", "events")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield NOW


def signed_in(*groups):
    user = User.objects.create_user("iemand")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def section_editor(page):
    """Sign in somebody who may change one page and what is below it."""
    group = Group.objects.create(name="Deel")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    return signed_in("Deel")


def submit(page, user):
    page.save_revision(user=user)
    page.get_workflow().start(page, user)


def schedule(page, moment):
    page.go_live_at = moment
    page.save_revision().publish()


def change_draft(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()


# --- who


@pytest.mark.parametrize("name", LISTS)
def test_editor_opens_the_list(site, editor_client, name):
    assert editor_client.get(reverse(f"{name}:index")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_who_has_no_pages_opens_no_list(site, name):
    response = signed_in(roles.VOCABULARY_MANAGERS).get(reverse(f"{name}:index"))
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_who_has_no_pages_has_no_lists_in_the_menu(site, editor_client):
    item = f'"{reverse("methods:index")}"'
    assert item in editor_client.get("/admin/").content.decode()
    assert item not in signed_in(roles.VOCABULARY_MANAGERS).get("/admin/").content.decode()


def test_visitor_is_asked_to_sign_in(site, client):
    assert reverse("wagtailadmin_login") in client.get(reverse("methods:index"))["Location"]


def test_editor_of_one_page_sees_that_page_only(make_method):
    make_method(title="Erbuiten")
    inside = make_method(title="Erbinnen")
    assert titles(section_editor(inside), "methods") == ["Erbinnen"]


def test_search_and_filter_find_nothing_outside_ones_own_part(make_method):
    make_method(title="Erbuiten")
    client = section_editor(make_method(title="Erbinnen"))
    assert titles(client, "methods", q="er", status="public") == ["Erbinnen"]


# --- status


def statuses(make, editor):
    make(title="openbaar")
    make(title="concept", live=False)
    change_draft(make(title="gewijzigd"), seo_title="x")
    submit(make(title="controle", live=False), editor)
    schedule(make(title="gepland", live=False), NOW + DAY)
    make(title="embargo", embargo_until=NOW + DAY)
    make(title="embargo voorbij", embargo_until=NOW - DAY)
    make(title="weg", is_gone=True)
    make(title="ingetrokken", withdrawn_at=NOW)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("public", {"openbaar", "gewijzigd", "embargo voorbij", "ingetrokken"}),
        ("draft", {"concept", "controle", "gepland"}),
        ("changed", {"gewijzigd"}),
        ("review", {"controle"}),
        ("planned", {"gepland"}),
        ("embargo", {"embargo"}),
        ("withdrawn", {"weg", "ingetrokken"}),
    ],
)
def test_status_keeps_those_pages(make_news, editor, admin_client, status, expected):
    statuses(make_news, editor)
    assert set(titles(admin_client, "news", status=status)) == expected


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"embargo_until": NOW + DAY}, "onder embargo"),
        ({"is_gone": True}, "ingetrokken"),
        ({"embargo_until": NOW - DAY}, "live"),
        ({"live": False, "embargo_until": NOW + DAY}, "concept"),
    ],
)
def test_status_column_says_what_visitors_see(make_news, admin_client, fields, words):
    make_news(title="Bericht", **fields)
    assert rows(admin_client, "news")["Bericht"].endswith(words)


@pytest.mark.parametrize(("embargo", "has_link"), [(NOW + DAY, False), (None, True)])
def test_status_leads_to_pages_that_visitors_see_only(make_news, admin_client, embargo, has_link):
    page = make_news(embargo_until=embargo)
    explorer = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    for url in (reverse("news:index"), explorer):
        html = admin_client.get(url).content.decode()
        assert (f'<a href="{page.url}" class="w-status' in html) is has_link


def test_embargo_of_a_draft_counts_and_an_earlier_one_does_not(make_news, admin_client):
    change_draft(make_news(title="straks", live=False), embargo_until=NOW + DAY)
    change_draft(make_news(title="nu", live=False, embargo_until=NOW + DAY), embargo_until=None)
    assert titles(admin_client, "news", status="embargo") == ["straks"]


@pytest.mark.parametrize(
    ("answer", "expected"), [("true", {"gisteren", "vandaag"}), ("false", {"morgen", "nooit"})]
)
def test_past_its_review_date(make_news, admin_client, answer, expected):
    today = date(2027, 3, 1)
    for title, day in (("gisteren", today - DAY), ("vandaag", today), ("morgen", today + DAY)):
        make_news(title=title, review_date=day)
    make_news(title="nooit")
    assert set(titles(admin_client, "news", to_review=answer)) == expected


def test_language_keeps_pages_of_that_language(make_page, make_news, admin_client):
    from blog.models import NewsIndexPage, NewsPage

    home = HomePage.objects.get(locale__language_code="en")
    make_news(title="Nederlands bericht")
    parent = make_page(NewsIndexPage, parent=home, title="News")
    make_page(NewsPage, parent=parent, title="English item")
    assert titles(admin_client, "news", locale="en") == ["English item"]


@pytest.mark.parametrize(
    "query",
    [
        {"status": "x"},
        {"to_review": "'; --"},
        {"topic": "bestaat-niet"},
        {"ordering": "owner__password"},
        {"ordering": "-"},
        {"p": "9999"},
        {"p": "x"},
        {"q": "%_' \"\\ \x00"},
        {"display_date_from": "31-02-2027"},
    ],
    ids=str,
)
def test_odd_address_shows_the_list(make_news, admin_client, query):
    make_news(title="Bericht")
    assert admin_client.get(reverse("news:index"), query).status_code == 200


# --- search and order


def test_every_word_must_be_there_in_any_field(make_method, admin_client):
    make_method(title="Premortem", summary="Bedenk wat er mis kan gaan")
    make_method(title="Premortem kort")
    assert titles(admin_client, "methods", q="mis PREMORTEM") == ["Premortem"]


def test_search_finds_the_title_of_a_draft(make_method, admin_client):
    change_draft(make_method(title="Oude naam"), title="Nieuwe naam")
    assert titles(admin_client, "methods", q="nieuwe") == ["Nieuwe naam"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1"])
def test_text_of_a_search_is_no_pattern(make_method, admin_client, text):
    make_method(title="Premortem")
    assert titles(admin_client, "methods", q=text) == []


def test_search_goes_with_filters_and_order(make_method, admin_client):
    make_method(title="b methode", terms=["fase/testen"])
    make_method(title="a methode", terms=["fase/testen"])
    make_method(title="c methode")
    found = titles(admin_client, "methods", q="methode", phase="testen", ordering="title")
    assert found == ["a methode", "b methode"]


def test_latest_change_comes_first_also_in_a_search(make_news, admin_client):
    for days, title in ((3, "ouder"), (1, "nieuwer"), (2, "midden")):
        with time_machine.travel(NOW - days * DAY, tick=False):
            make_news(title=title)
    expected = ["nieuwer", "midden", "ouder"]
    assert titles(admin_client, "news") == titles(admin_client, "news", q="e") == expected


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [("review_date", ["eerst", "later", "nooit"]), ("-review_date", ["later", "eerst", "nooit"])],
)
def test_pages_without_the_date_come_last(make_method, admin_client, ordering, expected):
    make_method(title="nooit")
    make_method(title="later", review_date=date(2027, 5, 1))
    make_method(title="eerst", review_date=date(2027, 4, 1))
    assert titles(admin_client, "methods", ordering=ordering) == expected


def test_nothing_found_is_said(make_news, admin_client):
    make_news()
    html = admin_client.get(reverse("news:index"), {"q": "zzz"}).content.decode()
    assert "Geen nieuwsberichten gevonden" in html


# --- trouble that Wagtail would make


@pytest.mark.parametrize("url", ["/admin/news/", "/admin/pages/usage/blog/newspage/"])
def test_flat_list_does_not_offer_all_pages_of_the_site(make_news, admin_client, url):
    for _number in range(51):
        make_news()
    html = admin_client.get(url).content.decode()
    assert "Pagina 1 van 2" in html
    assert "data-bulk-action-num-objects-in-listing" not in html


def test_explorer_still_offers_all_pages_below_one(make_news, admin_client):
    for _number in range(51):
        parent = make_news().get_parent()
    html = admin_client.get(reverse("wagtailadmin_explore", args=[parent.pk])).content.decode()
    assert "data-bulk-action-num-objects-in-listing" in html


def test_explorer_with_a_filter_offers_no_more_than_it_shows(make_news, admin_client):
    for _number in range(51):
        parent = make_news().get_parent()
    url = reverse("wagtailadmin_explore", args=[parent.pk])
    html = admin_client.get(url, {"content_type": make_news().content_type_id}).content.decode()
    assert "data-bulk-action-num-objects-in-listing" not in html


# --- cost


def full_page(make_page, name, number):
    """Make a page with something in every column."""
    from blog.models import (
        NewsIndexPage,
        NewsPage,
        PressContact,
        PressReleaseContact,
        PressReleaseIndexPage,
        PressReleasePage,
    )
    from catalogue.models import (
        CaseIndexPage,
        CasePage,
        EvidenceRecord,
        MethodIndexPage,
        MethodPage,
    )
    from events.models import EventIndexPage, EventPage

    title, topic = f"Pagina {number}", "beleidsthema/wonen"
    if name == "methods":
        level = Term.objects.filter(vocabulary__key="bewijsniveau").last()
        records = [EvidenceRecord(kind="theorie", level=level, citation="bron")]
        fields = {"terms": ["fase/testen", topic], "evidence": records}
        return make_page(MethodPage, parent=MethodIndexPage.objects.get(), title=title, **fields)
    if name == "cases":
        parent = CaseIndexPage.objects.get()
        return make_page(CasePage, parent=parent, title=title, outcome="gelukt", organisation="x")
    if name == "news":
        parent = NewsIndexPage.objects.get()
        return make_page(NewsPage, parent=parent, title=title, terms=[topic])
    if name == "events":
        days = {"starts_at": NOW, "ends_at": NOW + DAY}
        fields = {"place": "Delft", "summary": "x", "terms": ["bijeenkomst/cafe"], **days}
        return make_page(EventPage, parent=EventIndexPage.objects.get(), title=title, **fields)
    contact = PressReleaseContact(contact=PressContact.objects.create(name=title))
    sender = Organisation.objects.create(name=title)
    fields = {"contacts": [contact], "organisation": sender, "embargo_until": NOW + DAY}
    parent = PressReleaseIndexPage.objects.get()
    return make_page(PressReleasePage, parent=parent, title=title, **fields)


def fill(make_page, name, number):
    full_page(make_page, name, f"{number}a")
    change_draft(full_page(make_page, name, f"{number}b"), seo_title="x")
    schedule(full_page(make_page, name, f"{number}c"), NOW + DAY)


def queries_of(client, name):
    url = reverse(f"{name}:index")
    client.get(url)  # what is read once for the process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_any_number_of_pages(make_page, editor, editor_client, name):
    # Wagtail asks about the lock of each page that waits for review; of these there are few.
    submit(full_page(make_page, name, "controle"), editor)
    for number in range(2):
        fill(make_page, name, number)
    before = queries_of(editor_client, name)
    for number in range(2, 6):
        fill(make_page, name, number)
    assert queries_of(editor_client, name) == before
    assert len(titles(editor_client, name)) == 6 * 3 + 1
