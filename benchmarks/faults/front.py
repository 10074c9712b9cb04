"""Something before the server that passes requests on, or answers as a server in trouble would."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.search.bad_servers import ANSWERS

LEFT_OUT = {"transfer-encoding", "connection", "content-length"}
PATIENCE = 60.0


class Front(ThreadingHTTPServer):
    """Passes on what it gets; with `answers` it gives that answer of `bad_servers` itself."""

    daemon_threads = True

    def __init__(self, behind: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = urlsplit(behind).netloc
        self.answers = ""
        self.seconds = 0.0  # before each answer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who asked has hung up, which is what these experiments are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(self.server.seconds)
        status, headers, text = self._given() if self.server.answers else self._passed_on(body)
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in LEFT_OUT:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text if self.command != "HEAD" else b"")

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

    def _given(self) -> tuple[int, dict[str, str], bytes]:
        return ANSWERS[self.server.answers]

    def _passed_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.server.behind, timeout=PATIENCE)
        headers = {
            name: value for name, value in self.headers.items() if name.lower() not in LEFT_OUT
        }
        try:
            connection.request(self.command, self.path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def front(behind: str) -> Iterator[Front]:
    """Run a front before a server."""
    with Front(behind) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()
