"""Servers on this machine that answer as a broken Elasticsearch, or something else, would."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

PRODUCT = {"X-Elastic-Product": "Elasticsearch"}
JSON = {"Content-Type": "application/json", **PRODUCT}
HTML = {"Content-Type": "text/html"}

# Status, headers and body of each answer.
ANSWERS = {
    "busy": (429, JSON, b'{"error": {"type": "es_rejected_execution_exception"}}'),
    "unavailable": (503, JSON, b'{"error": {"type": "master_not_discovered_exception"}}'),
    "read-only": (403, JSON, b'{"error": {"type": "cluster_block_exception"}}'),
    "wrong password": (401, JSON, b'{"error": {"type": "security_exception"}}'),
    "an error of a proxy": (
        502,
        HTML,
        b"<html><body>Bad Gateway on node-17.internal</body></html>",
    ),
    "another site": (200, HTML, b"<html><body>Welcome</body></html>"),
    "no product": (200, {"Content-Type": "application/json"}, b"{}"),
    "an empty object": (200, JSON, b"{}"),
    "a list": (200, JSON, b"[]"),
    "truncated": (200, JSON, b'{"hits": {"total": {"val'),
    "no text": (200, JSON, b""),
    "another charset": (200, JSON, b"\xff\xfe{"),
}


class Asked(NamedTuple):
    """A request that a server got."""

    method: str
    path: str
    headers: Message
    body: bytes


Answer = tuple[int, dict[str, str], bytes]


def answering(name: str) -> AbstractContextManager[str]:
    """Give the address of a server that always answers the same."""
    return telling(lambda asked: ANSWERS[name])


@contextmanager
def telling(
    answer: Callable[[Asked], Answer], secure: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Give the address of a server that answers what a function says, `secure` over HTTPS."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, body = answer(Asked(self.command, self.path, self.headers, sent))
            self.send_response(status)
            for header, value in headers.items():
                self.send_header(header, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scheme = "http"
    if secure is not None:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """Give the address of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def absent() -> Iterator[str]:
    """Give an address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    yield f"http://127.0.0.1:{port}"
