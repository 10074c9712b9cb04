"""The page of plugins in the admin: versions, what each adds, and how it is doing."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse

from slimmernetwerk import health, plugins, roles


def row_of(client, name: str) -> str:
    """Return the row of a plugin as HTML."""
    html = client.get(reverse("plugin_list")).content.decode()
    return html.split(f'data-plugin="{name}"')[1].split("</tr>")[0]


def test_page_names_version_and_additions(admin_client, index):
    row = row_of(admin_client, "dummy")
    assert apps.get_app_config("dummy").version in row
    assert "blocks.story_blocks" in row


def test_plugin_without_remarks_is_on(admin_client, index):
    assert "w-status--primary" in row_of(admin_client, "search")


def test_plugin_that_is_not_well_says_why(admin_client, monkeypatch):
    monkeypatch.setitem(health._checks, "dummy", lambda: "de bron antwoordt niet")
    row = row_of(admin_client, "dummy")
    assert "De bron antwoordt niet" in row
    assert "w-status--critical" in row


def test_plugin_that_failed_names_its_fault(admin_client, index):
    def fail() -> None:
        raise ValueError("geen verbinding")

    plugins.guarded(apps.get_app_config("dummy"), fail, default=None)
    assert "ValueError: geen verbinding" in row_of(admin_client, "dummy")


def test_page_is_for_superusers_only(client, django_user_model, db):
    editor = django_user_model.objects.create_user("redactie")
    editor.groups.set(Group.objects.filter(name=roles.EDITORS))
    client.force_login(editor)
    # Wagtail sends who may not see a page of the admin back to its first page.
    assert client.get(reverse("plugin_list"))["Location"] == reverse("wagtailadmin_home")
