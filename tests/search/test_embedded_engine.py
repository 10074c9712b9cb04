"""What only the embedded engine promises: it survives kills, forks, damage and rivals."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest

from search.engines import (
    embedded,
    embedded_generations,
    embedded_order,
    embedded_reader,
    embedded_schema,
    embedded_writing,
)
from search.engines.base import EngineUnavailable, RebuildRunning
from search.engines.embedded import EmbeddedEngine
from search.types import SearchRequest
from tests.search.example_documents import ALL, document

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(path):
    engine = EmbeddedEngine(path)
    engine.rebuild(ALL, 10)
    return engine


def _generation(path):
    return path / json.loads((path / "current").read_text())["generation"]


def _generations(path):
    return sorted(path.glob("generation-*"))


def _writer(engine):
    return engine._newest().index.writer(heap_size=15_000_000, num_threads=1)


# The writer


def test_apply_is_refused_while_somebody_else_writes(engine):
    writer = _writer(engine)
    assert engine.apply([document("kompas")], [], 11) is False
    assert engine.cursor() == 10
    writer.rollback()
    writer.wait_merging_threads()


def test_search_answers_while_somebody_else_writes(engine):
    writer = _writer(engine)
    assert engine.search(SearchRequest("klantreis")).total == 2
    writer.rollback()
    writer.wait_merging_threads()


def test_apply_goes_on_when_the_writer_is_free_again(engine):
    writer = _writer(engine)
    writer.rollback()
    writer.wait_merging_threads()
    assert engine.apply([document("kompas")], [], 11)


def test_many_commits_keep_every_document(engine):
    for number in range(30):
        while not engine.apply([document(f"n{number}", "Kompas")], [], 11 + number):
            time.sleep(0.01)
    assert engine.search(SearchRequest("kompas")).total == 30
    assert engine.cursor() == 40


def test_commit_of_another_process_is_seen(engine, path):
    engine.search(SearchRequest("kompas"))
    _run("engine.apply([document('kompas', 'Kompas')], [], 11)", path)
    assert engine.search(SearchRequest("kompas")).total == 1


def test_rebuild_of_another_process_is_seen(engine, path):
    engine.search(SearchRequest("kompas"))
    _run("engine.rebuild([document('kompas', 'Kompas')], 20)", path)
    assert (engine.count(), engine.cursor()) == (1, 20)


def test_part_of_a_change_that_somebody_else_finished_is_refused(engine):
    withdrawn = document("kompas", "Kompas")
    engine.apply([withdrawn], [], 11)
    engine.apply([], [withdrawn.key], 12)
    assert engine.apply([withdrawn], [], 11, since=10, is_part=True) is False
    assert engine.search(SearchRequest("kompas")).total == 0


def test_cursor_does_not_go_back(engine):
    engine.apply([], [], 12)
    assert engine.apply([], [], 11, since=10) is False
    assert engine.cursor() == 12


def test_commit_of_somebody_else_just_before_ours_is_seen(engine, path, monkeypatch):
    def overtaken(*args):
        monkeypatch.undo()
        EmbeddedEngine(path).apply([], [], 12)
        return embedded_writing.apply_changes(*args)

    monkeypatch.setattr("search.engines.embedded.apply_changes", overtaken)
    assert engine.apply([], [], 11, since=10) is False


def test_apply_to_a_generation_that_was_swapped_away_is_refused(engine, path, monkeypatch):
    rival = EmbeddedEngine(path)

    def swapped_away(*args):
        rival.rebuild(ALL, 20)
        raise EngineUnavailable("the files are gone")

    monkeypatch.setattr("search.engines.embedded.apply_changes", swapped_away)
    assert engine.apply([], [], 11) is False
    assert engine.cursor() == 20


# Generations


def test_rebuild_leaves_one_generation(engine, path):
    engine.rebuild(ALL, 11)
    assert _generations(path) == [_generation(path)]


@pytest.mark.parametrize("moment", ["before it is looked at", "while it is opened"])
def test_index_that_is_swapped_away_while_it_opens_is_passed_over(
    path, engine, moment, monkeypatch
):
    late = EmbeddedEngine(path)
    swapped = iter([engine])

    def swap():
        for other in swapped:
            other.rebuild(ALL, 20)

    stamp, open_snapshot = late._generations.stamp, embedded.open_snapshot
    if moment == "while it is opened":
        monkeypatch.setattr(
            embedded, "open_snapshot", lambda *given: (swap(), open_snapshot(*given))[1]
        )
    else:
        monkeypatch.setattr(late._generations, "stamp", lambda given: (swap(), stamp(given))[1])
    assert late.cursor() == 20


def test_who_looks_for_a_rebuild_is_not_taken_for_one(path, engine):
    with embedded_generations._lock(path / embedded_generations.LOCK, shared=True):
        assert engine.is_being_rebuilt() is False


def test_rebuild_waits_for_who_only_looks(path, engine, monkeypatch):
    monkeypatch.setattr(embedded_generations, "LOOK_SECONDS", 30)

    def let_go(seconds):
        looking.close()

    looking = ExitStack()
    lock = embedded_generations._lock(path / embedded_generations.LOCK, shared=True)
    looking.enter_context(lock)
    monkeypatch.setattr(embedded_generations.time, "sleep", let_go)
    assert engine.rebuild(ALL, 20) == len(ALL)


def test_two_rebuilds_at_once_are_refused(engine, path):
    rival = EmbeddedEngine(path)

    def documents():
        with pytest.raises(RebuildRunning):
            rival.rebuild([], 12)
        yield document("kompas")

    assert engine.rebuild(documents(), 11) == 1


def test_keys_that_share_a_bit_in_a_rebuild_lose_nothing(engine, monkeypatch):
    monkeypatch.setattr(embedded_writing, "SEEN_BYTES", 1)
    documents = [document(f"n{number}", "Kompas") for number in range(40)]
    assert engine.rebuild([*documents, document("n3", "Passer")], 11) == 40
    found = [engine.search(SearchRequest(text)).total for text in ("kompas", "passer")]
    assert found == [39, 1]


def test_rebuild_deletes_only_what_came_before(engine, monkeypatch):
    """The library keeps every deletion in memory until the end."""
    deleted, delete = [], embedded_writing._delete
    monkeypatch.setattr(
        embedded_writing, "_delete", lambda *args: deleted.append(args[2]) or delete(*args)
    )
    engine.rebuild([document(slug) for slug in "abcab"], 11)
    assert deleted == ["a:nl", "b:nl"]


def test_remains_of_a_killed_rebuild_are_removed(engine, path):
    remains = path / "generation-remains"
    remains.mkdir()
    (remains / "meta.json").write_text("{")
    engine.rebuild(ALL, 11)
    assert not remains.exists()


def test_pointer_cannot_name_a_directory_outside(engine, path, tmp_path):
    shutil.copytree(_generation(path), tmp_path / "elsewhere")
    pointer = json.loads((path / "current").read_text())
    (path / "current").write_text(json.dumps({**pointer, "generation": "../elsewhere"}))
    assert engine.cursor() is None


def test_changed_mapping_counts_as_no_index(engine, path, monkeypatch):
    monkeypatch.setattr(embedded_generations, "mapping_hash", lambda: "another")
    other = EmbeddedEngine(path)
    assert other.cursor() is None
    with pytest.raises(EngineUnavailable, match="older mapping"):
        other.search(SearchRequest("klantreis"))


def test_rebuild_makes_a_changed_mapping_usable(engine, path, monkeypatch):
    monkeypatch.setattr(embedded_generations, "mapping_hash", lambda: "another")
    other = EmbeddedEngine(path)
    other.rebuild(ALL, 11)
    assert other.cursor() == 11


# Damage


def test_missing_directory_is_unavailable(path):
    with pytest.raises(EngineUnavailable, match="rebuild"):
        EmbeddedEngine(path).suggest("klant", "nl")


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"generation": 5, "mapping": 5}'])
def test_damaged_pointer_is_unavailable(engine, path, content):
    (path / "current").write_text(content)
    assert engine.cursor() is None
    with pytest.raises(EngineUnavailable):
        engine.search(SearchRequest("klantreis"))


def test_removed_generation_is_unavailable(engine, path):
    for file in _generation(path).iterdir():
        file.unlink()
    assert engine.cursor() is None


@pytest.mark.parametrize("content", [b"", b"{", b'{"segments": []}'])
def test_damaged_meta_is_unavailable(engine, path, content):
    (_generation(path) / "meta.json").write_bytes(content)
    assert engine.cursor() is None
    with pytest.raises(EngineUnavailable):
        engine.count()


@pytest.mark.parametrize("ending", ["store", "term", "fast", "idx", "pos", "fieldnorm"])
@pytest.mark.parametrize("content", [b"", b"\xff" * 300])
def test_damaged_segment_is_told_not_crashed_on(engine, path, ending, content):
    engine.close()
    for file in _generation(path).glob(f"*.{ending}"):
        file.unlink()  # another file, for a cut in one that is open kills every reader of it
        file.write_bytes(content)
    with pytest.raises(EngineUnavailable):
        engine.search(SearchRequest('"een klantreis"', facets=("theme",)))
    assert engine.cursor() is None


def test_index_without_marker_has_no_cursor(engine):
    writer = _writer(engine)
    writer.delete_documents_by_term("marker", "cursor")
    writer.commit()
    writer.wait_merging_threads()
    assert engine.cursor() is None


def test_rebuild_heals_a_damaged_index(engine, path):
    (_generation(path) / "meta.json").write_bytes(b"{")
    engine.rebuild(ALL, 11)
    assert engine.search(SearchRequest("klantreis")).total == 2


# Forks


def test_fork_opens_its_own_index(engine):
    engine.search(SearchRequest("klantreis"))
    child = os.fork()
    if child == 0:  # the child answers by its exit status and runs no clean-up of pytest
        total = engine.search(SearchRequest("klantreis", facets=("theme",))).total
        applied = engine.apply([document("kompas", "Kompas")], [], 11)
        os._exit(0 if total == 2 and applied and engine.cursor() == 11 else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert engine.search(SearchRequest("kompas")).total == 1


# Threads


def test_threads_search_while_another_writes(engine):
    failures = []

    def read():
        try:
            for _ in range(60):
                engine.search(SearchRequest("klantreis", facets=("theme",)))
                engine.suggest("klant", "nl")
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(8):
        engine.apply([document(f"n{number}", "Kompas")], [], 11 + number)
    engine.rebuild(ALL, 30)
    for thread in threads:
        thread.join()
    assert failures == []


def test_fork_does_not_use_what_the_parent_opened(engine):
    of_the_parent = engine._newest()
    child = os.fork()
    if child == 0:
        os._exit(1 if engine._newest() is of_the_parent else 0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert engine._newest() is of_the_parent


def test_fork_does_not_wait_for_a_lock_that_it_inherited(engine, path):
    """A thread of the parent may hold the lock of the index at the moment of the fork."""
    engine._newest()
    with (_generation(path) / ".tantivy-meta.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        child = os.fork()
        if child == 0:
            signal.alarm(20)  # without the mend it waits for ever
            os._exit(0 if engine.search(SearchRequest("klantreis")).total == 2 else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


# Kills


SCRIPT = """
import sys
from pathlib import Path
from search.engines.embedded import EmbeddedEngine
from tests.search.example_documents import document
engine = EmbeddedEngine(Path(sys.argv[1]))
"""


def _start(code, path):
    script = SCRIPT + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _run(code, path):
    with _start(code, path) as process:
        process.communicate(timeout=60)
    assert process.returncode == 0


def _kill_after(process, lines):
    """Let a process acknowledge some lines, kill it, and return the last one acknowledged."""
    last = ""
    for _ in range(lines):
        last = process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    return int(rest[-1] if rest and rest[-1].strip() else last)


APPLYING = """
number = engine.cursor()
while True:
    number += 1
    if engine.apply([document(f"n{number}", "Kompas")], [], number):
        print(number, flush=True)
    else:
        number -= 1
