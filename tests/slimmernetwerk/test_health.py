"""`/health/` and `/robots.txt`, the addresses that machines ask."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection

from slimmernetwerk import health, plugins


def fail():
    raise ValueError("geheim: user=site host=10.0.0.1")


@pytest.fixture
def well(index):
    """A site with an index, about which health has nothing to say."""


def test_health_of_a_whole_site_is_ok(well, client):
    response = client.get("/health/")
    assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_health_without_an_index_is_degraded(db, client):
    response = client.get("/health/")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["search"] != "ok"


def test_health_with_a_damaged_index_is_degraded(well, search_directory, client):
    (search_directory / "current").write_text("no json")
    assert client.get("/health/").json()["status"] == "degraded"


def test_health_names_plugins_in_trouble_without_the_message(well, client):
    from django.apps import apps

    plugins.guarded(apps.get_app_config("dummy"), fail, default=None)
    response = client.get("/health/")
    assert (response.json()["status"], response.json()["plugins"]) == ("degraded", "dummy")
    assert "geheim" not in response.content.decode()


def test_health_check_that_raises_is_degraded(well, monkeypatch, client):
    monkeypatch.setitem(health._checks, "dummy", fail)
    response = client.get("/health/")
    assert (response.status_code, response.json()["dummy"]) == (200, "does not answer")
    assert "geheim" not in response.content.decode()


def test_health_of_a_plugin_that_is_off_is_not_asked(well, monkeypatch, settings, client):
    monkeypatch.setitem(health._checks, "dummy", fail)
    settings.PLUGINS = [name for name in settings.PLUGINS if name != "dummy"]
    assert "dummy" not in client.get("/health/").json()


def test_health_with_a_missing_migration_is_broken(db, client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'dummy'")
    response = client.get("/health/")
    assert (response.status_code, response.json()["migrations"]) == (503, "1 to run")


def test_health_without_a_database_is_broken_and_tells_no_reason(db, monkeypatch, client):
    def refuse(*args, **kwargs):
        raise DatabaseError("password for user site at 10.0.0.1 is wrong")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        response = client.get("/health/")
    assert (response.status_code, response.json()["database"]) == (503, "does not answer")
    assert "10.0.0.1" not in response.content.decode()


def test_health_is_never_cached(well, client):
    assert "no-store" in client.get("/health/")["Cache-Control"]


def test_health_holds_texts_only(well, client):
    values = json.loads(client.get("/health/").content).values()
    assert all(isinstance(value, str) for value in values)


@pytest.mark.parametrize("url", ["/health/", "/robots.txt", "/sitemap.xml", "/feeds/news/"])
def test_address_for_machines_refuses_to_be_written_to(url, site, client):
    assert client.post(url).status_code == 405 or url == "/sitemap.xml"


def test_robots_keep_out_of_the_admin_and_find_the_sitemap(site, client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_sitemap_lists_published_pages_in_both_languages(site, client):
    text = client.get("/sitemap.xml").content.decode()
    assert [f">{url}<" in text for url in _full("/", "/en/", "/methoden/", "/nieuws/")] == [
        True
    ] * 4


def _full(*paths: str) -> list[str]:
    return [f"http://testserver{path}" for path in paths]
