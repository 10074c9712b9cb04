"""`manage.py plugins`: what is on, what is wrong, and what a plugin has in this site."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from dummy.models import DummyPage

from slimmernetwerk import health, plugins
from slimmernetwerk.models import PlainPage

CARD = {"title": "Kaart", "number": 1.5, "points": []}


@pytest.fixture
def shown(db, capsys):
    """Return the lines that the command prints."""

    def lines(*arguments: str) -> list[str]:
        call_command("plugins", *arguments)
        return capsys.readouterr().out.splitlines()

    return lines


def part_of(lines: list[str], plugin: str) -> list[str]:
    """Return the lines below the name of a plugin."""
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{plugin} "))
    rest = lines[start + 1 :]
    end = next((place for place, line in enumerate(rest) if not line.startswith("  ")), len(rest))
    return [line.strip() for line in rest[:end]]


def test_list_follows_the_order_of_the_setting(shown, settings):
    names = [line.split()[0] for line in shown() if line.endswith(": on")]
    assert names == settings.PLUGINS


@pytest.mark.parametrize(
    "line", ["blocks.story_blocks: card", "facets.sorts: lengte", "importers.importers: dummy"]
)
def test_list_shows_what_a_plugin_adds(line, shown):
    assert line in part_of(shown("list"), "dummy")


def test_list_shows_what_a_plugin_misses(shown, monkeypatch):
    monkeypatch.setattr("dummy.apps.DummyPlugin.requires", ("search", "absent"))
    assert "trouble: Plugin dummy needs plugin absent, which is off." in part_of(shown(), "dummy")


def test_list_shows_the_last_fault_of_a_plugin(shown):
    plugins.report_trouble(apps.get_app_config("dummy"), ValueError("stuk"))
    assert any("trouble: ValueError: stuk" in line for line in part_of(shown(), "dummy"))


def test_list_shows_a_contribution_of_a_wrong_type(shown, monkeypatch):
    monkeypatch.setattr("dummy.menu.menu_items", ["geen menu"])
    assert any("trouble: dummy.menu.menu_items" in line for line in part_of(shown(), "dummy"))


def test_list_names_what_is_in_the_setting_but_is_no_plugin(shown, settings):
    settings.PLUGINS = [*settings.PLUGINS, "wagtail.images"]
    lines = shown()
    assert lines[lines.index("wagtail.images:") + 1] == "  trouble: in PLUGINS, but no plugin"


def test_list_shows_a_plugin_that_is_not_well(shown, monkeypatch):
    monkeypatch.setitem(health._checks, "dummy", lambda: "does not answer")
    assert "health: does not answer" in part_of(shown(), "dummy")


def test_list_shows_packages_that_are_installed_but_off(shown, monkeypatch):
    monkeypatch.setattr(plugins, "installed", lambda: {"elders": "elders-pakket", "dummy": "x"})
    lines = shown()
    assert "elders: off (package elders-pakket)" in lines
    assert not any(line.startswith("dummy: off") for line in lines)


@pytest.fixture
def used(make_page):
    """Pages, a block, terms and rows of the dummy."""
    make_page(DummyPage, title="Proef", terms=["dummysmaak/zoet"])
    make_page(PlainPage, title="Leeft", body=[("dummy_card", CARD)])
    page = make_page(PlainPage, title="Ooit")
    page.body = [("dummy_card", CARD)]
    page.title = "Concept"
    page.save_revision()


@pytest.mark.parametrize(
    "line",
    [
        "pages dummy.dummypage: 1: Proef",
        "blocks dummy_card: 2: Concept, Leeft",
        "vocabulary dummysmaak: 1: zoet, zuur",
        "table dummy_dummypage: 1",
        "table dummy_dummypage_terms: 1",
        "table dummy_dummynote: 0",
    ],
)
def test_usage_counts_what_a_plugin_has(line, used, shown):
    assert line in shown("usage", "dummy")


def test_usage_of_a_core_plugin_names_its_pages(site, shown):
    assert "pages blog.newsindexpage: 1: Nieuws" in shown("usage", "blog")


@pytest.mark.parametrize("name", ["nowhere", "%", "_", "dummy'; DROP TABLE x;--", ""])
def test_usage_of_nothing_says_so(name, shown):
    assert "nothing" in shown("usage", name)[-1] or name in {"_", ""}
