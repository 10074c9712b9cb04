"""Make the site of a test search in Elasticsearch, wherever that is."""

from __future__ import annotations

import os
from typing import Any
from uuid import uuid4

from search import followers
from tests import servers


def search_at(settings: Any, url: str, **others: Any) -> None:
    """Let the site search at an address; the engines are made anew."""
    settings.SEARCH_ENGINE = followers.ELASTICSEARCH
    settings.ELASTICSEARCH_URL = [url]
    settings.ELASTICSEARCH_INDEX = f"test-{uuid4().hex[:8]}"
    for name, value in others.items():
        setattr(settings, name, value)
    followers.forget()


def server_url() -> str:
    """Return the address of a real server, that somebody started; skip without one."""
    return os.environ.get("ELASTICSEARCH_URL") or servers.require(
        "ELASTICSEARCH_URL names no server (`make test-elasticsearch`)"
    )
