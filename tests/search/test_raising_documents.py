"""What the code of a document type does wrong is told, and takes nothing from the index."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError
from dummy.models import DummyPage

from catalogue.documents import MethodDocument
from search import applying, indexing, journal, state
from search.building import documents_of
from search.documents import PlainPageDocument, page_key
from search.journal_keys import keys_of
from search.models import JournalEntry
from slimmernetwerk import plugins
from slimmernetwerk.models import PlainPage
from tests.search.near_index import found, level
from vocabularies.models import Term

AWAY = [OperationalError, InterfaceError]


def failing(error: type[Exception]):
    """Return a method that raises."""

    def fail(*args, **kwargs):
        raise error("stuk")

    return fail


@pytest.fixture
def method(index, make_method):
    """A method in the index, with a term."""
    method = make_method(title="Eerste", slug="eerste", terms=["fase/testen"])
    level()
    return method


def rename_term() -> None:
    term = Term.objects.get(vocabulary__key="fase", slug="testen")
    term.label_nl = "kwispelen"
    term.save()


@pytest.mark.parametrize("error", AWAY)
def test_change_of_a_term_waits_for_a_database_that_is_away(error, method, monkeypatch):
    rename_term()
    with monkeypatch.context() as patch:
        patch.setattr(MethodDocument, "keys_changed_by", failing(error))
        with pytest.raises(error):
            level()
    level()
    assert found("kwispelen") == ["/methoden/eerste/"]


@pytest.mark.parametrize("broken", [failing(LookupError), lambda *_: None, lambda *_: iter([None])])
def test_change_that_a_plugin_cannot_place_touches_all_its_pages(broken, method, monkeypatch):
    monkeypatch.setattr(MethodDocument, "keys_changed_by", broken)
    rename_term()
    level()
    assert found("kwispelen") == ["/methoden/eerste/"]
    assert "catalogue" in plugins.trouble()


def test_change_that_a_plugin_cannot_place_touches_no_more_pages_than_asked(
    method, make_method, monkeypatch
):
    make_method(title="Tweede", slug="tweede")
    monkeypatch.setattr(MethodDocument, "keys_changed_by", failing(LookupError))
    entry = JournalEntry(kind="term", key="fase/testen")
    assert len(list(keys_of(entry, 1))) == 1
    assert list(keys_of(entry, among=[page_key(method)])) == [page_key(method)]


@pytest.fixture
def page(index, make_page):
    """A plain page in the index."""
    page = make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    level()
    return page


@pytest.fixture
def unread(page, monkeypatch) -> None:
    """From here on nobody can read plain pages."""
    monkeypatch.setattr(PlainPageDocument, "get_queryset", failing(LookupError))


def test_page_of_a_type_that_cannot_be_read_stays_in_the_index(page, unread):
    page.save()
    level()
    assert found("kwispelstaart") == ["/kwispel/"]


def test_page_of_a_type_that_cannot_be_read_has_a_fault(page, unread):
    page.save()
    level()
    assert state.faults() == [f"{page_key(page)}: LookupError: stuk"]


def test_fault_of_a_page_that_could_not_be_read_goes_when_it_is_tried_again(page, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(PlainPageDocument, "get_queryset", failing(LookupError))
        page.title = "Snorhaar"
        page.save_revision().publish()
        level()
    applying.try_faults_again()
    level()
    assert (found("snorhaar"), state.faults()) == (["/kwispel/"], [])


def test_page_that_is_not_public_any_more_leaves_though_its_type_cannot_be_read(page, unread):
    page.unpublish()
    level()
    assert found("kwispelstaart") == []


def test_page_that_was_read_before_its_type_failed_has_no_fault(page, make_page, monkeypatch):
    other = make_page(PlainPage, title="Snorhaar")
    get_queryset = PlainPageDocument.get_queryset

    class HalfRead:
        def filter(self, **conditions):
            yield get_queryset(PlainPageDocument()).get(pk=page.pk)
            raise LookupError("stuk")

    monkeypatch.setattr(PlainPageDocument, "get_queryset", lambda self: HalfRead())
    built = documents_of([page_key(page), page_key(other)])
    assert [document.key for document in built.documents] == [page_key(page)]
    assert built.kept == set(built.faults) == {page_key(other)}


def test_page_of_a_plugin_that_is_off_leaves_the_index(index, make_page, settings):
    make_page(DummyPage, title="Kwispelstaart", slug="proef")
    journal.note_plugins()
    level()
    before = found("kwispelstaart")
    settings.PLUGINS = [name for name in settings.PLUGINS if name != "dummy"]
    journal.note_plugins()
    level()
    assert (before, found("kwispelstaart")) == (["/proef/"], [])


def test_command_says_why_an_index_was_not_rebuilt(page, unread):
    with pytest.raises(CommandError, match=r"page \(LookupError: stuk\).*PLUGINS.*search rebuild"):
        call_command("search", "rebuild")
    assert found("kwispelstaart") == ["/kwispel/"]


def test_missing_index_is_built_without_a_type_that_cannot_be_read(
    page, unread, make_news, search_directory
):
    make_news(title="Snorhaar", slug="snor")
    shutil.rmtree(search_directory)
    assert indexing.rebuild() == 1
    assert state.faults() == [f"{page_key(page)}: LookupError: stuk"]


def replacing(**fields):
    """Return a `build` that gives a good document but for these fields."""
    build = PlainPageDocument.build
    return lambda self, page: replace(build(self, page), **fields)


WRONG = {
    "nothing": lambda self, page: None,
    "a text": lambda self, page: page.title,
    "another key": replacing(key="zomaar"),
    "no key": replacing(key=None),
    "another type": replacing(type="method"),
    "no keywords": replacing(keywords=None),
    "no facets": replacing(facets=None),
}


@pytest.mark.parametrize("build", WRONG.values(), ids=WRONG)
def test_wrong_document_is_a_fault_of_its_page(build, page, make_news, monkeypatch):
    make_news(title="Kwispelnieuws", slug="nieuws")
    monkeypatch.setattr(PlainPageDocument, "build", build)
    page.save()
    level()
    (fault,) = state.faults()
    assert fault.startswith(page_key(page))
    assert found("kwispelnieuws") == ["/nieuws/nieuws/"]


MOMENTS = [datetime(2100, 1, 1), date(2100, 1, 1), "morgen"]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_wrong_moment_is_a_fault_of_its_page(moment, page, monkeypatch):
    monkeypatch.setattr(PlainPageDocument, "changes_at", lambda self, page: moment)
    page.save()
    level()
    (fault,) = state.faults()
    assert fault.startswith(f"{page_key(page)}: TypeError: changes_at")


def test_wrong_document_does_not_end_a_rebuild(page, make_news, monkeypatch):
    make_news(title="Snorhaar")
    monkeypatch.setattr(PlainPageDocument, "build", WRONG["nothing"])
    assert indexing.rebuild() == 1


def test_type_that_gives_other_things_than_pages_cannot_be_read(page, monkeypatch):
    values = PlainPage.objects.values()
    monkeypatch.setattr(PlainPageDocument, "get_queryset", lambda self: values)
    assert documents_of([page_key(page)]).kept == {page_key(page)}


def test_search_answers_though_what_waits_cannot_be_applied(page, client, monkeypatch, caplog):
    page.save()
    monkeypatch.setattr(journal, "give_positions", failing(LookupError))
    assert client.get("/zoeken/?q=kwispelstaart").context["results"].total == 1
    assert "LookupError: stuk" in caplog.text
