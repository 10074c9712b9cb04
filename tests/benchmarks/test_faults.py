"""The experiments with faults find nothing wrong in a short run, and report what is planted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

import pytest
from django.utils import timezone

from benchmarks.faults import counting, flooding, visitors
from benchmarks.faults.counting import Difference, difference
from benchmarks.faults.degraded import Degraded
from benchmarks.faults.outcome import Outcome, Planted, keep
from benchmarks.faults.visiting import EMPTY, LINE, Visit
from benchmarks.faults.worker import talking
from benchmarks.measuring import Timing
from slimmernetwerk.models import PlainPage
from tests import servers
from tests.search.elastic_sites import server_url

ROOT = Path(__file__).resolve().parents[2]
# Experiments for any server, by the names that they write down. Those of a group share a site:
# making one takes as long as an experiment. `make check` runs the first group only.
GROUPS = (
    {"Audit": "auditing", "Server in trouble": "degrading"},
    {
        "Publishing during a rebuild": "rebuilding",
        "Kills at the swap": "swapping",
        "Editors together": "crowd",
    },
)
EXPERIMENTS = [name for group in GROUPS for name in group]
SECONDS = 900
# A busy machine is slow: only `make bench-faults`, which measures, holds these against a limit.
TIMED = {"first visit", "later visits", "filters", "publish", "slow publish", "not back", "-"}


def outcomes_of(folder: Path, *names: str) -> dict[str, Any]:
    """Run experiments in their short form; return what they wrote down."""
    page = folder / "faults.md"
    only = [word for name in names for word in ("--only", name)]
    kept = ("ELASTICSEARCH_URL", "ELASTICSEARCH_HOME", "JAVA_HOME")
    variables = servers.environment(folder, plugins=servers.CORE_PLUGINS)
    variables |= {name: os.environ[name] for name in kept if name in os.environ}
    del variables["DATABASE_URL"]
    command = [sys.executable, "-m", "benchmarks.faults", "--quick", *only, "--write", str(page)]
    done = subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=SECONDS
    )
    assert page.exists(), done.stdout[-2000:] + done.stderr[-4000:]
    return {one["name"]: one for one in json.loads(page.with_suffix(".json").read_text())}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Return what came of an experiment; its group is run when somebody asks first."""
    server_url()
    known: dict[str, Any] = {}

    def of(name: str) -> Any:
        if name not in known:
            (group,) = [group for group in GROUPS if name in group]
            known.update(outcomes_of(tmp_path_factory.mktemp("faults"), *group.values()))
        return known[name]

    return of


@pytest.mark.elasticsearch
@pytest.mark.parametrize("name", [name for name in EXPERIMENTS if name != "Server in trouble"])
def test_nothing_is_lost(name, outcome):
    assert outcome(name)["is_met"], outcome(name)


@pytest.mark.elasticsearch
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_planted_fault_is_reported(name, outcome):
    planted = outcome(name)["planted"]
    assert planted
    assert [one for one in planted if not one["is_found"]] == []


@pytest.mark.elasticsearch
def test_visitors_of_a_site_in_trouble_get_a_calm_page(outcome):
    _header, *rows = outcome("Server in trouble")["details"]
    assert len(rows) >= 9
    assert [row for row in rows if not set(row[-1].split(", ")) <= TIMED] == []


@pytest.mark.elasticsearch
def test_server_with_a_full_disk_takes_all_changes_once_there_is_room(outcome):
    """Nobody but Elasticsearch takes the block away."""
    if not counting.Server(server_url(), "").is_throw_away():
        pytest.skip("the disk of a server that is not ours is left alone")
    _header, *rows = outcome("Server in trouble")["details"]
    (wrong,) = [row[-1] for row in rows if row[0] == flooding.NAME]
    assert set(wrong.split(", ")) <= TIMED - {"not back"}


@pytest.mark.elasticsearch
def test_nothing_is_lost_while_the_server_is_killed_and_paused(tmp_path):
    if "ELASTICSEARCH_HOME" not in os.environ:
        pytest.skip("ELASTICSEARCH_HOME names no server that may be killed")
    outcome = outcomes_of(tmp_path, "outages")["Outages"]
    assert "0 missing, 0 stale, 0 phantom; audit: nothing" in outcome["found"]
    assert [one for one in outcome["planted"] if not one["is_found"]] == []


@pytest.mark.elasticsearch
def test_many_visitors_at_a_hung_server_all_get_a_page(tmp_path):
    if "ELASTICSEARCH_HOME" not in os.environ:
        pytest.skip("ELASTICSEARCH_HOME names no server that may be paused")
    outcome = outcomes_of(tmp_path, "visitors")[visitors.NAME]
    assert outcome["found"].startswith("0 visits failed")
    assert [one for one in outcome["planted"] if not one["is_found"]] == []


# The detectors by themselves


def visits(*milliseconds: float, status: int = 200, page: str = "") -> visitors.Visits:
    return visitors.Visits([Visit(status, one, page) for one in milliseconds], 1.0)


@pytest.mark.parametrize(
    ("during", "back", "expected"),
    [
        (visits(900, *[100] * 39, page=LINE), 2.0, []),
        (visits(*[900] * 3, *[100] * 17, page=LINE), 2.0, ["slow"]),
        (visits(100, status=500, page=LINE), 2.0, ["no answer"]),
        (visits(100, page=LINE), 31.0, ["not back"]),
        (visits(100), 2.0, ["says nothing"]),
        (visits(), 2.0, ["slow", "says nothing"]),
    ],
)
def test_what_many_visitors_meet_is_judged(during, back, expected):
    assert visitors.Met(visits(50), during, back, visits(50)).wrong == expected


