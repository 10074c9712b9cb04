"""A plugin may raise at every extension point: its part is left out and it is named.

Both tables must know each extension point, so that a new one comes with its answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags
from dummy.documents import DummyDocument
from dummy.models import DummyPage
from wagtail import blocks

from blog.press_releases.formats import ImportFormat
from search.facets import FacetSource, SynonymSource
from slimmernetwerk import plugins, setup
from slimmernetwerk.blocks import StoryBlock
from slimmernetwerk.extension_points import FeedSource, FirstStep, HomeSection, MenuItem
from slimmernetwerk.models import PlainPage
from slimmernetwerk.plugins import ExtensionPoint
from vocabularies.syncing import sync_vocabularies

Point = ExtensionPoint[Any]
POINTS = ExtensionPoint.registry.values()


class OutOfOrder(Exception):
    """What the broken parts of these tests raise."""


def fail(*args, **kwargs):
    raise OutOfOrder("the dummy is out of order")


class BrokenList(list):
    """A list of contributions that fails when somebody reads it."""

    __iter__ = fail


class BrokenFacets(FacetSource):
    name = "broken"
    get_facets = fail


class BrokenSynonyms(SynonymSource):
    name = "broken"
    get_synonyms = fail


class BrokenDocument(DummyDocument):
    get_queryset = build = get_rows = keys_changed_by = fail


class BrokenBlock(blocks.CharBlock):
    render = fail


@dataclass
class Site:
    """Somebody in front of the site, and an editor behind it."""

    visitor: Any
    editor: Any
    make_page: Any
    monkeypatch: Any

    def visit(self, address: str) -> str:
        """Return a page that must be whole."""
        response = self.visitor.get(address)
        assert response.status_code == 200
        html: str = response.content.decode()
        assert "</html>" in html
        return html

    def search(self) -> None:
        self.make_page(DummyPage, title="Kwispelstaart van de dummy")
        assert "Kwispelstaart zonder plugin" in strip_tags(self.visit("/zoeken/?q=kwispelstaart"))

    def tell(self) -> None:
        """Show a story with a block of the dummy and one of the site."""
        stream = StoryBlock()
        self.monkeypatch.setattr(PlainPage._meta.get_field("body"), "stream_block", stream)
        story = [("dummy_card", "stuk"), ("heading", "Verder gaat het")]
        known = [block for block in story if block[0] in stream.child_blocks]
        self.make_page(PlainPage, slug="verhaal", body=known)
        assert "Verder gaat het" in self.visit("/verhaal/")

    def desk(self) -> None:
        """Open the first page of the admin."""
        assert self.editor.get(reverse("wagtailadmin_home")).status_code == 200

    def upload(self) -> None:
        """Hand in a file of the dummy's format; the form comes back with one sentence."""
        file = SimpleUploadedFile("bericht.dummy", b"Kop\n\nTekst.")
        response = self.editor.post(reverse("press_import"), {"file": file})
        assert response.status_code == 200
        assert len(response.context["form"].errors["file"]) == 1


@dataclass(frozen=True)
class Case:
    """What uses an extension point, and items of the dummy that raise when it is used.

    Without items `why` tells how an item can hold no code that runs while a page is made.
    """

    use: Callable[[Site], object]
    items: list[Any] = field(default_factory=list)
    why: str = ""


CASES = {
    "blocks.story_blocks": Case(Site.tell, [("card", BrokenBlock())]),
    "desk.first_steps": Case(Site.desk, [FirstStep("dummy", "Stuk", "Stuk", fail)]),
    "documents.documents": Case(Site.search, [BrokenDocument()]),
    "facets.facets": Case(lambda site: site.visit("/methoden/"), [BrokenFacets()]),
    "facets.sorts": Case(
        lambda site: site.visit("/zoeken/?q=a&sort=lengte"), why="names of fields"
    ),
    "facets.synonyms": Case(Site.search, [BrokenSynonyms()]),
    "feeds.feeds": Case(lambda site: site.visit("/"), [FeedSource("dummy", "Stuk", fail, fail)]),
    "home.home_sections": Case(
        lambda site: site.visit("/"), [HomeSection("dummy", "dummy/home.html", fail)]
    ),
    "importers.importers": Case(Site.upload, [ImportFormat("dummy", "Dummy", (".dummy",), fail)]),
    "menu.menu_items": Case(lambda site: site.visit("/"), [MenuItem("dummy", "Stuk", fail)]),
    "setup.setup_steps": Case(
        lambda site: list(setup.steps(with_content=True)),
        why="runs for a command only, which had better stop",
    ),
    "urls.public_urlpatterns": Case(
        lambda site: site.visit("/"), why="a view of the dummy's own, on no other page"
    ),
    "vocabularies.vocabularies": Case(lambda site: sync_vocabularies(), why="labels and terms"),
}


@pytest.fixture
def in_use(index, make_page, make_method, client, moderator_client, monkeypatch) -> Site:
    """A site with a page that has nothing to do with the dummy."""
    make_method(title="Kwispelstaart zonder plugin")
    return Site(client, moderator_client, make_page, monkeypatch)


def break_list(monkeypatch, point: Point, items: list[Any]) -> None:
    monkeypatch.setattr(f"dummy.{point.module}.{point.attribute}", items)


def of_others(point: Point) -> list[Any]:
    return [entry.item for entry in point.contributions() if entry.plugin.name != "dummy"]


def test_each_extension_point_has_its_case():
    assert set(CASES) == set(ExtensionPoint.registry)
    assert [name for name, case in CASES.items() if bool(case.items) == bool(case.why)] == []


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
def test_list_that_raises_leaves_out_only_its_plugin(point, in_use, monkeypatch):
    others = of_others(point)
    break_list(monkeypatch, point, BrokenList())
    CASES[point.name].use(in_use)
    assert of_others(point) == others
    assert plugins.trouble()["dummy"]["message"].startswith("OutOfOrder")


RAISING = [point for point in POINTS if CASES.get(point.name) and CASES[point.name].items]


@pytest.mark.parametrize("point", RAISING, ids=lambda point: point.name)
def test_item_that_raises_is_left_out_and_its_plugin_named(point, in_use, monkeypatch):
    case = CASES[point.name]
    break_list(monkeypatch, point, case.items)
    case.use(in_use)
    assert plugins.trouble()["dummy"]["message"].startswith("OutOfOrder")


def test_plugins_that_fail_at_the_same_moment_are_all_named(db, monkeypatch):
    first, second = list(plugins.enabled())[:2]
    now = plugins.timezone.now

    def late():
        monkeypatch.setattr(plugins.timezone, "now", now)
        plugins.report_trouble(second, OutOfOrder("the other"))
        return now()

    monkeypatch.setattr(plugins.timezone, "now", late)
    plugins.report_trouble(first, OutOfOrder("one"))
    assert {first.name, second.name} <= plugins.trouble().keys()
