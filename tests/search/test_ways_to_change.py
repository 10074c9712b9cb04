"""Whatever way a page changes, searches follow: by an alias, or with many at once in the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction

from slimmernetwerk.models import PlainPage
from tests.search.near_index import found, level

NUMBER = 3


def found_now(text: str) -> list[str]:
    """Return the addresses in the index once it has followed the journal."""
    level()
    return found(text)


@pytest.fixture
def source(index, make_page):
    """A page with an alias elsewhere, both in the index."""
    source = make_page(PlainPage, title="Kwispelstaart", slug="bron")
    shelf = make_page(PlainPage, title="Plank", slug="plank")
    source.create_alias(parent=shelf, update_slug="spiegel")
    assert [url.split("/")[-2] for url in found_now("kwispelstaart")] == ["bron", "spiegel"]
    return source


def test_alias_follows_what_its_source_publishes(source):
    source.title = "Snorhaar"
    source.save_revision().publish()
    assert (len(found_now("snorhaar")), found_now("kwispelstaart")) == (2, [])


def test_alias_goes_with_its_source(source):
    source.unpublish()
    assert found_now("kwispelstaart") == []


def test_alias_is_under_the_embargo_of_its_source(source):
    source.embargo_until = timezone.now() + timedelta(days=1)
    source.save_revision().publish()
    assert found_now("kwispelstaart") == []


def test_alias_is_as_private_as_its_source(source, make_private):
    restriction = make_private(source)
    private = found_now("kwispelstaart")
    restriction.delete()
    assert (private, len(found_now("kwispelstaart"))) == ([], 2)


@pytest.fixture
def private_alias(source, make_page, make_private):
    """The alias of a page that has become private, with a page below it."""
    alias = PlainPage.objects.get(slug="spiegel")
    make_page(PlainPage, title="Kwispelstaartje", slug="kind", parent=alias)
    make_private(source)
    assert found_now("kwispelstaart kwispelstaartje") == found_now("kwispelstaartje") == []
    return alias


def test_alias_that_becomes_a_page_of_its_own_is_public_with_all_below_it(private_alias):
    ConvertAliasPageAction(private_alias).execute(skip_permission_checks=True)
    shown = [url.split("/")[-2] for url in found_now("kwispelstaart kwispelstaartje")]
    assert sorted(shown) == ["kind", "spiegel"]


@pytest.mark.usefixtures("private_alias")
def test_page_below_the_alias_of_a_private_page_is_public_once_that_is_deleted(source):
    source.delete()
    assert len(found_now("kwispelstaartje")) == 1


def test_alias_of_a_deleted_source_is_withdrawn(source):
    source.delete()
    assert found_now("kwispelstaart") == []


@pytest.fixture
def many(index, make_page):
    """Pages below one page, all in the index."""
    parent = make_page(PlainPage, title="Ouder", slug="ouder")
    pages = [
        make_page(PlainPage, title=f"Kwispel {number}", slug=f"k{number}", parent=parent)
        for number in range(NUMBER)
    ]
    assert len(found_now("kwispel")) == NUMBER
    return pages


def in_bulk(client, action: str, pages, **fields: object) -> None:
    query = "&".join(f"id={page.pk}" for page in pages)
    response = client.post(f"/admin/bulk/wagtailcore/page/{action}/?next=/admin/&{query}", fields)
    assert response.status_code == 302


def test_unpublishing_and_publishing_many_at_once_is_followed(many, admin_client):
    in_bulk(admin_client, "unpublish", many)
    gone = found_now("kwispel")
    in_bulk(admin_client, "publish", many)
    assert (gone, len(found_now("kwispel"))) == ([], NUMBER)


def test_deleting_many_at_once_is_followed(many, admin_client):
    in_bulk(admin_client, "delete", many[1:])
    assert [url.split("/")[-2] for url in found_now("kwispel")] == ["k0"]


def test_moving_many_at_once_is_followed(many, admin_client, make_page):
    goal = make_page(PlainPage, title="Doel", slug="doel")
    in_bulk(admin_client, "move", many, chooser=goal.pk)
    assert [url.split("/")[-3] for url in found_now("kwispel")] == ["doel"] * NUMBER
