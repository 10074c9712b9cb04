"""A crowd asks every process and path, and tells what it met."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.faults.visiting import LINE
from benchmarks.load import report
from benchmarks.load.crowd import Load, Met, ask
from benchmarks.load.loads import HUNG, RESULTS, SUGGESTIONS
from tests.servers import require

PAGES = {"/goed/": (200, "20 methoden"), "/elders/": (200, LINE), "/stuk/": (500, "fout")}


class Server(ThreadingHTTPServer):
    """Answers by PAGES, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: set[str] = set()
        self.hosts: set[str] = set()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.add(self.path)
        self.server.hosts.add(self.headers["Host"])
        status, text = PAGES[self.path]
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    if shutil.which("wrk") is None:
        require("There is no wrk: install the package wrk.")
    both = [Server(), Server()]
    for server in both:
        Thread(target=server.serve_forever, daemon=True).start()
    yield both
    for server in both:
        server.shutdown()
        server.server_close()


def crowd(servers: list[Server], *paths: str) -> Met:
    return ask([str(server.server_port) for server in servers], paths, people=4, seconds=1)


def test_each_process_is_asked_every_path_as_a_visitor_does(servers):
    crowd(servers, "/goed/", "/elders/")
    assert [server.asked for server in servers] == [{"/goed/", "/elders/"}] * 2
    assert [server.hosts for server in servers] == [{"127.0.0.1:8000"}] * 2


def test_good_pages_are_counted_with_their_times(servers):
    met = crowd(servers, "/goed/")
    assert (met.failed, met.saying) == (0, 0)
    assert met.answers > 10
    assert 0 < met.p50 <= met.p95 <= met.p99


def test_pages_that_fail_and_pages_that_say_so_are_counted(servers):
    met = crowd(servers, "/goed/", "/elders/", "/stuk/")
    assert met.failed == pytest.approx(met.answers / 3, rel=0.2)
    assert met.saying == pytest.approx(met.answers / 3, rel=0.2)


def test_process_that_is_gone_is_a_failure(servers):
    servers[1].server_close()
    assert crowd(servers, "/goed/").failed > 0


def verdicts(name: str, met: Met) -> dict[str, bool]:
    return {goal.name: goal.is_met for goal in report.goals([Load(name, (met,))])}


@pytest.mark.parametrize("name", [RESULTS, SUGGESTIONS, HUNG])
def test_site_that_holds_the_load_meets_each_goal(name):
    met = Met(answers=6_000, seconds=30, failed=0, saying=0, p50=10, p95=40, p99=60)
    assert set(verdicts(name, met).values()) == {True}


@pytest.mark.parametrize("name", [RESULTS, SUGGESTIONS, HUNG])
def test_site_that_does_not_misses_each_goal(name):
    met = Met(answers=30, seconds=30, failed=1, saying=0, p50=600, p95=900, p99=1_000)
    assert set(verdicts(name, met).values()) == {False}
