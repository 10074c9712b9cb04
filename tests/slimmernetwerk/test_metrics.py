"""`/metrics/`: only for who has the token, and in the text format of Prometheus."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from slimmernetwerk import metrics
from slimmernetwerk.metrics import Gauge, as_text

TOKEN = "een-lang-geheim"
LINE = re.compile(
    r"""\#\ (HELP|TYPE)\ [a-z_]+\ .+
    |[a-z_]+(\{([a-z_]+="([^"\\\n]|\\[\\"n])*",?)+\})?\ -?[0-9.]+""",
    re.VERBOSE,
)


def ask(client, authorization: str | None = f"Bearer {TOKEN}"):
    headers = {"Authorization": authorization} if authorization is not None else {}
    return client.get("/metrics/", headers=headers)


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN


@pytest.mark.parametrize("authorization", [None, "Bearer ", f"Bearer {TOKEN}"])
def test_without_a_token_in_the_settings_there_is_no_page(authorization, settings, client, site):
    settings.METRICS_TOKEN = ""
    assert ask(client, authorization).status_code == 404


REFUSED = ["", "Bearer", "Bearer ", "Bearer x", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "é"]


@pytest.mark.parametrize("authorization", [None, *REFUSED])
def test_who_has_not_the_token_gets_nothing(authorization, token, client, db):
    response = ask(client, authorization)
    assert (response.status_code, response.content) == (401, b"")
    assert response["WWW-Authenticate"] == "Bearer"


def test_token_in_the_address_is_not_taken(token, client, db):
    assert client.get("/metrics/", {"token": TOKEN}).status_code == 401


def test_signed_in_administrator_needs_the_token_as_well(token, admin_client):
    assert admin_client.get("/metrics/").status_code == 401


def test_who_has_the_token_gets_text_that_nobody_keeps(token, client, index):
    response = ask(client)
    assert (response.status_code, response["Content-Type"]) == (200, metrics.CONTENT_TYPE)
    assert "no-store" in response["Cache-Control"]


def test_figures_cannot_be_posted(token, client, db):
    assert client.post("/metrics/").status_code == 405


def test_every_line_is_of_the_format(token, client, index):
    lines = ask(client).content.decode().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len(lines) > 20


def test_every_figure_is_told_once_with_help_and_type(token, client, index):
    text = ask(client).content.decode()
    typed = re.findall(r"^# TYPE (\S+) gauge$", text, re.MULTILINE)
    samples = {re.split(r"[{ ]", line)[0] for line in text.splitlines() if line[0] != "#"}
    assert len(typed) == len(set(typed)) and samples <= set(typed)
    assert typed == re.findall(r"^# HELP (\S+) .", text, re.MULTILINE)


def test_labels_are_escaped():
    gauge = Gauge("x", "A \\ and\na line.", [({"name": 'a"b\\c\nd'}, 2)])
    text = as_text([gauge])
    assert text == (
        "# HELP slimmernetwerk_x A \\\\ and\\na line.\n"
        "# TYPE slimmernetwerk_x gauge\n"
        'slimmernetwerk_x{name="a\\"b\\\\c\\nd"} 2\n'
    )


def test_plugin_that_raises_leaves_the_figures_of_others(token, client, index, monkeypatch):
    def fail():
        raise ValueError("geheim")

    monkeypatch.setitem(metrics._collectors, "dummy", fail)
    text = ask(client).content.decode()
    assert "slimmernetwerk_search_journal_position" in text and "geheim" not in text
    assert "slimmernetwerk_plugin_trouble 1" in ask(client).content.decode()


def test_plugin_that_is_off_tells_nothing(token, client, index, settings):
    settings.PLUGINS = [name for name in settings.PLUGINS if name != "search"]
    assert "slimmernetwerk_search" not in ask(client).content.decode()


def test_address_is_kept_from_pages():
    from slimmernetwerk.views import reserved_slugs

    assert reverse("metrics").strip("/") in reserved_slugs()
