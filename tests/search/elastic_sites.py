"""Make the site of a test search in Elasticsearch, wherever that is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from search import followers
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Server
from tests.search.example_documents import ALL


def search_at(settings: Any, url: str, **others: Any) -> None:
    """Let the site search at an address; the engines are made anew."""
    settings.SEARCH_ENGINE = followers.ELASTICSEARCH
    settings.ELASTICSEARCH_URL = [url]
    settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex[:8]}"
    for name, value in others.items():
        setattr(settings, name, value)
    followers.forget()


def server_url() -> str:
    """Return the address of a real server; skip without one, also where services are required.

    `make test` never has it; other targets run the same tests on one, two of them in `make check`.
    """
    if "ELASTICSEARCH_URL" not in os.environ:
        pytest.skip("runs on a server: make test-elasticsearch, test-faults, test-es8 or test-es9")
    return os.environ["ELASTICSEARCH_URL"]


def engine_named(name: str) -> ElasticEngine:
    """Return an engine on a real server, for an index of this name."""
    return ElasticEngine(Server((server_url(),), name=name, read_seconds=20))


@contextmanager
def filled_engine() -> Iterator[ElasticEngine]:
    """Give an engine on a real server with the example documents at position 10."""
    engine = engine_named(f"test-{uuid4().hex[:8]}")
    engine.rebuild(ALL, 10)
    yield engine
    engine.generations.remove_all()
    engine.close()
