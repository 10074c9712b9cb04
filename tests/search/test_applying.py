"""Changes come in at the pace of a visitor; what is too big for that waits for somebody else."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from search import applying, background, followers, journal, state
from search.documents import PlainPageDocument, page_key
from search.engines.embedded import EmbeddedEngine
from search.making import Made
from search.models import JournalEntry
from slimmernetwerk.models import BasePage, PlainPage
from tests.search.near_index import found, level

Kind = JournalEntry.Kind
PAGES = 6
BUSY_TIMEOUT = 20  # seconds that SQLite waits for another writer


@pytest.fixture
def parent(index, make_page):
    """A page with six below it, all in the index."""
    parent = make_page(PlainPage, title="Ouder", slug="ouder")
    for number in range(PAGES):
        make_page(PlainPage, title=f"Kind {number}", slug=f"k{number}", parent=parent)
    level()
    return parent


@pytest.fixture
def small(monkeypatch) -> None:
    """A visitor waits for three pages, two at a time."""
    monkeypatch.setattr(applying, "REQUEST_PAGES", 3)
    monkeypatch.setattr(applying, "REQUEST_STEP", 2)


@pytest.fixture
def in_background(monkeypatch) -> list:
    """What was left to a thread; it is not started."""
    left: list = []
    monkeypatch.setattr(background, "start", lambda name, work: left.append((name, work)))
    return left


def behind() -> int:
    return state.state_of(followers.near()).behind


def rename_all() -> None:
    """Change titles past every signal, so that only what is recorded brings them in."""
    BasePage.objects.filter(slug__startswith="k").update(title="Snorhaar")


def change_tree(parent) -> None:
    rename_all()
    journal.record(Kind.TREE, page_key(parent))
    journal.give_positions()


def test_visitor_applies_a_change_of_a_few_pages(parent):
    change_tree(parent)
    assert applying.catch_up_a_little(followers.near())
    assert (behind(), len(found("snorhaar"))) == (0, PAGES)


def test_visitor_leaves_a_change_of_many_pages(parent, small):
    change_tree(parent)
    assert not applying.catch_up_a_little(followers.near())
    assert (behind(), found("snorhaar")) == (1, [])


def test_rows_before_a_big_one_are_applied_and_those_behind_it_wait(parent, small):
    journal.record(Kind.QUERY, "before")
    change_tree(parent)
    journal.record(Kind.QUERY, "behind")
    journal.give_positions()
    applying.catch_up_a_little(followers.near())
    assert behind() == 2


@pytest.mark.parametrize("kind", [Kind.SITE, Kind.TREE])
def test_every_kind_of_big_change_is_left(kind, parent, small):
    journal.record(kind, page_key(parent))
    journal.give_positions()
    assert not applying.catch_up_a_little(followers.near())


def test_term_of_many_methods_is_left(index, small, make_method):
    for number in range(PAGES):
        make_method(title=f"Methode {number}", terms=["fase/testen"])
    level()
    journal.record(Kind.TERM, "fase/testen")
    journal.give_positions()
    assert not applying.catch_up_a_little(followers.near())


def test_many_small_rows_are_written_at_once_up_to_the_limit(parent, small, monkeypatch):
    monkeypatch.setattr(applying, "REQUEST_ROWS", 4)
    steps = []
    apply = followers.near().apply
    monkeypatch.setattr(
        followers.near(),
        "apply",
        lambda *args, **options: steps.append(args[2]) or apply(*args, **options),
    )
    for page in PlainPage.objects.filter(slug__startswith="k"):
        journal.record(Kind.PAGE, page_key(page))
    last = journal.give_positions()
    applying.catch_up_a_little(followers.near())
    assert steps == [last - 2]
    assert behind() == PAGES - 4


@pytest.fixture
def clock(monkeypatch) -> SimpleNamespace:
    """A clock that stands still but while a document is made: that takes 40 ms."""
    clock = SimpleNamespace(now=1000.0, cost=0.04, monotonic=lambda: clock.now)
    build = PlainPageDocument.build

    def build_slowly(self, page):
        clock.now += clock.cost
        return build(self, page)

    monkeypatch.setattr(PlainPageDocument, "build", build_slowly)
    monkeypatch.setattr(applying, "time", clock)
    monkeypatch.setattr(applying, "REQUEST_SECONDS", 0.2)
    return clock


def change_each() -> None:
    for page in PlainPage.objects.filter(slug__startswith="k"):
        journal.record(Kind.PAGE, page_key(page))
    journal.give_positions()


def test_no_more_is_made_than_there_is_time_for(parent, clock):
    change_each()
    applying.catch_up_a_little(followers.near())
    # 50 ms are for writing; a fourth page would end after the other 150.
    assert behind() == PAGES - 3


def test_slow_page_is_the_only_one(parent, clock):
    clock.cost = 0.5
    change_each()
    applying.catch_up_a_little(followers.near())
    assert behind() == PAGES - 1


def test_row_of_several_pages_waits_for_a_request_with_time(parent, clock):
    journal.record(Kind.PAGE, page_key(parent))
    change_tree(parent)
    clock.cost = 0.1
    assert applying.catch_up_a_little(followers.near())
    assert (behind(), found("snorhaar")) == (1, [])
    assert applying.catch_up_a_little(followers.near())
    assert (behind(), len(found("snorhaar"))) == (0, PAGES)


def test_a_few_pages_are_applied_however_little_time_there_is(parent, small, monkeypatch):
    monkeypatch.setattr(applying, "REQUEST_SECONDS", 0)
    change_each()
    applying.catch_up_a_little(followers.near())
    assert behind() == PAGES - applying.REQUEST_STEP


def test_search_request_leaves_a_big_change_to_a_thread(parent, small, in_background, client):
    change_tree(parent)
    assert client.get("/zoeken/?q=snorhaar").status_code == 200
    ((name, work),) = in_background
    assert (name, found("snorhaar")) == ("search-catch-up-embedded", [])
    work()
    assert (behind(), len(found("snorhaar"))) == (0, PAGES)


def test_one_process_of_a_machine_does_it(parent, small, in_background, index, client, settings):
    from search.engines.file_lock import file_lock

    change_tree(parent)
    client.get("/zoeken/?q=snorhaar")
    ((_name, work),) = in_background
    with file_lock(settings.SEARCH_INDEX_DIR / "embedded-catch-up.lock"):
        work()
    assert behind() == 1


def test_change_that_ends_half_way_is_repeated_whole(parent, monkeypatch):
    """Parts leave the cursor where it was, so that nothing is passed over after a crash."""
    monkeypatch.setattr(applying, "BATCH", 2)
    change_tree(parent)
    cursor = followers.near().cursor()
    asked = []

    def crash() -> None:
        asked.append(1)
        if len(asked) == 3:
            raise applying.Stopped

    with pytest.raises(applying.Stopped):
        applying.catch_up(followers.near(), check_stop=crash)
    half = len(found("snorhaar"))
    assert (0 < half < PAGES, followers.near().cursor()) == (True, cursor)
    applying.catch_up(followers.near())
    assert (len(found("snorhaar")), behind()) == (PAGES, 0)


class Overtaken(Made):
    """Documents that were made just before somebody else did something."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.meanwhile = [meanwhile]

    def documents_of(self, keys, position):
        built = super().documents_of(keys, position)
        while self.meanwhile:
            self.meanwhile.pop()()
        return built


