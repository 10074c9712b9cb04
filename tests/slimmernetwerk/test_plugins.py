"""The plugin door: lists in files with known names, and what happens when a plugin fails."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import path
from dummy.models import DummyPage
from wagtail import blocks

from search.facets import Facet, FacetSource, FacetValue, SynonymSource
from slimmernetwerk import extension_points, plugins
from slimmernetwerk.blocks import StoryBlock
from slimmernetwerk.extension_points import FeedSource, HomeSection, MenuItem
from slimmernetwerk.models import PlainPage
from slimmernetwerk.plugins import ExtensionPoint, Plugin


class OutOfOrder(Exception):
    """What the broken parts of these tests raise."""


def fail(*args, **kwargs):
    raise OutOfOrder("the dummy is out of order")


@pytest.fixture
def dummy() -> Plugin:
    return apps.get_app_config("dummy")


@pytest.mark.parametrize("point", ExtensionPoint.registry.values(), ids=lambda point: point.name)
def test_extension_point_has_a_contribution_of_the_dummy(point, dummy):
    assert point.read(dummy)


def test_contributions_follow_the_order_of_the_setting(settings):
    settings.PLUGINS = ["dummy", "blog", "search", "vocabularies", "catalogue"]
    names = [entry.plugin.name for entry in extension_points.menu_items.contributions()]
    assert names == ["dummy", "blog", "blog", "catalogue", "catalogue"]


def test_installed_app_outside_the_setting_contributes_nothing(settings):
    settings.PLUGINS = ["search"]
    assert extension_points.menu_items.items() == []


def test_contribution_of_a_wrong_type_is_refused(monkeypatch, dummy):
    monkeypatch.setattr("dummy.menu.menu_items", ["no menu item"])
    with pytest.raises(ImproperlyConfigured, match=r"dummy\.menu\.menu_items.*MenuItem"):
        extension_points.menu_items.read(dummy)


def test_contribution_of_a_wrong_type_leaves_out_only_its_plugin(monkeypatch):
    monkeypatch.setattr("dummy.menu.menu_items", ["no menu item"])
    names = [item.name for item in extension_points.menu_items.items()]
    assert "dummy" not in names
    assert {"methods", "cases", "news", "press"} <= set(names)
    assert "ImproperlyConfigured" in plugins.trouble()["dummy"]["message"]


def test_setting_of_a_plugin_falls_back_to_its_default(dummy):
    assert dummy.get_setting("DUMMY_COLOUR") == "groen"


def test_setting_of_the_site_wins_over_the_default(dummy, settings):
    settings.DUMMY_COLOUR = "paars"
    assert dummy.get_setting("DUMMY_COLOUR") == "paars"


def test_unknown_setting_of_a_plugin_is_none(dummy):
    assert dummy.get_setting("DUMMY_UNKNOWN") is None


def test_plugin_is_found_although_its_module_imports_the_base_class():
    assert isinstance(apps.get_app_config("dummy"), Plugin)


def test_trouble_names_the_last_fault_of_a_plugin(dummy):
    plugins.guarded(dummy, fail, default=None)
    assert plugins.trouble()["dummy"]["message"] == "OutOfOrder: the dummy is out of order"


def test_guarded_work_returns_its_result_without_trouble(dummy):
    assert plugins.guarded(dummy, lambda: 3, default=0) == 3
    assert plugins.trouble() == {}


def _page_is_whole(response: HttpResponse) -> bool:
    """Say whether a page came with the parts of the other plugins, and the dummy was named."""
    assert response.status_code == 200
    return "</html>" in response.content.decode() and "dummy" in plugins.trouble()


def test_menu_item_that_raises_is_left_out(monkeypatch, site, client):
    monkeypatch.setattr("dummy.menu.menu_items", [MenuItem("dummy", "Stuk", fail)])
    response = client.get("/")
    assert _page_is_whole(response)
    assert "Stuk" not in response.content.decode()


def test_home_section_that_raises_is_left_out(monkeypatch, site, client):
    section = HomeSection("dummy", "dummy/home.html", fail)
    monkeypatch.setattr("dummy.home.home_sections", [section])
    assert _page_is_whole(client.get("/"))


def test_home_section_with_a_broken_template_is_left_out(monkeypatch, site, client):
    section = HomeSection("dummy", "dummy/missing.html", lambda request: {})
    monkeypatch.setattr("dummy.home.home_sections", [section])
    assert _page_is_whole(client.get("/"))


def test_feed_without_an_address_is_left_out_of_the_head(monkeypatch, site, client):
    source = FeedSource("dummy", "Stuk", fail, fail)
    monkeypatch.setattr("dummy.feeds.feeds", [source])
    assert _page_is_whole(client.get("/"))


def test_feed_that_raises_answers_to_try_again(monkeypatch, site, client):
    source = FeedSource("dummy", "Stuk", lambda request: "/feeds/dummy/", fail)
    monkeypatch.setattr("dummy.feeds.feeds", [source])
    assert client.get("/feeds/dummy/").status_code == 503
    assert "dummy" in plugins.trouble()


def test_block_that_raises_draws_nothing(monkeypatch, make_page, client):
    class BrokenBlock(blocks.CharBlock):
        def render(self, value, context=None):
            fail()

    monkeypatch.setattr("dummy.blocks.story_blocks", [("card", BrokenBlock())])
    stream = StoryBlock()
    monkeypatch.setattr(PlainPage._meta.get_field("body"), "stream_block", stream)
    make_page(PlainPage, slug="blok", body=[("dummy_card", "stuk"), ("heading", "Verder gaat het")])
    response = client.get("/blok/")
    assert _page_is_whole(response)
    assert "Verder gaat het" in response.content.decode()


class BrokenFacets(FacetSource):
    name = "broken"

    def get_facets(self):
        fail()


class BrokenSynonyms(SynonymSource):
    name = "broken"

    def get_synonyms(self):
        fail()


def test_facet_that_raises_is_left_out(monkeypatch, index, make_method, client):
    make_method(title="Klantreis", terms=["fase/verkennen"])
    monkeypatch.setattr("dummy.facets.facets", [BrokenFacets()])
    response = client.get("/methoden/?fase=verkennen")
    assert _page_is_whole(response)
    assert "Klantreis" in response.content.decode()


def test_synonyms_that_raise_are_left_out(monkeypatch, index, make_method, client):
    make_method(title="Klantreis")
    monkeypatch.setattr("dummy.facets.synonyms", [BrokenSynonyms()])
    response = client.get("/zoeken/?q=klantreis")
    assert _page_is_whole(response)
    assert response.context["results"].total == 1


@pytest.fixture
def two_hits(index, make_page, make_method):
    """A page of the dummy and a method that one search finds."""
    make_page(DummyPage, title="Kwispelstaart van de dummy")
    make_method(title="Kwispelstaart als methode")


@pytest.mark.parametrize("part", ["get_rows", "get_queryset", "build", "keys_changed_by"])
def test_document_type_that_raises_leaves_out_only_its_pages(
    part, monkeypatch, index, make_page, make_method, client
):
    monkeypatch.setattr(f"dummy.documents.DummyDocument.{part}", fail)
    page = make_page(DummyPage, title="Kwispelstaart van de dummy", terms=["dummysmaak/zoet"])
    make_method(title="Kwispelstaart als methode")
    page.terms.get().save()
    response = client.get("/zoeken/?q=kwispelstaart")
    assert _page_is_whole(response)
    titles = {str(row.page) for row in response.context["results"].rows}
    expected = {"Kwispelstaart van de dummy"} if part == "keys_changed_by" else set()
    assert titles == {"Kwispelstaart als methode"} | expected


def test_rebuild_goes_on_past_a_document_that_raises(monkeypatch, index, two_hits):
    monkeypatch.setattr("dummy.documents.DummyDocument.build", fail)
    assert index.rebuild() == 1
    assert "dummy" in plugins.trouble()


def test_rebuild_loses_no_pages_of_a_type_that_raises(monkeypatch, index, two_hits, client):
    client.get("/zoeken/?q=kwispelstaart")
    monkeypatch.setattr("dummy.documents.DummyDocument.get_queryset", fail)
    with pytest.raises(index.TypeUnread):
        index.rebuild()
    assert index.near().count() == 2


def test_row_template_that_raises_leaves_out_only_its_row(monkeypatch, two_hits, client):
    monkeypatch.setattr("dummy.documents.DummyDocument.row_template", "dummy/missing.html")
    response = client.get("/zoeken/?q=kwispelstaart")
    assert _page_is_whole(response)
    assert "als methode" in response.content.decode()


def test_broken_rows_are_not_taken_for_a_broken_index(monkeypatch, two_hits, client):
    from search.models import JournalEntry

    client.get("/zoeken/?q=kwispelstaart")
    before = JournalEntry.objects.count()
    monkeypatch.setattr("dummy.documents.DummyDocument.get_rows", fail)
    client.get("/zoeken/?q=kwispelstaart")
    assert JournalEntry.objects.count() == before


def test_address_of_a_wrong_type_is_left_out(monkeypatch):
    good = [path("goed/", fail)]
    monkeypatch.setattr("dummy.urls.public_urlpatterns", [*good, "slecht/"])
    names = {entry.plugin.name for entry in extension_points.urlpatterns.contributions()}
    assert names == {"search"}


def test_importer_that_raises_at_import_leaves_the_others(monkeypatch):
    from blog.extension_points import importers

    monkeypatch.setattr("dummy.importers.importers", fail)
    assert [item.name for item in importers.items()] == ["text", "markdown", "docx"]


def test_facet_of_the_dummy_is_there_for_its_own_type_only(index):
    from search.results import available_facets

    names = [[facet.name for facet in available_facets((name,))] for name in ("dummy", "method")]
    assert "dummykleur" in names[0]
    assert "dummykleur" not in names[1]


def test_facet_keeps_only_known_values_once():
    values = (FacetValue("a", "A"), FacetValue("b", "B"))
    facet = Facet("letter", "Letter", values, frozenset())
    assert facet.known(["b", "x", "b", "a"]) == ("b", "a")
    assert replace(facet, values=()).known(["a"]) == ()
