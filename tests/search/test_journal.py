"""The journal: written with the save, numbered after its commit, and read by position."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.db import InterfaceError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search import applying, journal
from search.documents import page_key
from search.models import JournalEntry, JournalHead
from slimmernetwerk.models import PlainPage
from vocabularies.models import Term, Vocabulary

Kind = JournalEntry.Kind
DAY = timedelta(days=1)
WAIT = 10.0  # seconds


@pytest.fixture
def page(make_page):
    """A page, with an empty journal after it was made."""
    page = make_page(PlainPage, title="Pagina", slug="pagina")
    JournalEntry.objects.all().delete()
    return page


def rows() -> list[tuple[str, str]]:
    return list(JournalEntry.objects.order_by("id").values_list("kind", "key").distinct())


def test_save_writes_a_row_with_the_key_and_no_content(page):
    page.title = "Nieuwe titel"
    page.save()
    (entry,) = JournalEntry.objects.all()
    assert (entry.kind, entry.key, entry.fault) == (Kind.PAGE, page_key(page), "")


def test_save_that_is_rolled_back_leaves_no_row(page):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        page.save()
        raise ZeroDivisionError
    assert rows() == []


def test_row_has_no_position_before_the_commit(page):
    page.save()
    assert JournalEntry.objects.get().position is None


@pytest.mark.django_db(transaction=True)
def test_row_gets_its_position_at_the_commit(page):
    page.save()
    assert JournalEntry.objects.get().position == journal.last_position()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_fault_after_the_commit_does_not_reach_the_editor(fault, page, monkeypatch):
    def refuse(**options: bool) -> int:
        raise fault("database is locked")

    monkeypatch.setattr("search.journal._give_positions", refuse)
    page.save()
    assert JournalEntry.objects.filter(position=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_rows_of_one_transaction_get_their_positions_at_once():
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        for key in "abc":
            journal.record(Kind.PAGE, key)
    assert JournalEntry.objects.filter(position=None).count() == 0
    assert len(writes_of_the_head(queries)) == 1


def writes_of_the_head(queries) -> list[str]:
    return [one["sql"] for one in queries if one["sql"].startswith('UPDATE "search_journalhead"')]


@pytest.mark.django_db(transaction=True)
def test_row_after_a_savepoint_that_was_undone_gets_its_position():
    with transaction.atomic():
        with suppress(ZeroDivisionError), transaction.atomic():
            journal.record(Kind.PAGE, "undone")
            raise ZeroDivisionError
        journal.record(Kind.PAGE, "a")
    assert JournalEntry.objects.get().position == journal.last_position()


@pytest.mark.django_db(transaction=True)
def test_row_before_a_savepoint_that_was_undone_gets_its_position():
    with transaction.atomic():
        journal.record(Kind.PAGE, "a")
        with suppress(ZeroDivisionError), transaction.atomic():
            journal.record(Kind.PAGE, "undone")
            raise ZeroDivisionError
    assert JournalEntry.objects.get().position == journal.last_position()


def test_head_is_left_alone_when_nothing_waits(db):
    journal.record(Kind.PAGE, "a")
    journal.give_positions()
    with CaptureQueriesContext(connection) as queries:
        journal.give_positions()
    assert writes_of_the_head(queries) == []


@contextmanager
def head_locked() -> Iterator[None]:
    """Hold the lock on the head from another connection, as a process does that was paused."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one lock, which saving takes too")
    held, done = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            JournalHead.objects.select_for_update().get(pk=journal.HEAD)
            held.set()
            done.wait(WAIT)
        connection.close()

    JournalHead.objects.get_or_create(pk=journal.HEAD)
    holder = Thread(target=hold)
    holder.start()
    held.wait(WAIT)
    try:
        yield
    finally:
        done.set()
        holder.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("note", [journal.record_repair, lambda key: journal.record("page", key)])
def test_nobody_waits_for_a_process_that_holds_the_head(note):
    started = time.monotonic()
    with head_locked():
        note("a")
        assert JournalEntry.objects.get(key="a").position is None
        assert time.monotonic() - started < WAIT / 2


