"""`manage.py search` and its service: what they tell, what they draw, and how they end."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import applying, followers, journal, state
from search.documents import PlainPageDocument, page_key
from search.following import Service
from search.models import JournalEntry
from search.types import SearchRequest
from slimmernetwerk.models import PlainPage
from tests.search import bad_servers
from tests.search.elastic_sites import search_at


def test_service_fills_the_reserve_where_the_server_never_came(
    site, settings, search_directory, make_page
):
    make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    with bad_servers.absent() as url:
        search_at(settings, url)
        Service(followers.followers(), Event(), print).look()
        found = followers.get_engine().search(SearchRequest("kwispelstaart"))
    assert ([hit.url for hit in found.hits], found.is_substitute) == (["/kwispel/"], True)


# What somebody who watches is told


@pytest.fixture
def behind(index, make_page) -> None:
    """A page has waited for ten minutes."""
    make_page(PlainPage, title="Kwispelstaart")
    JournalEntry.objects.update(created_at=timezone.now() - timedelta(minutes=10))


def test_check_fails_when_an_index_is_behind_for_longer(behind):
    with pytest.raises(
        CommandError, match=r"^embedded: \d+ changes behind, .* for 60\d sec"
    ) as error:
        call_command("search", "status", "--check", "300")
    assert error.value.returncode == 1


def test_check_is_content_with_an_index_that_was_behind_for_less(behind, capsys):
    call_command("search", "status", "--check", "900")
    assert "engine: embedded" in capsys.readouterr().out


def test_check_is_content_with_an_index_that_is_level(behind):
    journal.give_positions()
    applying.catch_up(followers.near())
    call_command("search", "status", "--check", "0")


def test_status_without_a_check_never_fails(behind):
    call_command("search", "status")


def test_check_fails_without_a_usable_index_and_still_tells_the_rest(db, capsys):
    with pytest.raises(CommandError, match="embedded: "):
        call_command("search", "status", "--check", "300")
    assert "position: " in capsys.readouterr().out


def test_check_names_the_engine_that_is_away_and_no_other(index, settings):
    with bad_servers.absent() as url:
        search_at(settings, url)
        with pytest.raises(CommandError, match=r"^elasticsearch: (?!.*embedded)"):
            call_command("search", "status", "--check", "300")


def test_check_of_one_engine_leaves_the_other_out(index, settings):
    with bad_servers.absent() as url:
        search_at(settings, url)
        call_command("search", "status", "--check", "300", "--engine", "embedded")


# Pages that no index takes


@pytest.fixture
def three_bad(index, make_page, monkeypatch) -> None:
    """Ten pages of which the index refuses three."""
    build = PlainPageDocument.build

    def build_badly(self, page):
        if page.title.startswith("Vergif"):
            return self.document(page, numbers={"x": "no number"})
        return build(self, page)

    monkeypatch.setattr(PlainPageDocument, "build", build_badly)
    for number in range(10):
        make_page(PlainPage, title=f"{'Vergif' if number < 3 else 'Kwispel'} {number}")


@pytest.mark.parametrize("action", ["rebuild", "sync"])
def test_command_fails_when_pages_are_left_out_and_the_others_are_in(action, three_bad):
    with pytest.raises(CommandError, match=r"Pages left out: 3;.*`search status`") as error:
        call_command("search", action)
    assert error.value.returncode == 1
    assert followers.near().search(SearchRequest("kwispel")).total == 7


@pytest.mark.parametrize("action", ["rebuild", "sync"])
def test_command_done_again_adds_nothing_twice(action, three_bad):
    found = []
    for _ in range(3):
        with pytest.raises(CommandError, match="Pages left out: 3;"):
            call_command("search", action)
        found.append((followers.near().count(), len(state.faults())))
    assert found == [found[0]] * 3


@pytest.mark.parametrize("action", ["rebuild", "sync"])
def test_command_ends_well_once_the_pages_are_mended(action, three_bad):
    with pytest.raises(CommandError):
        call_command("search", action)
    for page in PlainPage.objects.filter(title__startswith="Vergif"):
        page.title = "Kwispel"
        page.save_revision().publish()
    call_command("search", action)
    assert followers.near().search(SearchRequest("kwispel")).total == 10


def test_command_for_one_engine_is_not_about_what_another_refused(index, make_page):
    key = page_key(make_page(PlainPage, title="Kwispelstaart"))
    applying.note_faults({key: f"{key}: elasticsearch: too long"})
    call_command("search", "sync", "--engine", "embedded")
    assert state.faults() != []


def test_more_faults_than_are_noted_are_not_counted_as_all(index, make_page, monkeypatch):
    monkeypatch.setattr(applying, "FAULTS", 2)
    for name in "ab":
        key = page_key(make_page(PlainPage, title=name))
        applying.note_faults({key: f"{key}: ValueError: {name}"})
    with pytest.raises(CommandError, match="Pages left out: 2 or more;"):
        call_command("search", "sync")


@pytest.mark.parametrize("title", ["Kwispel [/archief]", "Kwispel [bold]vet[/bold] [red]"])
def test_query_shows_a_title_as_it_is(title, index, make_page, capsys):
    make_page(PlainPage, title=title)
    call_command("search", "sync")
    call_command("search", "query", "kwispel")
    told = " ".join(capsys.readouterr().out.split())
    assert all(word in told for word in title.split())


# Bars


@pytest.fixture
def terminal(monkeypatch) -> None:
    """What is written goes to a terminal, whatever the tests run in."""
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "120"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def three_pages(index, make_page) -> None:
    for number in range(3):
        make_page(PlainPage, title=f"Blad {number}")
    index.rebuild()


def last_bar(told: str, label: str) -> str:
    """Return how a bar was drawn last, without its colours."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", told)
    return [line for line in re.split(r"[\r\n]", plain) if label in line][-1]


@pytest.mark.parametrize(
    ("action", "label", "pieces"),
    [("rebuild", "Search index (embedded)", 3), ("audit", "Audit (embedded)", 6)],
)
def test_bar_is_drawn_in_a_terminal_until_it_is_full(
    action, label, pieces, three_pages, terminal, capsys
):
    call_command("search", action)
    assert f" {pieces}/{pieces} " in last_bar(capsys.readouterr().out, label)


def test_silent_bar_leaves_nothing_that_draws(three_pages):
    """The next bar of the process would be drawn inside it."""
    call_command("search", "rebuild")
    drawing = [one for one in threading.enumerate() if type(one).__module__ == "rich.live"]
    assert drawing == []


@pytest.mark.parametrize("action", ["rebuild", "audit"])
def test_no_bar_is_drawn_in_a_file(action, three_pages, capsys):
    call_command("search", action)
    assert "(embedded)" not in capsys.readouterr().out
