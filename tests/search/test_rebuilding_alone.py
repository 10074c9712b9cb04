"""A missing index is built behind a search: by one process, once, and without waiting."""

from __future__ import annotations

import shutil

import pytest

from search import applying, background, followers, indexing, journal
from search.engines.embedded import EmbeddedEngine
from search.models import JournalEntry
from slimmernetwerk.models import PlainPage


@pytest.fixture
def at_once(monkeypatch) -> None:
    """What is left to a thread is done here and now."""
    monkeypatch.setattr(background, "start", lambda name, work: work())


@pytest.fixture
def missing(index, make_page, search_directory) -> None:
    """A site with a page, whose index went away."""
    make_page(PlainPage, title="Kwispelstaart")
    shutil.rmtree(search_directory)


def generation():
    return followers.near()._generations.current()


def test_missing_index_is_built(missing, at_once):
    indexing.ensure_index()
    assert followers.near().count() == 1


def test_index_that_is_well_is_not_built_again(index, at_once):
    before = generation()
    indexing.ensure_index()
    assert generation() == before


def test_index_that_cannot_follow_is_built_again(index, at_once):
    before = generation()
    for key in ("a:nl", "b:nl"):
        journal.record(JournalEntry.Kind.PAGE, key)
    journal.give_positions()
    JournalEntry.objects.order_by("position").first().delete()
    indexing.ensure_index()
    assert generation() != before


def test_index_that_another_process_builds_is_left_to_it(
    missing, at_once, django_assert_num_queries
):
    rival = EmbeddedEngine(followers.near()._generations.root)
    with rival._generations.rebuilding(), django_assert_num_queries(0):
        indexing.ensure_index()


def test_index_that_another_process_has_just_built_is_not_built_again(
    missing, at_once, search_directory, monkeypatch
):
    """Both saw no index; this one gets the lock when the other has let it go."""
    built, go_on = [], applying.try_faults_again

    def let_the_other_go_first() -> None:
        monkeypatch.setattr(applying, "try_faults_again", go_on)
        indexing.rebuild(engine=EmbeddedEngine(search_directory))
        built.append(generation())

    monkeypatch.setattr(applying, "try_faults_again", let_the_other_go_first)
    indexing.ensure_index()
    assert built == [generation()]