@pytest.mark.django_db(transaction=True)
def test_publish_beside_a_held_head_is_found_by_the_next_search(index, make_page, client):
    page = make_page(PlainPage, title="Pagina")
    index.rebuild()
    with head_locked():
        page.title = "Kwispelstaart"
        page.save_revision().publish()
    assert "Kwispelstaart" in client.get("/zoeken/?q=kwispelstaart").content.decode()


def test_rows_that_came_while_positions_were_given_get_theirs_too(db, monkeypatch):
    """Who found the lock taken does not come back for its rows."""
    JournalEntry.objects.create(kind=Kind.PAGE, key="a")
    JournalHead.objects.get_or_create(pk=journal.HEAD)
    save = JournalHead.save

    def save_and_meanwhile(self, **options) -> None:
        save(self, **options)
        if not JournalEntry.objects.filter(key="b").exists():
            JournalEntry.objects.create(kind=Kind.PAGE, key="b")

    monkeypatch.setattr(JournalHead, "save", save_and_meanwhile)
    journal.give_positions()
    assert journal.waiting().count() == 0


def test_positions_follow_each_other_in_the_order_of_writing(db):
    for key in "abc":
        journal.record(Kind.PAGE, key)
    journal.give_positions()
    journal.record(Kind.PAGE, "d")
    last = journal.give_positions()
    found = JournalEntry.objects.order_by("position").values_list("position", "key")
    assert list(found) == list(zip(range(last - 3, last + 1), "abcd", strict=True))


def test_giving_positions_again_changes_nothing(db):
    journal.record(Kind.PAGE, "a")
    assert journal.give_positions() == journal.give_positions()


def test_follower_reads_after_its_cursor_and_not_more_than_it_wants(db):
    for key in "abcd":
        journal.record(Kind.PAGE, key)
    start = journal.give_positions() - 4
    assert [entry.key for entry in journal.after(start + 1, 2)] == ["b", "c"]


def test_future_row_waits_for_its_moment(db):
    moment = timezone.now() + DAY
    journal.record(Kind.PAGE, "a", due_at=moment)
    journal.give_positions()
    assert JournalEntry.objects.get().position is None
    with time_machine.travel(moment, tick=False):
        journal.give_positions()
    assert JournalEntry.objects.get().position == journal.last_position()


def test_follower_is_behind_as_soon_as_a_row_is_due(db):
    moment = timezone.now() + DAY
    journal.record(Kind.PAGE, "a", due_at=moment)
    cursor = journal.give_positions()
    behind = [journal.is_behind(cursor)]
    with time_machine.travel(moment, tick=False):
        behind.append(journal.is_behind(cursor))
    assert behind == [False, True]


def test_embargo_writes_a_row_for_its_moment(page):
    page.embargo_until = timezone.now() + DAY
    page.save()
    assert set(JournalEntry.objects.values_list("due_at", flat=True)) == {None, page.embargo_until}


def test_embargo_in_the_past_writes_no_such_row(page):
    page.embargo_until = timezone.now() - DAY
    page.save()
    assert JournalEntry.objects.exclude(due_at=None).count() == 0


def test_deletion_writes_a_row_for_each_page_of_the_tree(page, make_page):
    child = make_page(PlainPage, title="Kind", parent=page)
    keys = {page_key(page), page_key(child)}
    JournalEntry.objects.all().delete()
    page.delete()
    assert keys <= {key for _kind, key in rows()}


def test_move_writes_a_row_for_the_tree(page, make_page):
    make_page(PlainPage, title="Kind", parent=page)
    goal = make_page(PlainPage, title="Doel")
    JournalEntry.objects.all().delete()
    page.move(goal, pos="last-child")
    assert (Kind.TREE, page_key(page)) in rows()


def test_new_slug_writes_a_row_for_the_tree(page, make_page):
    make_page(PlainPage, title="Kind", parent=page)
    JournalEntry.objects.all().delete()
    page.slug = "ander-adres"
    page.save_revision().publish()
    assert (Kind.TREE, page_key(page)) in rows()


def test_new_title_writes_a_row_for_the_page_only(page, make_page):
    make_page(PlainPage, title="Kind", parent=page)
    JournalEntry.objects.all().delete()
    page.title = "Andere titel"
    page.save_revision().publish()
    assert set(rows()) == {(Kind.PAGE, page_key(page))}