def test_slow_part_of_a_change_does_not_bring_back_what_was_withdrawn_since(parent, monkeypatch):
    monkeypatch.setattr(applying, "BATCH", 2)
    rival = EmbeddedEngine(settings.SEARCH_INDEX_DIR)

    def finish_and_withdraw() -> None:
        applying.catch_up(rival)
        PlainPage.objects.get(slug="ouder").unpublish()
        journal.give_positions()
        applying.catch_up(rival)

    journal.record(Kind.TREE, page_key(parent))
    journal.give_positions()
    assert applying.catch_up(followers.near(), made=Overtaken(finish_and_withdraw)) == 0
    assert (found("ouder"), behind()) == ([], 0)


def test_rows_that_were_refused_are_applied_the_next_time(parent):
    rival = EmbeddedEngine(settings.SEARCH_INDEX_DIR)

    def apply_one() -> None:
        applying.catch_up(rival, rows=1)

    change_each()
    applying.catch_up(followers.near(), made=Overtaken(apply_one))
    refused = behind()
    applying.catch_up(followers.near())
    assert (refused, behind()) == (PAGES - 1, 0)


def poison(monkeypatch, *titles: str) -> None:
    build = PlainPageDocument.build

    def build_or_fail(self, page):
        if page.title in titles:
            raise ValueError(f"{page.title} is vergif")
        return build(self, page)

    monkeypatch.setattr(PlainPageDocument, "build", build_or_fail)


