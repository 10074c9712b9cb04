"""The one definition of public, in every state that a page can have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from slimmernetwerk.models import BasePage, PlainPage

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def now():
    """Stand still at a moment after everything was made."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def page(make_page):
    return make_page(PlainPage, title="Toestand", slug="toestand")


def is_public(page, client) -> bool:
    """Return what `published()` says, after asking that a request agrees."""
    listed = BasePage.objects.published().filter(pk=page.pk).exists()
    response = client.get(page.url)
    # A page behind a password answers 200 too, with the question for it.
    served = response.status_code == 200 and f"<h1>{page.title}</h1>" in response.content.decode()
    assert served == listed, f"published(): {listed}, but the address shows it: {served}"
    return listed


STATES = {
    "plain": ({}, True),
    "draft": ({"live": False}, False),
    "embargo in the future": ({"embargo_until": NOW + SECOND}, False),
    "embargo at this second": ({"embargo_until": NOW}, True),
    "embargo in the past": ({"embargo_until": NOW - SECOND}, True),
    "gone": ({"is_gone": True}, False),
    "withdrawn with a trace": ({"withdrawn_at": NOW, "withdrawal_reason": "Verouderd."}, True),
    "gone, embargo past": ({"is_gone": True, "embargo_until": NOW - SECOND}, False),
    "draft, embargo past": ({"live": False, "embargo_until": NOW - SECOND}, False),
    "to be checked": ({"review_date": (NOW - timedelta(days=9)).date()}, True),
}


@pytest.mark.parametrize(("fields", "expected"), STATES.values(), ids=STATES)
def test_page_is_public_by_its_state(fields, expected, page, client, now):
    BasePage.objects.filter(pk=page.pk).update(**fields)
    assert is_public(page, client) is expected


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_private_page_is_not_public(kind, page, client, make_private):
    restriction = make_private(page, kind, password="geheim" if kind == "password" else "")
    restriction.groups.set(Group.objects.all())
    assert is_public(page, client) is False


def test_child_of_a_private_page_is_not_public(page, make_page, make_private, client):
    child = make_page(PlainPage, title="Kind", parent=page)
    make_private(page)
    assert is_public(child, client) is False


def test_neighbour_of_a_private_page_is_public(page, make_page, make_private, client):
    neighbour = make_page(PlainPage, title="Buur")
    make_private(page)
    assert is_public(neighbour, client) is True


def test_page_is_public_again_when_the_restriction_goes(page, make_private, client):
    make_private(page).delete()
    assert is_public(page, client) is True


@pytest.fixture
def shelf(make_page):
    """A public page elsewhere, below which editors put aliases."""
    return make_page(PlainPage, title="Plank")


def test_alias_of_a_private_page_is_not_public(page, shelf, make_private, client):
    alias = page.create_alias(parent=shelf, update_slug="spiegel")
    make_private(page)
    assert is_public(alias, client) is False


def test_page_below_the_alias_of_a_private_page_is_not_public(
    page, shelf, make_page, make_private, client
):
    alias = page.create_alias(parent=shelf, update_slug="spiegel")
    child = make_page(PlainPage, title="Kind", parent=alias)
    make_private(page)
    assert is_public(child, client) is False


def test_alias_of_the_alias_of_a_private_page_is_not_public(page, shelf, make_private, client):
    alias = page.create_alias(parent=shelf, update_slug="spiegel")
    again = alias.create_alias(parent=shelf, update_slug="spiegelbeeld")
    make_private(page)
    assert is_public(again, client) is False


def test_alias_of_an_alias_in_the_database_is_brought_to_its_source(page, shelf, make_private):
    alias = page.create_alias(parent=shelf, update_slug="spiegel")
    again = alias.create_alias(parent=shelf, update_slug="spiegelbeeld")
    third = alias.create_alias(parent=shelf, update_slug="spiegelspiegel")
    Page.objects.filter(pk=again.pk).update(alias_of=alias)
    Page.objects.filter(pk=third.pk).update(alias_of=again)
    import_module("slimmernetwerk.migrations.0004_aliases_of_sources").follow_sources(apps, None)
    assert set(page.aliases.values_list("pk", flat=True)) == {alias.pk, again.pk, third.pk}


def test_alias_of_a_public_page_is_public(page, shelf, make_page, make_private, client):
    alias = page.create_alias(parent=shelf, update_slug="spiegel")
    make_private(make_page(PlainPage, title="Buur"))
    assert is_public(alias, client) is True


def test_page_of_a_type_that_is_not_installed_is_not_public(page, client):
    missing = ContentType.objects.create(app_label="elders", model="elderspage")
    Page.objects.filter(pk=page.pk).update(content_type=missing)
    assert is_public(page, client) is False


def test_page_below_one_of_a_missing_type_stays_public(page, make_page):
    child = make_page(PlainPage, title="Kind", parent=page)
    missing = ContentType.objects.create(app_label="elders", model="elderspage")
    Page.objects.filter(pk=page.pk).update(content_type=missing)
    assert BasePage.objects.published().filter(pk=child.pk).exists()


def test_published_is_one_query(page, make_private, django_assert_num_queries):
    make_private(page)
    list(BasePage.objects.published())  # Django keeps content types from here on
    with django_assert_num_queries(1):
        list(BasePage.objects.published())


def test_published_narrows_a_queryset_of_one_type(page, make_news):
    make_news(title="Nieuws")
    assert list(PlainPage.objects.published().filter(slug="toestand")) == [page]


@pytest.fixture
def hidden(page, now):
    BasePage.objects.filter(pk=page.pk).update(embargo_until=NOW + SECOND)
    return page


@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_hidden_page_gives_404_by_every_method(method, hidden, client):
    assert getattr(client, method)("/toestand/").status_code in {404, 405}


SIDE_DOORS = [
    "/toestand/?preview=1",
    "/toestand/?in_preview_panel=true&mode=default",
    "/toestand/?format=json",
    "/en/toestand/",
    "/nl/toestand/",
    "/TOESTAND/",
    "/%2Ftoestand/",
    "/./toestand/",
    "/toestand/index.html",
    "/toestand/feed/",
    "/home/toestand/",
]


@pytest.mark.parametrize("url", SIDE_DOORS)
def test_hidden_page_gives_404_by_a_side_door(url, hidden, client):
    response = client.get(url, follow=True)
    assert response.status_code == 404


def test_address_without_slash_tells_nothing_of_a_hidden_page(hidden, client):
    answers = [client.get(url, follow=True) for url in ("/toestand", "/bestaat-niet")]
    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("path", ["", "feed/", "feed/?format=rss"])
def test_list_and_feed_of_a_hidden_index_give_404(path, site, client):
    from blog.models import NewsIndexPage

    index = NewsIndexPage.objects.get()
    BasePage.objects.filter(pk=index.pk).update(embargo_until=datetime(2099, 1, 1, tzinfo=UTC))
    assert client.get(index.url + path).status_code == 404


def test_signed_in_editor_gets_404_for_a_hidden_page_too(hidden, editor_client):
    assert editor_client.get("/toestand/").status_code == 404


def test_404_page_tells_search_engines_to_forget(client, site):
    response = client.get("/bestaat-niet/")
    assert (response.status_code, response["X-Robots-Tag"]) == (404, "noindex")
