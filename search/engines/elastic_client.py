"""Reach Elasticsearch: where it is, the client, and its many ways to fail as one.

What goes wrong is named by its kind only: addresses, names of indices and answers of the server
never travel further, for an error may end on a page. Whoever asks logs it, once for each change.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from elastic_transport import BaseNode, NodePool, Transport
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.serializer import OrjsonSerializer

from search.engines.base import EngineUnavailable

READ_SECONDS = 1.0  # a visitor waits; after this the embedded index answers
WRITE_SECONDS = 30.0

logger = logging.getLogger(__name__)


class IndexGone(EngineUnavailable):
    """The server answers, and has no index of that name: never, or not any more."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where Elasticsearch is and how to sign in; `name` is that of the alias and its indices.

    `urls` are the addresses of one cluster. Give an API key, or a user with a password, or neither.
    """

    urls: tuple[str, ...]
    name: str = "slimmernetwerk"
    api_key: str = ""
    username: str = ""
    password: str = ""
    ca_file: str = ""
    read_seconds: float = READ_SECONDS


class _Hurry(threading.local):
    """How many seconds this thread may still spend waiting for the server."""

    left = math.inf


_hurry = _Hurry()


class _Transport(Transport):
    """Gives a request no more time than there is left; our own work in between costs none."""

    def perform_request(self, *arguments: Any, **options: Any) -> Any:
        if _hurry.left <= 0:
            raise EngineUnavailable("Elasticsearch has taken too long")
        options["request_timeout"] = min(options["request_timeout"], _hurry.left)
        started = time.monotonic()
        try:
            return super().perform_request(*arguments, **options)
        finally:
            _hurry.left -= time.monotonic() - started


class _Nodes(NodePool):
    """The addresses of a cluster. One thread looks at them or marks them, and then the next.

    The library does not keep them apart: a visitor got an error when an address failed meanwhile.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._one_at_a_time = threading.RLock()

    def get(self) -> BaseNode:
        with self._one_at_a_time:
            return super().get()

    def mark_dead(self, *arguments: Any, **options: Any) -> None:
        with self._one_at_a_time:
            super().mark_dead(*arguments, **options)

    def mark_live(self, node: BaseNode) -> None:
        with self._one_at_a_time:
            super().mark_live(node)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give all requests of this thread together so many seconds of waiting."""
    before = _hurry.left
    _hurry.left = given = min(before, seconds)
    try:
        yield
    finally:
        _hurry.left = before - (given - _hurry.left)


def patience(seconds: float) -> str:
    """Return until when the server may search for who waits so many seconds, or what is left."""
    left = int(min(seconds, _hurry.left) * 1_000)
    # In round numbers, or the server does not recognise what it has answered before.
    return f"{max(1, left - left % 100 if left > 100 else left)}ms"


class Connection:
    """A client for each process: sockets are not shared with what was forked."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._process = 0
        self._client: Elasticsearch | None = None

    @property
    def reading(self) -> Elasticsearch:
        """The client with the patience of a visitor."""
        if self._client is None or self._process != os.getpid():
            self._client, self._process = _connect(self.server), os.getpid()
        return self._client

    @property
    def writing(self) -> Elasticsearch:
        """The client with the patience of who fills an index."""
        return self.reading.options(request_timeout=WRITE_SECONDS)

    def close(self) -> None:
        if self._client is not None and self._process == os.getpid():
            self._client.close()
        self._client = None


def _connect(server: Server) -> Elasticsearch:
    signing_in: dict[str, object] = {}
    if server.api_key:
        signing_in["api_key"] = server.api_key
    elif server.username:
        signing_in["basic_auth"] = (server.username, server.password)
    if server.ca_file:
        signing_in["ca_certs"] = server.ca_file
    return Elasticsearch(
        list(server.urls),
        request_timeout=server.read_seconds,
        max_retries=len(server.urls) - 1,  # each other node once
        retry_on_timeout=False,
        retry_on_status=(502, 503),  # not those that also say that the time is up
        transport_class=_Transport,
        node_pool_class=_Nodes,
        serializer=OrjsonSerializer(),  # twenty hits are 40 kB of JSON
        **signing_in,  # type: ignore[arg-type]
    )


@contextmanager
def unavailable_when_it_fails(doing: str) -> Iterator[None]:
    """Turn every failure of server, network and client into EngineUnavailable."""
    try:
        yield
    except ApiError as error:
        status = error.meta.status
        logger.info("Elasticsearch answers %s while %s", status, doing)
        failure = IndexGone if isinstance(error, NotFoundError) else EngineUnavailable
        raise failure(f"Elasticsearch answers {status} while {doing}") from error
    except TransportError as error:
        kind = type(error).__name__
        logger.info("Elasticsearch fails (%s) while %s", kind, doing)
        raise EngineUnavailable(f"Elasticsearch fails ({kind}) while {doing}") from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # An answer of another shape than promised: something else sits at this address.
        logger.info("Elasticsearch gives no sensible answer while %s", doing, exc_info=True)
        raise EngineUnavailable(f"No sensible answer while {doing}") from error
