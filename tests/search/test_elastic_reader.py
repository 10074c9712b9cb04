"""What a reader of Elasticsearch remembers between searches."""

from __future__ import annotations

import pytest
from elasticsearch import Elasticsearch

from search.engines.elastic_reader import ElasticReader


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, str]]:
    """What was read from the server: the index, how far it was, and the language."""
    found: list[tuple[str, int, str]] = []

    def read_words(reader: ElasticReader, language: str) -> list[tuple[str, int]]:
        found.append((reader.index, reader.cursor, language))
        return [("kaart", 1)]

    monkeypatch.setattr(ElasticReader, "read_words", read_words)
    return found


@pytest.fixture
def client() -> Elasticsearch:
    return Elasticsearch("http://127.0.0.1:9")


def test_words_are_read_once_for_searches_of_one_state(client, read):
    for _search in range(2):
        assert ElasticReader(client, "index", 1).vocabulary("nl").closest("kaatr")
    assert read == [("index", 1, "nl")]


def test_words_are_read_anew_for_each_state_and_language(client, read):
    for index, cursor, language in (("a", 1, "nl"), ("a", 2, "nl"), ("b", 2, "nl"), ("b", 2, "en")):
        ElasticReader(client, index, cursor).vocabulary(language)
    assert len(read) == 4