"""

REBUILDING = """
def documents():
    for number in range(100_000):
        if number % 200 == 0:
            print(number, flush=True)
        yield document(f"n{number}", "Kompas", body="woord " * 50)
engine.rebuild(documents(), 99)
"""


def test_kill_during_apply_loses_no_acknowledged_commit(engine, path):
    for lines in (1, 3, 7, 12):
        acknowledged = _kill_after(_start(APPLYING, path), lines)
        cursor = engine.cursor()
        assert cursor >= acknowledged
        assert engine.search(SearchRequest("kompas")).total == cursor - 10
    assert engine.apply([], [], 1_000)


def test_kill_during_rebuild_leaves_the_old_index(engine, path):
    for lines in (1, 4, 9):
        _kill_after(_start(REBUILDING, path), lines)
        assert (engine.cursor(), engine.count()) == (10, len(ALL))
    assert engine.rebuild(ALL, 11) == len(ALL)
    assert _generations(path) == [_generation(path)]


# Caches


def test_cached_counts_go_with_the_commit(engine):
    request = SearchRequest("klantreis", facets=("theme",))
    first = engine._newest()
    engine.search(request)
    engine.apply([], [], 11)
    assert engine._newest() is not first
    assert engine.search(request).facets == {"theme": {"dienstverlening": 2}}


def test_snapshot_stays_as_long_as_nothing_changes(engine):
    assert engine._newest() is engine._newest()


def test_large_merge_does_not_hold_up_who_applies(engine, monkeypatch):
    monkeypatch.setattr(embedded_writing, "PATIENCE", 0.0)
    assert engine.apply([document("kompas", "Kompas")], [], 11)
    assert engine.search(SearchRequest("kompas")).total == 1


def test_counts_are_the_same_where_they_are_made_beside(engine, monkeypatch):
    engine.apply(ALL, [], 1)
    filters = {"theme": ("samenleving",), "phase": ("kiezen", "verkennen")}
    request = SearchRequest("bewoners", filters=filters, facets=("theme", "phase", "type"))
    here = engine.search(request)
    monkeypatch.setattr(embedded_reader, "LONG_WORK", 0)
    engine.close()  # with the counts that it remembers
    beside = engine.search(request)
    assert here.facets["theme"]
    assert beside == here


def test_more_titles_that_begin_alike_than_are_compared_are_in_order(engine, monkeypatch):
    monkeypatch.setattr(embedded_order, "LONG_TIE", 20)
    titles = [f"Handreiking {n:03}" for n in range(120)]
    engine.rebuild([document(f"d{n}", titles[-n]) for n in range(120)], 20)
    hits = engine.search(SearchRequest(offset=5, limit=10)).hits
    assert [hit.title for hit in hits] == titles[5:15]


def test_stored_documents_are_packed_in_small_blocks_after_commits_and_a_merge(engine, path):
    for number in range(12):
        engine.apply([document(f"d{number}")], [], 11 + number)
    settings = json.loads((_generation(path) / "meta.json").read_text())["index_settings"]
    assert settings["docstore_blocksize"] == embedded_schema.STORE_BLOCK
