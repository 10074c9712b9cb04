"""The rules of the house as system checks: each has a case that breaks it."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.db import models
from wagtail import blocks
from wagtail.models import Page

from slimmernetwerk import checks
from slimmernetwerk.extension_points import MenuItem
from slimmernetwerk.plugins import Plugin


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_site_with_the_dummy_passes_all_checks():
    assert run_checks() == []


def test_page_type_that_does_not_inherit_base_page_is_refused(monkeypatch):
    class StrayPage(Page):
        class Meta:
            app_label = "dummy"
            managed = False

    monkeypatch.setattr("wagtail.models.get_page_models", lambda: [Page, StrayPage])
    messages = checks.check_page_types(None)
    _forget(StrayPage)
    assert [(message.id, "StrayPage" in message.msg) for message in messages] == [
        ("slimmernetwerk.E001", True)
    ]


def _forget(model: type[models.Model]) -> None:
    from django.apps import apps
    from wagtail.models.pages import PAGE_MODEL_CLASSES

    PAGE_MODEL_CLASSES.remove(model)
    del apps.all_models["dummy"][model._meta.model_name]
    apps.clear_cache()


def test_atomic_requests_are_refused(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ATOMIC_REQUESTS", True)
    assert ids(checks.check_settings(None)) == ["slimmernetwerk.E002"]


def test_other_search_backend_in_the_admin_is_refused(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    assert ids(checks.check_settings(None)) == ["slimmernetwerk.E003"]


@pytest.mark.parametrize(("files", "found"), [([], ["slimmernetwerk.E009"]), (["theme.css"], [])])
def test_folder_of_a_theme_must_hold_one(files, found, settings, tmp_path):
    settings.THEME_DIR = str(tmp_path)
    for name in files:
        (tmp_path / name).touch()
    assert ids(checks.check_theme(None)) == found


def test_plugin_that_is_no_plugin_is_refused(settings):
    settings.PLUGINS = [*settings.PLUGINS, "wagtail.images"]
    assert ids(checks.check_plugins(None)) == ["slimmernetwerk.E004"]


def test_plugin_that_is_not_installed_is_refused(settings):
    settings.PLUGINS = [*settings.PLUGINS, "nowhere"]
    assert ids(checks.check_plugins(None)) == ["slimmernetwerk.E004"]


def test_plugin_without_what_it_requires_is_refused(settings):
    settings.PLUGINS = [name for name in settings.PLUGINS if name != "catalogue"]
    (message,) = checks.check_plugins(None)
    assert message.id == "slimmernetwerk.E005"
    assert "dummy needs plugin catalogue" in message.msg


def test_plugin_without_its_required_setting_is_refused(monkeypatch):
    monkeypatch.setattr("dummy.apps.DummyPlugin.required_settings", ("DUMMY_ADDRESS",))
    (message,) = checks.check_plugins(None)
    assert message.id == "slimmernetwerk.E006"
    assert "DUMMY_ADDRESS" in message.hint


def test_contribution_of_a_wrong_type_is_refused(monkeypatch):
    monkeypatch.setattr("dummy.menu.menu_items", ["no menu item"])
    assert ids(checks.check_extension_points(None)) == ["slimmernetwerk.E007"]


def test_two_plugins_with_the_same_name_are_refused(monkeypatch):
    item = MenuItem("methods", "Methods", lambda request: "")
    monkeypatch.setattr("dummy.menu.menu_items", [item])
    (message,) = checks.check_extension_points(None)
    assert message.id == "slimmernetwerk.E008"
    assert "'methods' to menu.menu_items" in message.msg


def test_same_name_twice_in_one_plugin_is_refused(monkeypatch):
    story_blocks = [("card", blocks.CharBlock()), ("card", blocks.CharBlock())]
    monkeypatch.setattr("dummy.blocks.story_blocks", story_blocks)
    assert ids(checks.check_extension_points(None)) == ["slimmernetwerk.E008"]


def test_check_names_what_each_plugin_misses():
    plugin = Plugin.create("dummy")
    plugin.requires, plugin.required_settings = ("absent",), ("ABSENT",)
    assert ids(checks.missing_of(plugin, {})) == ["slimmernetwerk.E005", "slimmernetwerk.E006"]