class Told(counting.Server):
    """A server that holds what it was told."""

    def __init__(self, titles: dict[str, list[str]]) -> None:
        super().__init__("", "")
        self.told = titles

    def held_pages(self) -> dict[str, list[str]]:
        return self.told


@pytest.fixture
def wanted(site, make_page) -> dict[str, list[str]]:
    make_page(PlainPage, title="Een", slug="een")
    make_page(PlainPage, title="Twee", slug="twee")
    make_page(PlainPage, title="Concept", live=False)
    return counting.wanted_pages()


def told(pages: dict[str, list[str]]) -> set[str]:
    return {text for texts in pages.values() for text in texts}


def test_drafts_are_not_wanted(wanted):
    assert told(wanted) == {"Een at /een/", "Twee at /twee/"}


def test_what_is_hidden_is_not_wanted(wanted, make_page, make_private):
    tomorrow = timezone.now() + timedelta(days=1)
    make_page(PlainPage, title="Later", embargo_until=tomorrow)
    parent = make_page(PlainPage, title="Besloten")
    make_page(PlainPage, title="Daaronder", parent=parent)
    make_private(parent)
    assert counting.wanted_pages() == wanted


def test_moved_page_is_stale_at_its_old_address(wanted):
    PlainPage.objects.get(slug="twee").move(PlainPage.objects.get(slug="een"), pos="last-child")
    assert difference(Told(wanted)) == Difference(0, 1, 0)


def test_equal_server_has_no_difference(wanted):
    assert difference(Told(wanted)).is_none


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda held, key: held.pop(key), Difference(1, 0, 0)),
        (lambda held, key: held.update({key: ["Oud"]}), Difference(0, 1, 0)),
        (lambda held, key: held.update({key: held[key] * 2}), Difference(0, 1, 0)),
        (lambda held, key: held.update({"x:nl": ["Nooit"]}), Difference(0, 0, 1)),
    ],
    ids=["missing", "stale", "twice", "phantom"],
)
def test_each_difference_is_counted(change, expected, wanted):
    held = dict(wanted)
    change(held, next(iter(held)))
    assert difference(Told(held)) == expected


GOOD = Visit(200, 20.0, LINE)
EMPTIED = Visit(200, 20.0, f"{LINE} {EMPTY}")


def took(milliseconds: float, slow: float = 0.0) -> Timing:
    """Return the times of twenty publishes, two of which are slow."""
    return Timing("publish", (*[milliseconds] * 18, *[slow or milliseconds] * 2))


class SomeTrouble:
    name, answers, most, secrets = "some", False, 300.0, ["10.0.0.1:9200"]


def degraded(**changes: Any) -> list[str]:
    values: dict[str, Any] = {
        "trouble": SomeTrouble(),
        "first": GOOD,
        "later": [GOOD] * 3,
        "filtered": [EMPTIED] * 3,
        "publish": took(50.0),
        "plain_publish": 50.0,
        "back": 1.0,
    }
    return Degraded(**values | changes).wrong


def test_calm_site_is_as_promised():
    assert degraded() == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"first": replace(GOOD, status=500)}, "status"),
        ({"first": replace(GOOD, milliseconds=2_001.0)}, "first visit"),
        ({"later": [replace(GOOD, milliseconds=301.0)]}, "later visits"),
        ({"later": [replace(GOOD, page="")]}, "line"),
        ({"later": [replace(GOOD, page=f"{LINE} 10.0.0.1:9200")]}, "secrets"),
        ({"filtered": [replace(EMPTIED, milliseconds=301.0)]}, "filters"),
        ({"filtered": [GOOD]}, "hits"),
        ({"filtered": [replace(EMPTIED, status=503)]}, "status"),
        ({"publish": took(151.0)}, "publish"),
        ({"publish": took(50.0, slow=1_001.0)}, "slow publish"),
        ({"is_found": False}, "not found"),
        ({"is_told": False}, "not told"),
        ({"back": float("inf")}, "not back"),
        ({"left": Difference(1, 0, 0)}, "lost"),
    ],
)
def test_each_broken_promise_is_named(changes, wrong):
    assert degraded(**changes) == [wrong]


def test_planted_secret_reaches_the_visitor(monkeypatch):
    """The length that the page had would cut it off again."""
    monkeypatch.setenv("ELASTICSEARCH_URL", "http://10.0.0.1:9200")
    told = []

    def site(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "4")])
        return FileWrapper(BytesIO(b"page"))

    page = b"".join(talking(site)({}, lambda status, headers: told.extend(headers)))
    assert (b"10.0.0.1:9200" in page, told) == (True, [("Content-Type", "text/html")])


def test_experiment_without_a_planted_fault_proves_nothing():
    assert not Outcome("A", "done", "found", is_met=True).is_good


def test_planted_fault_that_nobody_saw_is_bad():
    planted = [Planted("one", "1", is_found=True), Planted("two", "0", is_found=False)]
    assert not Outcome("A", "done", "found", is_met=True, planted=planted).is_good


def test_experiment_done_again_leaves_the_others(tmp_path):
    first, second = (Outcome(name, "done", "old", is_met=True) for name in "AB")
    first.planted = [Planted("one", "1", is_found=True)]
    keep([first, second], tmp_path / "page.md")
    found = keep([replace(second, found="new")], tmp_path / "page.md")
    assert [(one.name, one.found, len(one.planted)) for one in found] == [
        ("A", "old", 1),
        ("B", "new", 0),
    ]
