"""Static files have a hash in their name once they are collected, and a theme is among them."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template.loader import render_to_string

from slimmernetwerk.static_files import StaticFiles
from tests.servers import ROOT

WATERKANT = ROOT / "tests/themes/waterkant"


@pytest.fixture
def theme(settings):
    settings.THEME_DIR, settings.THEME_CLASS = str(WATERKANT), "waterkant"
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, ("theme", settings.THEME_DIR)]


def test_file_has_its_plain_name_before_collecting():
    assert staticfiles_storage.url("css/site.css") == "/static/css/site.css"


@pytest.fixture
def collected(settings, tmp_path, theme):
    """The storage of a site whose static files are collected."""
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    return StaticFiles(location=settings.STATIC_ROOT, base_url="/static/")


def test_collected_file_has_a_hash_and_a_compressed_copy(collected):
    for name in ("css/site.css", "js/site.js", "theme/theme.css"):
        url = collected.url(name)
        assert re.fullmatch(rf"/static/{name.replace('.', r'[.][0-9a-f]{12}[.]')}", url)
        assert collected.exists(url.removeprefix("/static/") + ".gz")
    font = "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    with collected.open(collected.stored_name("css/site.css")) as styles:
        assert collected.url(font).rpartition("/")[2] in styles.read().decode()


def test_file_that_came_after_collecting_has_its_plain_name(tmp_path):
    manifest = {"version": "1.1", "paths": {"css/site.css": "css/site.0123456789ab.css"}}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    collected = StaticFiles(location=tmp_path, base_url="/static/")
    assert collected.url("css/site.css") == "/static/css/site.0123456789ab.css"
    assert collected.url("css/nieuw.css") == "/static/css/nieuw.css"


def test_page_names_the_theme_after_our_own_styles(theme, site, client):
    html = client.get("/").content.decode()
    assert re.findall(r'rel="stylesheet" href="([^"]+)"', html) == [
        "/static/css/site.css",
        "/static/theme/theme.css",
    ]
    assert '<html lang="nl" class="waterkant">' in html
    assert "preload" not in html


def test_page_without_a_theme_names_none(site, client):
    html = client.get("/").content.decode()
    assert "theme" not in html.partition("</head>")[0]
    assert '<html lang="nl">' in html
    assert 'rel="preload"' in html


def test_error_page_has_the_theme(theme):
    html = render_to_string("500.html")
    assert '<link rel="stylesheet" href="/static/theme/theme.css">' in html
    assert 'class="waterkant"' in html


def test_class_of_a_theme_cannot_leave_its_attribute(settings, site, client):
    settings.THEME_CLASS = '"><script>'
    assert "<script>" not in client.get("/").content.decode().partition("<head>")[0]