def faults() -> list[str]:
    return sorted(fault.partition(": ")[2] for fault in state.faults())


def test_each_poison_page_of_a_big_change_is_named(parent, index, monkeypatch):
    poison(monkeypatch, "Kind 1", "Kind 4")
    journal.record(Kind.SITE, "x")
    level()
    level()
    assert faults() == ["ValueError: Kind 1 is vergif", "ValueError: Kind 4 is vergif"]
    assert behind() == 0


def test_poison_page_is_named_by_a_rebuild(parent, index, monkeypatch):
    poison(monkeypatch, "Kind 1")
    index.rebuild()
    assert faults() == ["ValueError: Kind 1 is vergif"]


def test_rebuild_forgets_a_fault_that_was_solved(parent, index, monkeypatch):
    with monkeypatch.context() as patch:
        poison(patch, "Kind 1")
        index.rebuild()
    index.rebuild()
    assert faults() == []


def test_saved_page_forgets_its_fault(parent, index, monkeypatch):
    page = PlainPage.objects.get(slug="k1")
    with monkeypatch.context() as patch:
        poison(patch, "Kind 1")
        page.save()
        level()
    page.save()
    level()
    assert faults() == []


def make_refused(monkeypatch) -> None:
    """Let every engine refuse the document of one page."""
    build = PlainPageDocument.build

    def build_badly(self, page):
        if page.slug == "k1":
            return self.document(page, numbers={"x": "no number"})
        return build(self, page)

    monkeypatch.setattr(PlainPageDocument, "build", build_badly)


def test_document_that_an_engine_refuses_is_named_and_leaves_the_index(parent, index, monkeypatch):
    make_refused(monkeypatch)
    PlainPage.objects.get(slug="k1").save()
    level()
    (fault,) = faults()
    assert (fault.startswith("embedded: "), "numbers.x must be a number" in fault) == (True, True)
    assert "/ouder/k1/" not in found("kind")


def test_refused_document_that_will_change_by_itself_is_named(parent, index, monkeypatch):
    make_refused(monkeypatch)
    change_by_itself(monkeypatch)
    PlainPage.objects.get(slug="k1").save()
    level()
    assert len(faults()) == 1


def change_by_itself(monkeypatch) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(PlainPageDocument, "changes_at", lambda self, page: tomorrow)


def noted() -> int:
    """Return how many faults and moments to come are in the journal."""
    return state.journal_state()["due"] + len(faults())


@contextmanager
def somebody_writing() -> Iterator[None]:
    """Hold the lock of SQLite from another connection, as a long import does."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one lock for everything")
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "cause", [change_by_itself, make_refused, lambda patch: poison(patch, "Kind 1")]
)
def test_visitor_waits_for_nobody_and_nothing_is_lost(cause, parent, monkeypatch, client):
    journal.record(Kind.PAGE, page_key(PlainPage.objects.get(slug="k1")))
    cause(monkeypatch)
    with somebody_writing():
        started = time.monotonic()
        assert client.get("/zoeken/?q=kind").status_code == 200
        assert time.monotonic() - started < BUSY_TIMEOUT / 2
    assert (behind(), noted()) == (1, 0)
    client.get("/zoeken/?q=kind")
    assert (behind(), noted()) == (0, 1)


@pytest.mark.parametrize("text", ["\ud800", "\0", "x" * 5000])
def test_fault_that_no_database_takes_is_noted_all_the_same(text, db):
    applying.note_faults({"a:nl": text})
    assert JournalEntry.objects.exclude(fault="").count() == 1


def test_fault_outlives_its_row(index, make_page, monkeypatch):
    """A page that cannot be indexed is told of after the journal forgot when it changed."""
    page = make_page(PlainPage, title="Snorhaar")
    poison(monkeypatch, "Snorhaar")
    level()
    JournalEntry.objects.update(created_at=timezone.now() - 2 * journal.KEPT)
    journal.record(Kind.PAGE, "newest")
    journal.give_positions()
    applying.remove_old()
    level()
    assert JournalEntry.objects.filter(created_at__lt=timezone.now() - journal.KEPT).count() == 0
    assert list(applying.shown_faults().values_list("key", flat=True)) == [page_key(page)]
