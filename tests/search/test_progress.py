"""How far a rebuild or an audit is: told seldom, seen from outside, and gone with the work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from search import followers, indexing, progress
from search.audit import audit, pieces
from search.engines.base import RebuildRunning
from search.models import IndexWork
from slimmernetwerk.models import PlainPage

SCREEN = "search_journalentry_modeladmin_index"
WORK = "search_index_work"


@pytest.fixture
def pages(index, make_page):
    """Three pages, in the index."""
    for number in range(3):
        make_page(PlainPage, title=f"Blad {number}")
    index.rebuild()


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Every step is told."""
    monkeypatch.setattr(progress, "TELL_SECONDS", 0)


def seen() -> list[str]:
    return [str(work) for work in progress.running()]


def make_work(**fields) -> IndexWork:
    values = {"engine": "embedded", "action": "rebuild", "done": 3, "total": 12}
    return IndexWork.objects.create(**{**values, "told_at": timezone.now(), **fields})


def test_rebuild_is_seen_from_outside_until_it_ends(pages, at_once):
    told = []
    indexing.rebuild(lambda: told.extend(seen()))
    assert told[:2] == ["rebuild embedded: 0 of 3", "rebuild embedded: 1 of 3"]
    assert (len(told), seen()) == (3, [])


def test_audit_is_seen_from_outside_until_it_ends(pages, at_once):
    told = []
    audit(followers.near(), lambda: told.extend(seen()))
    assert told[0] == "audit embedded: 0 of 6"
    assert told[-1] == "audit embedded: 5 of 6"
    assert seen() == []


def test_audit_of_a_site_without_an_index_has_only_pages(pages, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    followers.forget()
    assert pieces(followers.near()) == 3


def test_work_that_fails_is_not_seen_any_more(pages):
    def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        indexing.rebuild(fail)
    assert IndexWork.objects.count() == 0


def test_rebuild_that_is_refused_leaves_the_other_alone(pages):
    other = make_work()
    with followers.near()._generations.rebuilding(), pytest.raises(RebuildRunning):
        indexing.rebuild()
    assert progress.running() == [other]


def test_steps_are_not_told_one_by_one(db, django_assert_num_queries):
    with progress.told("embedded", "rebuild", 1000) as advance:
        with django_assert_num_queries(0):
            for _step in range(1000):
                advance()
        assert seen() == ["rebuild embedded: 0 of 1000"]


def test_work_goes_on_where_nothing_can_be_told(pages, at_once, monkeypatch):
    def refuse(self, **options) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(IndexWork, "save", refuse)
    assert indexing.rebuild() == 3


def test_killed_work_is_believed_for_a_while_and_removed_by_the_next(db):
    make_work(told_at=timezone.now() - progress.SILENT + timedelta(seconds=30))
    make_work(told_at=timezone.now() - progress.SILENT - timedelta(seconds=1))
    assert (len(seen()), IndexWork.objects.count()) == (1, 2)
    with progress.told("embedded", "audit", 1):
        pass
    assert IndexWork.objects.count() == 1


def test_status_says_what_goes_on(index, capsys):
    make_work(engine="elasticsearch", action="audit")
    call_command("search", "status")
    assert "running: audit elasticsearch: 3 of 12\n" in capsys.readouterr().out


def test_screen_shows_a_bar_with_its_label(index, admin_client):
    make_work()
    html = admin_client.get(reverse(SCREEN)).content.decode()
    assert '<label for="search-work-1">Opnieuw opbouwen: Index van deze machine</label>' in html
    assert '<progress id="search-work-1" value="3" max="12">25 %</progress>' in html


def test_screen_without_work_has_no_bar(index, admin_client):
    html = admin_client.get(reverse(SCREEN)).content.decode()
    assert ("data-search-work" in html, "<progress" in html) == (True, False)


@pytest.mark.parametrize("done", [12, 15, 0])
def test_bar_is_never_over_full(done, index, admin_client):
    """Pages that come in meanwhile are more than were counted."""
    make_work(done=done)
    (work,) = admin_client.get(reverse(SCREEN)).context["works"]
    assert (work.done, work.percentage) == ((12, 100) if done else (0, 0))


def test_work_on_no_pages_has_a_bar(index, admin_client):
    make_work(done=0, total=0)
    assert admin_client.get(reverse(WORK)).status_code == 200


def test_screen_asks_for_the_bars_alone(index, admin_client, django_assert_max_num_queries):
    make_work()
    admin_client.get(reverse(WORK))
    with django_assert_max_num_queries(6):  # who asks, and one for the work
        html = admin_client.get(reverse(WORK)).content.decode()
    assert ("<progress" in html, "<html" in html) == (True, False)


def test_screen_is_told_that_the_work_has_ended(index, admin_client):
    html = admin_client.get(reverse(WORK)).content.decode()
    assert ("<progress" in html, "Klaar. Toon de nieuwe stand." in html) == (False, True)


@pytest.mark.parametrize("who", ["editor_client", "moderator_client"])
def test_only_superusers_see_what_goes_on(who, site, request):
    make_work()
    response = request.getfixturevalue(who).get(reverse(WORK))
    assert response.status_code != 200  # the admin sends them to its first screen
    assert "<progress" not in response.content.decode()
