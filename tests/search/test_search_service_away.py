"""The server is away, hung, or something else: visitors get an answer, and editors save."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from search import applying, followers, journal
from slimmernetwerk.models import PlainPage
from tests.search import bad_servers
from tests.search.elastic_sites import search_at

BAD = {
    "absent": bad_servers.absent,
    "silent": bad_servers.silent,
    **{name: partial(bad_servers.answering, name) for name in bad_servers.ANSWERS},
}
LINE = "zoekdienst"
SECRETS = ("node-17", "test-", "Traceback", "elasticsearch", "Elasticsearch")


@pytest.fixture
def page(index, make_page):
    """A page that the index of this machine has."""
    page = make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    journal.give_positions()
    applying.catch_up(followers.near())
    return page


@pytest.fixture(autouse=True)
def little_patience(monkeypatch) -> None:
    for name in ("READ_SECONDS", "WRITE_SECONDS"):
        monkeypatch.setattr(f"search.engines.elastic_client.{name}", 0.3)


@pytest.fixture(params=BAD)
def any_away(request, page, settings) -> Iterator[str]:
    """The site searches in something that is no well Elasticsearch, at this address."""
    with BAD[request.param]() as url:
        search_at(settings, url)
        yield url


@pytest.fixture(params=["absent", "silent"])
def away(request, page, settings) -> Iterator[str]:
    """The site searches where nobody answers."""
    with BAD[request.param]() as url:
        search_at(settings, url)
        yield url


def secrets_in(html: str, url: str) -> list[str]:
    place = url.removeprefix("http://")
    return [secret for secret in (place, *SECRETS) if secret in html]


def test_visitor_finds_what_this_machine_has_and_reads_a_calm_line(any_away, client):
    response = client.get("/zoeken/?q=kwispelstaart")
    html = response.content.decode()
    assert (response.status_code, LINE in html, secrets_in(html, any_away)) == (200, True, [])
    assert [row.hit.url for row in response.context["results"].rows] == ["/kwispel/"]


@pytest.mark.parametrize("url", ["/en/search/?q=x", "/methoden/?q=", "/methoden/?q=x&page=9"])
def test_every_list_answers_without_naming_the_server(url, away, client):
    response = client.get(url)
    assert (response.status_code, response.context["results"].is_substitute) == (200, True)
    assert secrets_in(response.content.decode(), away) == []


def test_change_is_found_while_the_server_is_away(away, page, client):
    page.title = "Snorhaar"
    page.save_revision().publish()
    assert client.get("/zoeken/?q=snorhaar").context["results"].total == 1


@pytest.mark.parametrize("url", ["/", "/zoeken/suggesties/?q=kwis", "/health/"])
def test_other_pages_answer(url, away, client):
    response = client.get(url)
    assert response.status_code == 200
    assert secrets_in(response.content.decode(), away) == []


def test_status_says_that_it_cannot_be_reached(away, capsys):
    call_command("search", "status")
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "niet bereikbaar" in line]
    assert secrets_in(line.partition("Elasticsearch")[2], away) == []


def test_screen_of_the_admin_says_so_too(away, admin_client):
    html = admin_client.get(reverse("search_journalentry_modeladmin_index")).content.decode()
    assert "niet bereikbaar" in html


def test_rebuild_does_this_machine_and_names_what_failed(away, capsys):
    with pytest.raises(CommandError, match="elasticsearch: "):
        call_command("search", "rebuild")
    assert "embedded: " in capsys.readouterr().out


def test_query_says_where_the_answer_is_from(away):
    out = StringIO()
    call_command("search", "query", "kwispelstaart", stdout=out)
    assert "/kwispel/" in out.getvalue()
    assert "of this machine" in out.getvalue()


def test_health_tells_without_waiting(page, settings, client):
    with bad_servers.absent() as url:
        search_at(settings, url)
        client.get("/zoeken/?q=kwispelstaart")
        assert "reserve" in client.get("/health/").json()["search"]


def test_well_site_has_no_such_line(page, client):
    assert LINE not in client.get("/zoeken/?q=kwispelstaart").content.decode()


class Visits:
    """How many connections a server saw."""

    number = 0


@contextmanager
def counting() -> Iterator[tuple[str, Visits]]:
    """Give the address of a server that counts who connects, and hangs up."""
    visits = Visits()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def count() -> None:
            while True:
                try:
                    connection, _address = listener.accept()
                except OSError:
                    return  # the test is over
                visits.number += 1
                connection.close()

        thread = threading.Thread(target=count, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", visits
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_publishing_makes_no_connection_to_the_server(page, make_page, make_private, settings):
    with counting() as (url, visits):
        search_at(settings, url)
        child = make_page(PlainPage, title="Kind", parent=page)
        child.save_revision().publish()
        make_private(child).delete()
        child.unpublish()
        child.delete()
        assert visits.number == 0
    assert journal.last_position() >= 5


def test_suggestions_and_health_make_no_connection_to_the_server(page, settings, client):
    with counting() as (url, visits):
        search_at(settings, url)
        client.get("/zoeken/suggesties/?q=kwis")
        client.get("/health/")
        assert visits.number == 0


def test_search_would_make_one(page, settings, client):
    with counting() as (url, visits):
        search_at(settings, url)
        client.get("/zoeken/?q=kwis")
        assert visits.number > 0
