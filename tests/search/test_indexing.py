"""The index follows the journal: what changed in the database is found, and nothing else."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from search import applying, followers, journal, state
from search.building import documents_of
from search.documents import PlainPageDocument, key_filter, page_key, public_keys
from search.engines.base import EngineUnavailable
from search.journal_keys import keys_of
from search.models import JournalEntry
from search.types import SearchRequest
from slimmernetwerk.models import BasePage, PlainPage
from vocabularies.models import Term


def behind(index) -> int:
    """Return how many changes the index of this machine has not applied."""
    return state.state_of(index.near()).behind


def found(index, text: str) -> list[str]:
    """Return the addresses that a search finds after the journal has been applied."""
    journal.give_positions()
    applying.catch_up(followers.near())
    hits = index.get_engine().search(SearchRequest(text=text)).hits
    return sorted(hit.url for hit in hits)


@pytest.fixture
def page(index, make_page):
    return make_page(PlainPage, title="Kwispelstaart", slug="kwispel")


def test_published_page_is_found(page, index):
    assert found(index, "kwispelstaart") == ["/kwispel/"]


def test_page_that_was_there_before_the_index_is_found(make_page, index):
    make_page(PlainPage, title="Eerder", slug="eerder")
    index.rebuild()
    assert found(index, "eerder") == ["/eerder/"]


def test_changed_title_is_found_and_the_old_one_is_not(page, index):
    page.title = "Snorhaar"
    page.save_revision().publish()
    assert (found(index, "snorhaar"), found(index, "kwispelstaart")) == (["/kwispel/"], [])


def test_draft_is_not_found(page, index):
    page.title = "Snorhaar"
    page.save_revision()
    assert (found(index, "snorhaar"), found(index, "kwispelstaart")) == ([], ["/kwispel/"])


@pytest.mark.parametrize("change", ["unpublish", "delete"])
def test_page_that_goes_is_not_found(change, page, index):
    getattr(page, change)()
    assert found(index, "kwispelstaart") == []


@pytest.fixture
def child(page, index, make_page):
    """A page below the page; the index has both already."""
    child = make_page(PlainPage, title="Puppy kwispelstaart", slug="puppy", parent=page)
    assert found(index, "kwispelstaart") == ["/kwispel/", "/kwispel/puppy/"]
    return child


def test_moved_tree_is_found_at_its_new_address(page, child, make_page, index):
    goal = make_page(PlainPage, title="Doel", slug="doel")
    page.move(goal, pos="last-child")
    assert found(index, "kwispelstaart") == ["/doel/kwispel/", "/doel/kwispel/puppy/"]


def test_new_slug_of_a_parent_moves_the_children(page, child, index):
    page.slug = "staart"
    page.save_revision().publish()
    assert found(index, "kwispelstaart") == ["/staart/", "/staart/puppy/"]


def test_deleted_tree_is_not_found(page, child, index):
    found(index, "kwispelstaart")
    page.delete()
    assert found(index, "kwispelstaart") == []


def test_private_tree_is_not_found_until_it_is_public_again(page, child, index, make_private):
    restriction = make_private(page)
    hidden = found(index, "kwispelstaart")
    restriction.delete()
    assert (hidden, found(index, "kwispelstaart")) == ([], ["/kwispel/", "/kwispel/puppy/"])


def test_renamed_term_is_found_by_its_new_label(index, make_method):
    make_method(title="Eerste", slug="eerste", terms=["fase/testen"])
    make_method(title="Tweede", slug="tweede")
    term = Term.objects.get(vocabulary__key="fase", slug="testen")
    term.label_nl = "kwispelen"
    term.save()
    assert found(index, "kwispelen") == ["/methoden/eerste/"]


def test_new_synonym_works_without_touching_a_page(index, make_method):
    make_method(title="Kwispelen", slug="kwispelen")
    before = found(index, "staartzwaaien")
    term = Term.objects.get(vocabulary__key="fase", slug="testen")
    term.label_nl, term.synonyms = "kwispelen", "staartzwaaien"
    term.save()
    assert (before, found(index, "staartzwaaien")) == ([], ["/methoden/kwispelen/"])


def test_site_row_applies_every_page(page, index):
    found(index, "kwispelstaart")
    BasePage.objects.filter(pk=page.pk).update(title="Snorhaar")
    before = found(index, "snorhaar")
    journal.record(JournalEntry.Kind.SITE, "plugins")
    assert (before, found(index, "snorhaar")) == ([], ["/kwispel/"])


def test_big_change_goes_in_batches(page, child, index, monkeypatch):
    monkeypatch.setattr("search.applying.BATCH", 1)
    page.slug = "staart"
    page.save_revision().publish()
    assert found(index, "kwispelstaart") == ["/staart/", "/staart/puppy/"]
    assert behind(index) == 0


def test_catching_up_stops_after_the_rows_it_may_apply(page, index):
    for number in range(5):
        page.title = f"Kwispelstaart {number}"
        page.save()
    journal.give_positions()
    assert applying.catch_up(followers.near(), rows=2) == 2
    assert behind(index) > 0


def test_applying_again_changes_nothing(page, index):
    before = found(index, "kwispelstaart")
    journal.record(JournalEntry.Kind.PAGE, page_key(page))
    assert found(index, "kwispelstaart") == before
    assert index.get_engine().count() == index.rebuild()


@pytest.mark.parametrize("key", ["", ":", "geen-uuid:nl", "x" * 150, "\U0001f600:nl"])
def test_unreadable_key_in_the_journal_stops_nothing(key, page, index):
    journal.record(JournalEntry.Kind.PAGE, key)
    page.title = "Snorhaar"
    page.save_revision().publish()
    assert found(index, "snorhaar") == ["/kwispel/"]


def poison(monkeypatch, title: str) -> None:
    """Make the document of one page fail, whatever its type."""
    from search.documents import PlainPageDocument

    build = PlainPageDocument.build

    def build_or_fail(self, page):
        if page.title == title:
            raise ValueError("dit document is vergif")
        return build(self, page)

    monkeypatch.setattr(PlainPageDocument, "build", build_or_fail)


def test_poison_row_is_set_aside_with_the_reason(page, index, make_page, monkeypatch):
    poison(monkeypatch, "Vergif")
    bad = make_page(PlainPage, title="Vergif", slug="vergif")
    make_page(PlainPage, title="Kwispelstaart twee", slug="twee")
    assert found(index, "kwispelstaart") == ["/kwispel/", "/twee/"]
    (fault,) = state.faults()
    assert fault == f"{page_key(bad)}: ValueError: dit document is vergif"
    assert behind(index) == 0


def test_fault_of_a_page_in_a_tree_is_noted_too(page, child, index, monkeypatch):
    found(index, "x")
    poison(monkeypatch, child.title)
    page.slug = "staart"
    page.save_revision().publish()
    assert found(index, "kwispelstaart") == ["/staart/"]
    assert page_key(child) in "".join(state.faults())


def test_page_is_found_again_when_its_fault_is_solved(index, make_page, monkeypatch):
    with monkeypatch.context() as patch:
        poison(patch, "Vergif")
        bad = make_page(PlainPage, title="Vergif", slug="vergif")
        found(index, "vergif")
    bad.save()
    assert found(index, "vergif") == ["/vergif/"]


def test_database_that_fails_takes_nothing_from_the_index(page, index, monkeypatch):
    found(index, "kwispelstaart")

    def refuse(self, page):
        raise OperationalError("database is locked")

    page.save()
    journal.give_positions()
    with monkeypatch.context() as patch:
        patch.setattr("search.documents.PlainPageDocument.build", refuse)
        with pytest.raises(OperationalError):
            applying.catch_up(followers.near())
    assert found(index, "kwispelstaart") == ["/kwispel/"]


def test_search_request_survives_a_database_that_fails(page, index, monkeypatch, client):
    def refuse(self, page):
        raise OperationalError("database is locked")

    monkeypatch.setattr("search.documents.PlainPageDocument.build", refuse)
    assert client.get("/zoeken/?q=kwispelstaart").status_code == 200


def test_search_request_applies_what_waits(page, index, client):
    assert client.get("/zoeken/?q=kwispelstaart").context["results"].total == 1


def test_hit_that_is_not_public_is_left_out_and_repaired(page, index, client):
    found(index, "kwispelstaart")
    BasePage.objects.filter(pk=page.pk).update(live=False)  # past every signal
    first = client.get("/zoeken/?q=kwispelstaart").context["results"]
    second = client.get("/zoeken/?q=kwispelstaart").context["results"]
    assert (first.rows, second.rows, second.total) == ([], [], 0)


def test_suggestion_that_is_not_public_is_left_out(page, index, client):
    found(index, "kwispelstaart")
    BasePage.objects.filter(pk=page.pk).update(live=False)
    assert client.get("/zoeken/suggesties/?q=kwisp").json() == {"suggestions": []}


def test_follower_that_is_lost_starts_a_rebuild(page, index, monkeypatch, client):
    started = []
    found(index, "kwispelstaart")
    JournalEntry.objects.all().delete()
    monkeypatch.setattr("search.indexing.ensure_index", lambda: started.append(True))
    for _ in range(3):
        journal.record(JournalEntry.Kind.PAGE, page_key(page))
        journal.give_positions()
    JournalEntry.objects.order_by("position").first().delete()
    client.get("/zoeken/")
    assert started  # twice in a process that looks around for the first time; one of them runs


def test_lost_or_missing_index_is_rebuilt_by_sync(page, index, search_directory):
    shutil.rmtree(search_directory)
    call_command("search", "sync")
    assert found(index, "kwispelstaart") == ["/kwispel/"]


def test_sync_applies_what_waits(page, index, capsys):
    call_command("search", "sync")
    assert "changes applied" in capsys.readouterr().out
    assert behind(index) == 0


def test_status_shows_where_the_index_is(page, index, capsys):
    call_command("search", "status")
    lines = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert (lines["engine"], lines["documents"]) == ("embedded", "0")
    assert int(lines["behind"]) > 0


def test_query_shows_hits(page, index, capsys):
    found(index, "kwispelstaart")
    call_command("search", "query", "kwispelstaart")
    assert "/kwispel/" in capsys.readouterr().out


def test_query_without_an_index_says_what_to_do(db):
    with pytest.raises(CommandError, match="search rebuild"):
        call_command("search", "query", "kwispelstaart")


@pytest.mark.parametrize("damage", ["current", "meta.json"])
def test_damaged_index_is_noticed_and_rebuilt(damage, page, index, search_directory):
    found(index, "kwispelstaart")
    (path,) = search_directory.glob(f"**/{damage}")
    path.write_text("{")
    followers.forget()
    assert index.health() != ""
    index.rebuild()
    assert (index.health(), found(index, "kwispelstaart")) == ("", ["/kwispel/"])


def test_engine_without_an_index_is_unavailable(db, search_directory):
    with pytest.raises(EngineUnavailable):
        followers.get_engine().search(SearchRequest())


def test_built_documents_name_what_is_not_public(page, make_page):
    draft = make_page(PlainPage, title="Concept", live=False)
    built = documents_of([page_key(page), page_key(draft), "geen-uuid:nl"])
    assert [document.key for document in built.documents] == [page_key(page)]
    # A page that is not translated has no document in the other language either.
    assert set(built.gone) >= {page_key(draft), "geen-uuid:nl", f"{page.translation_key}:en"}
    assert page_key(page) not in built.gone


def test_only_types_with_one_of_the_pages_are_asked(page, django_assert_num_queries):
    documents_of([page_key(page)])  # Django keeps content types from here on
    with django_assert_num_queries(2):  # which pages are published, and the plain pages
        documents_of([page_key(page)])


@pytest.mark.parametrize("kind", ["site", "tree"])
def test_big_row_is_asked_for_some_pages_alone(kind, page, make_page):
    parent = page.get_parent()
    other = make_page(PlainPage, title="Ander")
    entry = JournalEntry(kind=kind, key=page_key(parent))
    assert {page_key(page), page_key(other)} < set(keys_of(entry))
    assert list(keys_of(entry, among=[page_key(page), "weg:nl"])) == [page_key(page)]


def test_tree_is_asked_for_a_page_outside_it(page, make_page):
    other = make_page(PlainPage, title="Ander")
    entry = JournalEntry(kind="tree", key=page_key(page))
    assert list(keys_of(entry, among=[page_key(other)])) == []


def test_key_finds_its_page_in_its_language_only(page):
    key = page_key(page)
    assert BasePage.objects.filter(key_filter([key])).count() == 1
    assert BasePage.objects.filter(key_filter([key.replace(":nl", ":en")])).count() == 0


def test_public_keys_are_those_of_published_pages(page, make_page, django_assert_num_queries):
    draft = make_page(PlainPage, title="Concept", live=False)
    keys = [page_key(page), page_key(draft), "x"]
    BasePage.objects.published().exists()  # Django keeps content types from here on
    with django_assert_num_queries(1):
        assert public_keys(keys) == {page_key(page)}


def test_no_keys_ask_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert public_keys([]) == set()


def test_document_that_changes_by_itself_is_built_again_then(page, index, monkeypatch):
    """The first build notes the moment; a rebuild and a second save do not note it twice."""
    moment = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(PlainPageDocument, "changes_at", lambda self, page: moment)
    index.rebuild()
    found(index, "kwispelstaart")
    noted = JournalEntry.objects.filter(due_at=moment, key=page_key(page))
    assert [entry.position for entry in noted] == [None]
    monkeypatch.setattr(PlainPageDocument, "build", with_another_word)
    with time_machine.travel(moment + timedelta(minutes=1), tick=False):
        assert found(index, "vleugelmoer") == ["/kwispel/"]


def with_another_word(self, page):
    return self.document(page, body="vleugelmoer")


def test_moment_in_the_past_is_no_change(page, index, monkeypatch):
    past = timezone.now() - timedelta(hours=2)
    monkeypatch.setattr(PlainPageDocument, "changes_at", lambda self, page: past)
    index.rebuild()
    assert not JournalEntry.objects.filter(due_at=past).exists()
