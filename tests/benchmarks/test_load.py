"""People ask every process and path, and tell what they met."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.faults.visiting import HOST, LINE
from benchmarks.load import asking, report
from benchmarks.load.asking import Answer, Measured, ask
from benchmarks.load.loads import HUNG, RESULTS, SUGGESTIONS, Load

PAGES = {"/goed/": (200, "20 methoden"), "/elders/": (200, LINE), "/stuk/": (500, "fout")}
NEVER = "/nooit/"
TOO_LONG = 2.0  # seconds


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
        if self.path == NEVER:
            time.sleep(TOO_LONG)
            self.close_connection = True
            return
        status, text = PAGES[self.path]
        body = gzip.compress(text.encode())
        self.send_response(status)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    both = [Server(), Server()]
    for server in both:
        Thread(target=server.serve_forever, daemon=True).start()
    yield both
    for server in both:
        server.shutdown()
        server.server_close()


def met(servers: list[Server], *paths: str) -> Measured:
    ports = [str(server.server_port) for server in servers]
    return ask(ports, paths, people=4, seconds=0.5)


def test_each_process_is_asked_every_path_of_the_site(servers):
    met(servers, "/goed/", "/elders/")
    assert [server.asked for server in servers] == [{"/goed/", "/elders/"}] * 2
    assert [server.hosts for server in servers] == [{HOST}] * 2


def test_good_pages_are_counted_with_their_times(servers):
    found = met(servers, "/goed/")
    assert (found.failed, found.saying) == (0, 0)
    assert found.per_second > 10
    assert 0 < found.percentile(50) <= found.percentile(99)


def test_pages_that_fail_and_pages_that_say_so_are_counted(servers):
    found = met(servers, "/goed/", "/elders/", "/stuk/")
    assert found.failed == pytest.approx(len(found.answers) / 3, abs=4)
    assert found.saying == pytest.approx(len(found.answers) / 3, abs=4)


def test_process_that_is_gone_is_a_failure(servers):
    servers[1].shutdown()
    servers[1].server_close()
    assert met(servers, "/goed/").failed > 0


def test_question_without_an_answer_is_a_failure_and_takes_as_long_as_one_waits(
    servers, monkeypatch
):
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    found = met(servers, NEVER)
    assert found.failed == len(found.answers) > 0
    assert (found.per_second, found.percentile(50)) == (0, pytest.approx(200, rel=0.5))


def verdicts(name: str, number: int, milliseconds: float, *, is_good: bool) -> dict[str, bool]:
    run = Measured([Answer(milliseconds, is_good)] * number, seconds=30)
    return {goal.name: goal.is_met for goal in report.goals([Load(name, (run,))])}


@pytest.mark.parametrize("name", [RESULTS, SUGGESTIONS, HUNG])
def test_site_that_holds_the_load_meets_each_goal(name):
    assert set(verdicts(name, 6_000, 40, is_good=True).values()) == {True}


@pytest.mark.parametrize("name", [RESULTS, SUGGESTIONS, HUNG])
def test_site_that_does_not_misses_each_goal(name):
    assert set(verdicts(name, 30, 900, is_good=False).values()) == {False}