def test_change_of_a_tree_is_in_the_transaction_of_the_change(page, make_page):
    make_page(PlainPage, title="Kind", parent=page)
    goal = make_page(PlainPage, title="Doel")
    JournalEntry.objects.all().delete()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        page.move(goal, pos="last-child")
        raise ZeroDivisionError
    assert rows() == []


def test_privacy_writes_a_row_for_the_tree_when_it_comes_and_goes(page, make_private):
    restriction = make_private(page)
    JournalEntry.objects.all().delete()
    restriction.delete()
    assert (Kind.TREE, page_key(page)) in rows()


def test_unpublishing_writes_a_row(page):
    page.unpublish()
    assert (Kind.PAGE, page_key(page)) in rows()


def test_renamed_term_writes_one_row(page):
    term = Term.objects.get(vocabulary__key="fase", slug="testen")
    term.label_nl = "beproeven"
    term.save()
    assert rows() == [(Kind.TERM, "fase/testen")]


def test_changed_vocabulary_writes_one_row(page):
    Vocabulary.objects.get(key="fase").save()
    assert rows() == [(Kind.VOCABULARY, "fase")]


def test_saving_something_else_writes_nothing(page, django_user_model):
    django_user_model.objects.create_user("iemand")
    assert rows() == []


def _position(key: str, **fields) -> int:
    journal.record(Kind.PAGE, key)
    position = journal.give_positions()
    JournalEntry.objects.filter(key=key).update(**fields)
    return position


def test_old_rows_are_removed_but_for_the_newest(db):
    long_ago = timezone.now() - 15 * DAY
    for key in "ab":
        _position(key, created_at=long_ago)
    applying.remove_old()
    assert rows() == [(Kind.PAGE, "b")]


def test_row_of_a_fresh_moment_is_kept_however_old_it_is(db):
    now = timezone.now()
    _position("embargo", created_at=now - 15 * DAY, due_at=now)
    _position("later")
    applying.remove_old()
    assert (Kind.PAGE, "embargo") in rows()


def test_waiting_row_is_never_removed(db):
    journal.record(Kind.PAGE, "embargo", due_at=timezone.now() + 30 * DAY)
    JournalEntry.objects.update(created_at=timezone.now() - 20 * DAY)
    _position("later")
    applying.remove_old()
    assert (Kind.PAGE, "embargo") in rows()


def test_follower_that_misses_removed_rows_is_lost(db):
    start = _position("a") - 1
    _position("b")
    _position("c")
    JournalEntry.objects.filter(key__in=["a", "b"]).delete()
    assert [journal.is_lost(start + step) for step in range(4)] == [True, True, False, False]


def test_follower_of_another_database_is_lost(db):
    assert journal.is_lost(journal.last_position() + 1)


def test_follower_of_an_empty_journal_is_not_lost(db):
    assert not journal.is_lost(journal.last_position())


def test_repair_is_noted_once_while_it_waits(db):
    journal.record_repair("a")
    journal.record_repair("a")
    assert rows() == [(Kind.PAGE, "a")]
    assert JournalEntry.objects.count() == 1


def test_repair_does_not_wait_for_a_moment_to_come(db):
    journal.record(Kind.PAGE, "a", due_at=timezone.now() + DAY)
    journal.record_repair("a")
    assert journal.waiting().filter(key="a").count() == 1


def test_same_plugins_write_nothing(db):
    journal.note_plugins()
    journal.note_plugins()
    assert rows() == []


def test_first_look_at_the_plugins_writes_nothing(db):
    JournalHead.objects.update(plugins="")
    journal.note_plugins()
    assert rows() == []


@pytest.mark.parametrize("change", [lambda names: names[:-1], lambda names: [*names, "nieuw"]])
def test_other_plugins_are_a_change_of_everything(change, db, settings):
    journal.note_plugins()
    settings.PLUGINS = change(settings.PLUGINS)
    journal.note_plugins()
    journal.note_plugins()
    assert rows() == [(Kind.SITE, "plugins")]


def test_not_waiting_restores_the_patience_of_the_connection(db):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has a busy timeout")
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()
        with journal.without_waiting():
            during = cursor.execute("PRAGMA busy_timeout").fetchone()
        after = cursor.execute("PRAGMA busy_timeout").fetchone()
    assert (during, after) == ((0,), before)
