"""The service that follows the journal: what it says, how long it waits, and how it stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError

from search import applying, journal
from search.engines.base import EngineUnavailable
from search.following import LONGEST_WAIT, Service
from slimmernetwerk.models import PlainPage
from tests import servers


class Away:
    """An engine that cannot be reached until it is told so."""

    name = "elasticsearch"

    def __init__(self, inner) -> None:
        self.inner, self.is_away, self.asked = inner, True, 0

    def cursor(self):
        self.asked += 1
        if self.is_away:
            raise EngineUnavailable("Elasticsearch fails (ConnectionError)")
        return self.inner.cursor()

    def __getattr__(self, name):
        return getattr(self.inner, name)


@pytest.fixture
def service(index):
    said: list[str] = []
    made = Service([index.near()], Event(), said.append)
    made.said = said
    return made


@pytest.fixture
def away(index, service) -> Away:
    engine = Away(index.near())
    service.engines = [engine]
    service.patience = {engine.name: service.patience["embedded"]}
    service.patience[engine.name].name = engine.name
    return engine


def look_again(service) -> None:
    """Let the service look as it does when it has waited long enough."""
    for patience in service.patience.values():
        patience.next_try = 0.0
    service.look()


def test_service_applies_what_waits(service, index, make_page):
    make_page(PlainPage, title="Kwispelstaart")
    service.look()
    assert index.near().cursor() == journal.last_position()


def test_service_builds_a_missing_index(db, search_directory):
    from search import followers

    said: list[str] = []
    Service([followers.near()], Event(), said.append).look()
    assert followers.near().cursor() is not None
    assert said[0] == "embedded: no usable index, rebuilding"


def test_service_says_once_that_an_engine_is_away_and_once_that_it_is_back(service, away):
    for _ in range(4):
        look_again(service)
    away.is_away = False
    for _ in range(2):
        look_again(service)
    assert service.said == [
        "elasticsearch: away: Elasticsearch fails (ConnectionError)",
        "elasticsearch: well again",
    ]


def test_service_waits_longer_and_longer_for_an_engine_up_to_a_limit(service, away):
    waits = []
    for _ in range(8):
        look_again(service)
        waits.append(service.patience[away.name].wait)
    assert waits == [2, 4, 8, *[LONGEST_WAIT] * 5]


def test_service_leaves_an_engine_alone_while_it_waits(service, away):
    for _ in range(5):
        service.look()
    assert away.asked == 1


def test_service_is_patient_anew_after_an_engine_was_back(service, away):
    look_again(service)
    away.is_away = False
    look_again(service)
    assert service.patience[away.name].wait == 1


def test_one_engine_away_does_not_hold_up_the_other(service, away, index, make_page):
    service.engines = [away, index.near()]
    service.patience["embedded"] = type(service.patience[away.name])("embedded", print)
    make_page(PlainPage, title="Kwispelstaart")
    service.look()
    assert index.near().cursor() == journal.last_position()


def test_fault_of_one_engine_does_not_end_the_service(service, index, monkeypatch, caplog):
    def fail(*args, **options):
        raise LookupError("a bug")

    monkeypatch.setattr("search.applying.catch_up", fail)
    for _ in range(3):
        look_again(service)
    assert service.said == ["embedded: failed (LookupError)"]
    assert caplog.text.count("does not follow the journal") == 1


def test_service_survives_a_database_that_is_away(service, monkeypatch):
    times = []

    def refuse() -> None:
        times.append(1)
        if len(times) == 3:
            service.stop.set()
        raise OperationalError("the database system is starting up")

    monkeypatch.setattr("search.following.POLL_SECONDS", 0.001)
    monkeypatch.setattr("search.following.close_old_connections", lambda: None)
    monkeypatch.setattr("search.journal.note_plugins", refuse)
    service.database.wait = 0.001
    service.run()
    assert len(times) == 3
    lines = [line for line in service.said if line.startswith("database")]
    assert lines == ["database: does not answer (OperationalError)"]


def test_service_stops_in_the_middle_of_a_big_change(service, index, make_page):
    make_page(PlainPage, title="Kwispelstaart")
    before = index.near().cursor()
    service.stop.set()
    with pytest.raises(applying.Stopped):
        service.look()
    assert index.near().cursor() == before


def test_stopped_rebuild_leaves_the_old_index(service, index, make_page):
    make_page(PlainPage, title="Kwispelstaart")
    cursor = index.near().cursor()
    service.stop.set()
    with pytest.raises(applying.Stopped):
        index.rebuild(service.check_stop)
    assert index.near().cursor() == cursor


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_the_process_cleanly(number, sqlite_site):
    command = [sys.executable, "manage.py", "search", "sync", "--follow"]
    with subprocess.Popen(
        command,
        env={**os.environ, **sqlite_site},
        cwd=Path(servers.ROOT),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline() == "following the journal\n"
        process.send_signal(number)
        output, errors = process.communicate(timeout=servers.SECONDS)
    assert (process.returncode, output.splitlines()[-1], errors) == (0, "stopped", "")
