"""What the code of a document type does wrong is told, and takes nothing from the index."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError

from catalogue.documents import MethodDocument
from search import applying, followers, journal
from search.building import keys_of
from search.documents import page_key
from search.models import JournalEntry
from search.types import SearchRequest
from slimmernetwerk import plugins
from vocabularies.models import Term

AWAY = [OperationalError, InterfaceError]


def failing(error: type[Exception]):
    """Return a method that raises."""

    def fail(*args, **kwargs):
        raise error("stuk")

    return fail


def level() -> None:
    journal.give_positions()
    applying.catch_up(followers.near())


def found(text: str) -> list[str]:
    hits = followers.near().search(SearchRequest(text=text)).hits
    return sorted(hit.url for hit in hits)


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
