"""Make the site of a test search in Elasticsearch, wherever that is."""

from __future__ import annotations

import os
from typing import Any
from uuid import uuid4

import pytest

from search import followers


def search_at(settings: Any, url: str, **others: Any) -> None:
    """Let the site search at an address; the engines are made anew."""
    settings.SEARCH_ENGINE = followers.ELASTICSEARCH
    settings.ELASTICSEARCH_URL = [url]
    settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex[:8]}"
    for name, value in others.items():
        setattr(settings, name, value)
    followers.forget()


def server_url() -> str:
    """Return the address of a real server; skip without one, for nobody promised it here."""
    if "ELASTICSEARCH_URL" not in os.environ:
        pytest.skip("ELASTICSEARCH_URL names no server (`make test-elasticsearch`)")
    return os.environ["ELASTICSEARCH_URL"]
