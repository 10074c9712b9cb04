"""Documents are made once for the engines of a round, and never from before a change."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest

from search import followers, indexing, journal, making
from search.documents import PlainPageDocument, page_key
from search.engines import analysed as analysing
from search.engines.analysed import analysed
from search.engines.base import InvalidDocument
from search.engines.elastic_documents import indexed_document
from search.engines.embedded_schema import index_document
from search.making import Made
from search.models import JournalEntry
from slimmernetwerk.models import PlainPage
from tests.search.example_documents import ALL

Kind = JournalEntry.Kind


@pytest.fixture
def built(monkeypatch) -> list[str]:
    """The titles of the pages of which documents were made, in order."""
    titles: list[str] = []
    build = PlainPageDocument.build

    def build_and_note(self, page):
        titles.append(page.title)
        return build(self, page)

    monkeypatch.setattr(PlainPageDocument, "build", build_and_note)
    return titles


@pytest.fixture
def page(site, make_page):
    return make_page(PlainPage, title="Een")


def test_page_is_made_once_in_a_round(page, built):
    made, key = Made(), page_key(page)
    first, second = made.documents_of([key], 5), made.documents_of([key], 5)
    assert (built, second.documents) == (["Een"], first.documents)
    assert second.documents[0] is first.documents[0]


def test_page_is_made_again_for_a_later_row(page, built):
    made, key = Made(), page_key(page)
    made.documents_of([key], 5)
    PlainPage.objects.update(title="Twee")
    (document,) = made.documents_of([key], 6).documents
    assert (document.title, built) == ("Twee", ["Een", "Twee"])


def test_row_from_before_takes_what_was_made_later(page, built):
    made, key = Made(), page_key(page)
    made.documents_of([key], 6)
    made.documents_of([key], 5)
    assert built == ["Een"]


def test_only_what_is_not_there_yet_is_made(page, make_page, built):
    other, made = make_page(PlainPage, title="Ander"), Made()
    made.documents_of([page_key(page)], 5)
    both = made.documents_of([page_key(other), page_key(page)], 5)
    assert built == ["Een", "Ander"]
    assert {document.title for document in both.documents} == {"Een", "Ander"}


def test_page_that_went_and_one_that_cannot_be_made_are_told_each_time(page, monkeypatch):
    def fail(self, page):
        raise ValueError("vergif")

    monkeypatch.setattr(PlainPageDocument, "build", fail)
    made, keys = Made(), [page_key(page), "weg:nl"]
    first, second = made.documents_of(keys, 5), made.documents_of(keys, 5)
    assert list(first.faults) == [page_key(page)]
    assert {"weg:nl", page_key(page)} <= set(first.gone)
    assert (second.faults, second.gone) == (first.faults, first.gone)


def test_two_languages_of_a_page_come_once(page):
    identity = page_key(page).partition(":")[0]
    found = Made().documents_of([f"{identity}:nl", f"{identity}:en"], 5)
    assert [document.key for document in found.documents] == [page_key(page)]


def test_memory_of_a_round_is_bounded(page, make_page, built, monkeypatch):
    monkeypatch.setattr(making, "MOST_KEPT", 1)
    keys, made = [page_key(page), page_key(make_page(PlainPage, title="Ander"))], Made()
    for _again in range(2):
        assert len(made.documents_of(keys, 5).documents) == 2
    assert (len(made._known), built) == (1, ["Een", "Ander", "Ander"])


def test_service_makes_a_page_once_for_two_engines(index, page, built, tmp_path):
    from threading import Event

    from search.engines.embedded import EmbeddedEngine
    from search.following import Service

    other = EmbeddedEngine(tmp_path / "other")
    other.name = "other"
    indexing.rebuild(engine=other)
    indexing.rebuild()
    journal.record(Kind.PAGE, page_key(page))
    built.clear()
    Service([followers.near(), other], Event(), lambda text: None).look()
    assert built == ["Een"]
    assert other.cursor() == followers.near().cursor() == journal.last_position()


@pytest.fixture
def analyses(monkeypatch) -> list[str]:
    """The keys of the documents that were analysed."""
    keys: list[str] = []
    analyse = analysing._analyse
    monkeypatch.setattr(
        analysing, "_analyse", lambda document: keys.append(document.key) or analyse(document)
    )
    return keys


def test_document_is_analysed_once_for_both_engines(analyses):
    document = replace(ALL[0], key="eigen:nl")
    index_document(document)
    indexed_document(document)
    assert analyses == ["eigen:nl"]


def test_other_document_with_the_same_key_is_analysed_by_itself():
    first = replace(ALL[0], key="eigen:nl")
    second = replace(first, title="Heel anders")
    assert analysed(first).texts["title"] != analysed(second).texts["title"]


def test_analysis_goes_with_its_document():
    document = replace(ALL[0], key="eigen:nl")
    number = id(document)
    analysed(document)
    assert number in analysing._known
    del document
    gc.collect()
    assert number not in analysing._known


def test_harmful_document_is_refused_each_time():
    document = replace(ALL[0], numbers={"x": float("nan")})
    for _again in range(2):
        with pytest.raises(InvalidDocument):
            analysed(document)
