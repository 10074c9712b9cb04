"""From times to figures, goals, page and plot."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from benchmarks.measuring import Goal, Timing
from benchmarks.search import parts, report
from benchmarks.search.engines import Contender
from benchmarks.search.goals import goals_of
from benchmarks.search.latency import take_turns
from benchmarks.search.plot import Scale, draw
from benchmarks.search.results import Results
from benchmarks.search.stages import in_turn
from benchmarks.search.store import Store
from benchmarks.tables import goal_rows

RUN = ["Command: `python -m benchmarks.search`"]


@pytest.fixture
def results(tmp_path):
    return Results(tmp_path / "figures.json")


def add_times(results: Results, documents: int, **medians: float) -> None:
    """Write down searches of our three kinds, of which each took what is given."""
    results.begin(parts.NEW_SEARCHES, documents, list(RUN))
    names = {"embedded": parts.EMBEDDED, "ours": parts.ours("9"), "raw": parts.raw("9")}
    for short, milliseconds in medians.items():
        timing = Timing(names[short], (milliseconds,) * 3)
        results.add_timing(parts.NEW_SEARCHES, documents, names[short], timing)


@pytest.mark.parametrize(
    ("percent", "expected"), [(50, 50), (95, 95), (99, 99), (100, 100), (0, 1)]
)
def test_percentile_is_the_nearest_rank(percent, expected):
    timing = Timing("", tuple(float(n) for n in range(100, 0, -1)))
    assert timing.percentile(percent) == expected


def test_percentile_of_a_few_samples_is_one_of_them():
    assert Timing("", (3.0, 1.0, 2.0)).percentile(95) == 3.0


@pytest.mark.parametrize(
    ("row", "expected"),
    [(1, "a5 b5 b6 a6 a7 b7"), (2, "a5 a6 b5 b6 b7 a7"), (9, "a5 a6 a7 b5 b6 b7")],
)
def test_every_contender_gets_every_question_and_takes_turns_at_the_first_place(row, expected):
    asked: list[tuple[str, int]] = []

    def contender(name: str) -> Contender:
        def ask(number: int) -> int:
            asked.append((name, number))
            return number

        return Contender(name, ask)

    times, totals = take_turns([contender("a"), contender("b")], [5, 6, 7], row=row)
    assert " ".join(f"{name}{number}" for name, number in asked) == expected
    assert totals == {"a": [5, 6, 7], "b": [5, 6, 7]}
    assert {name: len(timing.samples) for name, timing in times.items()} == {"a": 3, "b": 3}


def test_stages_see_every_document_once(tmp_path):
    from benchmarks.search.documents import make_documents

    store = Store(tmp_path / "documents")
    store.write(make_documents(12))
    sent: list[str] = []
    seconds = in_turn(store, lambda forms: sent.extend(form.key for form in forms))
    assert sent == [document.key for document in store.read()]
    assert all(took > 0 for took in seconds.values())


def test_figures_are_read_back(results):
    add_times(results, 1_000, embedded=1.0)
    results.write()
    again = Results(results.path)
    assert again.figure(parts.NEW_SEARCHES, 1_000, parts.EMBEDDED, "p95") == 1.0
    assert list(again.runs()) == [(parts.NEW_SEARCHES, 1_000, RUN)]


def test_part_measured_anew_leaves_the_others(results):
    add_times(results, 1_000, embedded=1.0, raw=4.0)
    add_times(results, 10_000, embedded=2.0)
    add_times(results, 1_000, embedded=3.0)
    assert results.sizes(parts.NEW_SEARCHES) == [1_000, 10_000]
    assert results.figure(parts.NEW_SEARCHES, 1_000, parts.EMBEDDED, "p50") == 3.0
    assert results.figure(parts.NEW_SEARCHES, 1_000, parts.raw("9"), "p50") is None
    assert results.figure(parts.NEW_SEARCHES, 10_000, parts.EMBEDDED, "p50") == 2.0


@pytest.mark.parametrize(("ours", "is_met"), [(11.4, True), (11.6, False)])
def test_our_engine_is_held_against_the_raw_request(results, ours, is_met):
    add_times(results, 1_000, ours=ours, raw=10.0)
    assert [goal.is_met for goal in goals_of(results)] == [is_met, is_met]


@pytest.mark.parametrize(("embedded", "is_met"), [(3.9, True), (4.1, False)])
def test_embedded_engine_is_held_against_the_raw_request_at_a_hundred_thousand(
    results, embedded, is_met
):
    add_times(results, 100_000, embedded=embedded, raw=10.0)
    assert [goal.is_met for goal in goals_of(results)] == [is_met, is_met]


@pytest.mark.parametrize(("together", "is_met"), [(71.0, True), (69.0, False)])
def test_rebuild_is_held_against_its_slowest_stage(results, together, is_met):
    results.begin(parts.STAGES, 1_000, [])
    speeds = {"reading": 900.0, "analysing": 100.0, "sending": 300.0, parts.TOGETHER: together}
    for name, speed in speeds.items():
        results.add(parts.STAGES, 1_000, name, {"seconds": 1, "documents a second": speed})
    assert [goal.is_met for goal in goals_of(results)] == [is_met]


@pytest.mark.parametrize(("theirs", "is_met"), [(31.0, True), (29.0, False)])
def test_lead_on_wagtail_is_that_in_the_same_place(results, theirs, is_met):
    peer = parts.wagtail(parts.DATABASE)
    results.begin(parts.PAGES, 10_000, [])
    for name, median in ((f"{parts.EMBEDDED}, beside {peer}", 10.0), (peer, theirs)):
        results.add_timing(parts.PAGES, 10_000, name, Timing(name, (median,)))
    assert [goal.is_met for goal in goals_of(results)] == [is_met]


@pytest.mark.parametrize(("megabytes", "is_met"), [(124.0, True), (126.0, False)])
def test_memory_is_flat_when_ten_times_as_many_documents_take_hardly_more(
    results, megabytes, is_met
):
    for documents, memory in ((10_000, 100.0), (100_000, megabytes)):
        results.begin(parts.REBUILD, documents, [])
        results.add(parts.REBUILD, documents, parts.EMBEDDED, {"private MB": memory})
    assert [goal.is_met for goal in goals_of(results)] == [is_met]


def test_missed_goal_says_so():
    rows = goal_rows([Goal("a", 2, 3, "ms"), Goal("b", 2, 3, "times", is_least=True)])
    assert [(row[1], row[-1]) for row in rows[1:]] == [("≤ 2 ms", "MISS"), ("≥ 2 times", "ok")]


def test_page_has_the_figures_the_misses_and_the_command(results):
    add_times(results, 1_000, embedded=1.25, ours=12.5, raw=10.0)
    page = results.path.with_suffix(".md")
    report.write(results, page)
    text = page.read_text()
    assert "| 1,000 | Ours, embedded | 3 | 1.2 | 1.2 | 1.2 |" in text
    assert "MISS" in text
    assert RUN[0] in text
    assert f"({page.with_suffix('.svg').name})" in text


def test_plot_is_sound_and_says_what_it_shows(results):
    for documents in (1_000, 10_000):
        add_times(results, documents, embedded=1.0, ours=documents / 100, raw=9.0)
    root = ElementTree.fromstring(report.plot_of(results))
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Time of a new search, median"
    assert "10,000: Ours, embedded 1.0 ms" in root.find(f"{space}desc").text
    assert len(root.findall(f"{space}circle")) == 6
    assert "prefers-color-scheme:dark" in root.find(f"{space}style").text


def test_plot_escapes_names():
    drawn = draw("a < b", "c & d", {"<line>": {10: 1.0, 100: 2.0}}, x="x", y="y")
    assert ElementTree.fromstring(drawn).find("{http://www.w3.org/2000/svg}title").text == "a < b"


def test_scale_places_by_powers_of_ten():
    scale = Scale(1, 100, 0, 200)
    assert [scale.place(value) for value in (1, 10, 100)] == [0, 100, 200]
    assert scale.ticks() == [1, 10, 100]
