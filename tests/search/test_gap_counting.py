"""Gaps are counted after the answer: bounded, safe with threads and forks, and never in the way."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test import Client

from search import gap_counting, gap_writing
from search.gaps import Gap
from search.models import SearchGap, SearchGapLedger

TODAY = date(2027, 3, 1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def gap(text: str = "zqx", **fields) -> Gap:
    return Gap("text", "nl", text=text, **fields)


def write(*gaps: Gap, day: date = TODAY) -> None:
    gap_writing.write(dict.fromkeys(gaps, day), 0)


def times() -> dict[str, int]:
    return dict(SearchGap.objects.values_list("text", "times"))


def test_first_time_makes_a_row_and_the_next_counts(db):
    write(gap("een"), gap("twee"))
    write(gap("een"))
    assert times() == {"een": 2, "twee": 1}


def test_row_holds_days_and_no_moments(db):
    write(gap(), day=TODAY - DAY)
    write(gap())
    row = SearchGap.objects.get()
    assert (row.first_seen, row.last_seen) == (TODAY - DAY, TODAY)
    assert {field.get_internal_type() for field in SearchGap._meta.fields} <= {
        *("BigAutoField", "CharField", "TextField", "DateField", "PositiveIntegerField")
    }


def test_list_that_waited_does_not_turn_the_day_back(db):
    write(gap())
    write(gap(), day=TODAY - 3 * DAY)
    assert SearchGap.objects.get().last_seen == TODAY


@pytest.mark.parametrize("number", [1, 60])
def test_writing_costs_few_queries(db, django_assert_max_num_queries, number):
    write(*(gap(f"oud {n}") for n in range(number)))
    both = [gap(f"{kind} {n}") for kind in ("oud", "nieuw") for n in range(number)]
    # The transaction, the lock, one look, one count, one insertion and the ledger.
    with django_assert_max_num_queries(12):
        write(*both)
    assert SearchGap.objects.count() == 2 * number


def test_day_has_room_for_so_many_new_rows(db, monkeypatch):
    monkeypatch.setattr(gap_writing, "NEW_A_DAY", 10)
    write(gap("bekend"))
    for start in range(0, 100, 20):
        write(*(gap(f"aanval {n}") for n in range(start, start + 20)))
    write(gap("bekend"))
    assert (SearchGap.objects.count(), times()["bekend"]) == (10, 2)
    assert gap_writing.left_out_today() == 91


def test_new_day_has_room_again(db, monkeypatch, today):
    monkeypatch.setattr(gap_writing, "NEW_A_DAY", 2)
    write(gap("een"), gap("twee"), gap("drie"))
    today.move_to(datetime(2027, 3, 2, 9, tzinfo=UTC))
    write(gap("drie"))
    assert (set(times()), gap_writing.left_out_today()) == ({"een", "twee", "drie"}, 0)


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(gap_counting, "MOST_NOTED", 50)
    for number in range(10_000):
        gap_counting.collector.add(gap(f"aanval {number}"))
    noted, left_out = gap_counting.collector.take()
    assert (len(noted), left_out) == (50, 9_950)


def test_known_question_is_noted_when_the_memory_is_full(monkeypatch):
    monkeypatch.setattr(gap_counting, "MOST_NOTED", 1)
    for _ in range(2):
        gap_counting.collector.add(gap())
    assert gap_counting.collector.take()[1] == 0


def test_threads_lose_nothing(db):
    def add(number: int) -> None:
        for n in range(50):
            gap_counting.collector.add(gap(f"tekst {number} {n}"))
            gap_counting.collector.add(gap("van allen"))

    threads = [threading.Thread(target=add, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    noted, left_out = gap_counting.collector.take()
    assert (len(noted), left_out) == (401, 0)


def test_child_of_a_fork_does_not_count_for_its_parent():
    gap_counting.collector.add(gap())
    gap_counting.collector._lock.acquire()  # as another thread may hold it at that moment
    child = os.fork()
    if child == 0:
        gap_counting.collector.add(gap("van het kind"))
        os._exit(len(gap_counting.collector.take()[0]))
    gap_counting.collector._lock.release()
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1


def finish_request() -> None:
    """Do what follows an answer; the signal itself would close the connection of the test."""
    gap_counting.on_request_finished()


@pytest.fixture
def due(db, monkeypatch):
    """Every end of a request writes."""
    monkeypatch.setattr(gap_counting, "SECONDS", 0)


def test_what_was_noted_is_written_after_an_answer(due):
    gap_counting.collector.add(gap())
    finish_request()
    finish_request()
    assert times() == {"zqx": 1}


def test_search_of_a_visitor_ends_in_a_row(due, index):
    Client(headers={"user-agent": "Mozilla/5.0"}).get("/zoeken/?q=zqxzqx")
    assert times() == {"zqxzqx": 1}


def test_nothing_is_written_within_a_minute(db, django_assert_num_queries):
    gap_counting.collector.add(gap())
    with django_assert_num_queries(0):
        finish_request()


def test_end_of_a_request_without_news_asks_nothing(due, django_assert_num_queries):
    finish_request()
    with django_assert_num_queries(0):
        finish_request()


def test_row_of_a_gap_names_nobody(due, index):
    client = Client(headers={"user-agent": "Mozilla/5.0"}, REMOTE_ADDR="203.0.113.77")
    client.cookies["sessionid"] = "sessiegeheim"
    client.get("/zoeken/?q=zqxzqx", headers={"referer": "https://verwijzer.example/"})
    (row,) = SearchGap.objects.values()
    written = repr(row)
    assert "zqxzqx" in written
    assert not any(
        secret in written for secret in ("203.0.113", "sessiegeheim", "verwijzer", "Moz")
    )


def test_busy_database_is_not_waited_for(due, monkeypatch):
    def refuse(*args):
        raise OperationalError("database is locked")

    gap_counting.collector.add(gap())
    with monkeypatch.context() as patch:
        patch.setattr(gap_writing, "_lock_ledger", refuse)
        finish_request()
    assert times() == {}
    finish_request()
    assert times() == {"zqx": 1}


def test_what_cannot_be_written_stays_bounded(db, monkeypatch):
    monkeypatch.setattr(gap_counting, "MOST_NOTED", 3)
    gap_counting.collector.put_back(dict.fromkeys([gap("a"), gap("b")], TODAY), 4)
    gap_counting.collector.put_back(dict.fromkeys([gap("c"), gap("d")], TODAY), 0)
    noted, left_out = gap_counting.collector.take()
    assert (len(noted), left_out) == (3, 5)


@pytest.mark.parametrize("error", [ValueError("stuk"), RuntimeError("ook stuk")])
def test_fault_reaches_no_visitor_and_is_logged(error, due, index, monkeypatch, caplog):
    def fail(*args):
        raise error

    monkeypatch.setattr(gap_writing, "write", fail)
    response = Client(headers={"user-agent": "Mozilla/5.0"}).get("/zoeken/?q=geheimwoord")
    assert (response.status_code, str(error) in caplog.text) == (200, True)
    assert "geheimwoord" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_writer_elsewhere_costs_the_visitor_no_time(due):
    """Somebody holds the one lock of SQLite; on PostgreSQL, that of the ledger."""
    write(gap("eerste"))
    started, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            SearchGapLedger.objects.select_for_update().get()
            SearchGapLedger.objects.update(left_out=0)
            started.set()
            release.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    started.wait(30)
    try:
        gap_counting.collector.add(gap())
        began = time.perf_counter()
        finish_request()
        waited = time.perf_counter() - began
    finally:
        release.set()
        holder.join()
    assert (times(), waited < 10) == ({"eerste": 1}, True)  # SQLite waits 20 when it may
    finish_request()
    assert times() == {"eerste": 1, "zqx": 1}


@pytest.mark.parametrize(
    ("days", "status", "is_left"),
    [
        (30, "open", True),
        (31, "open", False),
        (31, "answered", False),
        (31, "wanted", True),
        (400, "wanted", True),
    ],
)
@pytest.mark.parametrize("number", [1, 50])
def test_row_goes_thirty_days_after_it_was_last_seen(db, days, status, is_left, number):
    write(gap(), day=TODAY - days * DAY)
    SearchGap.objects.update(status=status, times=number)
    gap_writing.remove_expired()
    assert SearchGap.objects.exists() is is_left


def test_old_rows_go_by_themselves(due):
    write(gap(), day=TODAY - 31 * DAY)
    finish_request()
    assert times() == {}


@pytest.mark.parametrize("action", ["sync", "rebuild"])
def test_command_removes_old_rows(action, index):
    write(gap(), day=TODAY - 31 * DAY)
    call_command("search", action, verbosity=0)
    assert times() == {}


def test_old_rows_stay_until_the_database_is_free(due, monkeypatch):
    def refuse():
        raise OperationalError("database is locked")

    write(gap(), day=TODAY - 31 * DAY)
    with monkeypatch.context() as patch:
        patch.setattr(gap_writing, "remove_expired", refuse)
        finish_request()
    finish_request()
    assert times() == {}


def shown() -> set[str]:
    return set(SearchGap.objects.shown().values_list("text", flat=True))


@pytest.mark.parametrize(("number", "is_shown"), [(1, False), (4, False), (5, True), (6, True)])
def test_row_is_shown_from_five_times(db, number, is_shown):
    for _ in range(number):
        write(gap())
    assert shown() == ({"zqx"} if is_shown else set())


def test_row_whose_time_is_over_is_not_shown_although_it_is_there(db):
    write(gap(), day=TODAY - 31 * DAY)
    SearchGap.objects.update(times=9)
    assert shown() == set()


@pytest.mark.parametrize(
    ("before", "after"), [("open", "open"), ("answered", "open"), ("wanted", "wanted")]
)
def test_answered_question_that_is_asked_again_is_open(db, before, after):
    write(gap())
    SearchGap.objects.update(status=before, note="Blijft")
    write(gap())
    row = SearchGap.objects.get()
    assert (row.status, row.note) == (after, "Blijft")
