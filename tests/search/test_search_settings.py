"""Settings of search that contradict each other, or miss something, are named at the start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from search.checks import check_search_settings
from tests import servers

GOOD = {
    "SEARCH_ENGINE": "elasticsearch",
    "ELASTICSEARCH_URL": ["https://es1.example.org:9200", "https://es2.example.org:9200"],
}


def ids(settings, **changed) -> list[str]:
    for name, value in {**GOOD, **changed}.items():
        setattr(settings, name, value)
    return [message.id for message in check_search_settings(None)]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"SEARCH_ENGINE": "embedded", "ELASTICSEARCH_URL": []},
        {"ELASTICSEARCH_URL": ["http://localhost:9200"], "ELASTICSEARCH_API_KEY": "abc"},
        {"ELASTICSEARCH_USERNAME": "site", "ELASTICSEARCH_PASSWORD": "secret"},
        {"ELASTICSEARCH_REPLICAS": "0-all"},
        {"ELASTICSEARCH_REPLICAS": "2"},
    ],
)
def test_good_settings_pass(changed, settings):
    assert ids(settings, **changed) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"SEARCH_ENGINE": "solr"}, "search.E001"),
        ({"ELASTICSEARCH_URL": []}, "search.E002"),
        ({"ELASTICSEARCH_URL": ["es.example.org:9200"]}, "search.E003"),
        ({"ELASTICSEARCH_URL": ["https://es.example.org"]}, "search.E003"),
        ({"ELASTICSEARCH_URL": ["https://es.example.org:x"]}, "search.E003"),
        ({"ELASTICSEARCH_URL": ["https://a:b@es.example.org:9200"]}, "search.E004"),
        (
            {
                "ELASTICSEARCH_API_KEY": "x",
                "ELASTICSEARCH_USERNAME": "a",
                "ELASTICSEARCH_PASSWORD": "b",
            },
            "search.E005",
        ),
        ({"ELASTICSEARCH_USERNAME": "site"}, "search.E006"),
        ({"ELASTICSEARCH_PASSWORD": "secret"}, "search.E006"),
        ({"ELASTICSEARCH_CA_FILE": "/nowhere/ca.pem"}, "search.E007"),
        ({"ELASTICSEARCH_INDEX": "Met Hoofdletters"}, "search.E009"),
        ({"ELASTICSEARCH_INDEX": "_x"}, "search.E009"),
        ({"ELASTICSEARCH_REPLICAS": "veel"}, "search.E010"),
        (
            {"ELASTICSEARCH_URL": ["http://es.example.org:9200"], "ELASTICSEARCH_API_KEY": "x"},
            "search.W001",
        ),
    ],
)
def test_bad_setting_is_named(changed, expected, settings):
    assert ids(settings, **changed) == [expected]


def test_authority_without_tls_is_named(settings, tmp_path):
    path = tmp_path / "ca.pem"
    path.write_text("")
    changed = {"ELASTICSEARCH_CA_FILE": str(path), "ELASTICSEARCH_URL": ["http://localhost:9200"]}
    assert ids(settings, **changed) == ["search.E008"]


def test_cache_that_keeps_nothing_is_named(settings):
    caches = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert ids(settings, CACHES=caches) == ["search.W002"]


def test_no_message_tells_a_password(settings):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = ["https://site:geheim@es.example.org:9200"]
    settings.ELASTICSEARCH_PASSWORD = "geheim"
    assert "geheim" not in " ".join(f"{m.msg} {m.hint}" for m in check_search_settings(None))


def test_site_does_not_start_with_an_unknown_engine(tmp_path):
    variables = {**os.environ, **servers.environment(tmp_path), "SEARCH_ENGINE": "solr"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env=variables,
        cwd=servers.ROOT,
        text=True,
        capture_output=True,
    )
    assert done.returncode != 0
    assert "SEARCH_ENGINE" in done.stderr
    assert "embedded, elasticsearch" in done.stderr
