"""What may be wrong with the settings of search, as system checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from search.followers import ELASTICSEARCH, ENGINES

INDEX_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
REPLICAS = re.compile(r"\d+(-(\d+|all))?")
HERE = ("localhost", "127.0.0.1", "::1")


@register()
def check_search_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse settings with which search can only run on its reserve."""
    if settings.SEARCH_ENGINE not in ENGINES:
        known = " or ".join(ENGINES)
        message = f"SEARCH_ENGINE is {settings.SEARCH_ENGINE!r}."
        return [Error(message, hint=f"Make it {known}.", id="search.E001")]
    if settings.SEARCH_ENGINE != ELASTICSEARCH:
        return []
    found = (_of_addresses(), _of_signing_in(), _of_the_ca_file(), _of_the_index(), _of_the_cache())
    return list(chain.from_iterable(found))


def _of_addresses() -> Iterator[CheckMessage]:
    if not settings.ELASTICSEARCH_URL:
        yield Error(
            "SEARCH_ENGINE is elasticsearch and ELASTICSEARCH_URL is empty.",
            hint="Give the address of the server, such as https://es.example.org:9200.",
            id="search.E002",
        )
    for number, address in enumerate(settings.ELASTICSEARCH_URL, start=1):
        # Not the address itself: it may hold a password.
        name = f"Address {number} in ELASTICSEARCH_URL"
        if not _is_address(address):
            hint = "Write scheme, host and port: https://es.example.org:9200."
            yield Error(f"{name} is not complete.", hint=hint, id="search.E003")
        elif urlsplit(address).username:
            hint = "Move them to ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD."
            yield Error(f"{name} has a user or password in it.", hint=hint, id="search.E004")


def _is_address(address: str) -> bool:
    try:
        parts: SplitResult = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname and parts.port)
    except ValueError:
        return False


def _of_signing_in() -> Iterator[CheckMessage]:
    user, password = settings.ELASTICSEARCH_USERNAME, settings.ELASTICSEARCH_PASSWORD
    key = settings.ELASTICSEARCH_API_KEY
    if key and (user or password):
        yield Error(
            "There are both an ELASTICSEARCH_API_KEY and a user or password.",
            hint="Choose one of the two.",
            id="search.E005",
        )
    if bool(user) != bool(password):
        yield Error(
            "ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD go together; one is empty.",
            hint="Set both, or neither.",
            id="search.E006",
        )
    if (key or user) and any(_is_open(address) for address in settings.ELASTICSEARCH_URL):
        yield Warning(
            "The key or password for Elasticsearch goes over the network unencrypted.",
            hint="Use https in ELASTICSEARCH_URL.",
            id="search.W001",
        )


def _is_open(address: str) -> bool:
    return _is_address(address) and address.startswith("http:") and not _is_here(address)


def _is_here(address: str) -> bool:
    return urlsplit(address).hostname in HERE


def _of_the_ca_file() -> Iterator[CheckMessage]:
    path = settings.ELASTICSEARCH_CA_FILE
    if not path:
        return
    if not Path(path).is_file():
        yield Error(
            f"ELASTICSEARCH_CA_FILE is {path}, where there is no file.",
            hint="Name the PEM file of the authority, or leave it empty.",
            id="search.E007",
        )
    if any(address.startswith("http:") for address in settings.ELASTICSEARCH_URL):
        yield Error(
            "ELASTICSEARCH_CA_FILE is set, and an address in ELASTICSEARCH_URL has no TLS.",
            hint="Use https in every address, or leave ELASTICSEARCH_CA_FILE empty.",
            id="search.E008",
        )


def _of_the_index() -> Iterator[CheckMessage]:
    if not INDEX_NAME.fullmatch(settings.ELASTICSEARCH_INDEX):
        yield Error(
            f"ELASTICSEARCH_INDEX is {settings.ELASTICSEARCH_INDEX!r}.",
            hint="Use small letters, digits, - and _; begin with a letter or digit.",
            id="search.E009",
        )
    if not REPLICAS.fullmatch(settings.ELASTICSEARCH_REPLICAS):
        yield Error(
            f"ELASTICSEARCH_REPLICAS is {settings.ELASTICSEARCH_REPLICAS!r}.",
            hint="Write a number, or from-to: 1, 0-1 or 0-all.",
            id="search.E010",
        )


def _of_the_cache() -> Iterator[CheckMessage]:
    if settings.CACHES["default"]["BACKEND"].endswith("DummyCache"):
        yield Warning(
            "The cache keeps nothing, so every visitor waits for a server that is away.",
            hint="Give CACHE_URL a cache, best one that all web processes share.",
            id="search.W002",
        )
