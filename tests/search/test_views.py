"""The search page and its suggestions, also when there is no index to ask."""

from __future__ import annotations

import shutil

import pytest

from search import followers
from slimmernetwerk.models import PlainPage


@pytest.fixture
def page(index, make_page):
    return make_page(PlainPage, title="Kwispelstaart", slug="kwispel", lead="Over honden.")


def test_search_page_finds_pages_of_every_type(page, make_method, make_news, client):
    make_method(title="Kwispelmethode")
    make_news(title="Kwispelnieuws")
    results = client.get("/zoeken/?q=kwispel").context["results"]
    assert {row.hit.type for row in results.rows} == {"page", "method", "news"}


def test_search_page_narrows_to_a_type(page, make_method, client):
    make_method(title="Kwispelmethode")
    results = client.get("/zoeken/?q=kwispel&type=method").context["results"]
    assert {row.hit.type for row in results.rows} == {"method"}


def test_search_page_is_not_for_other_search_engines(page, client):
    assert client.get("/zoeken/")["X-Robots-Tag"] == "noindex, follow"


def test_search_page_has_its_english_address(page, client):
    assert client.get("/en/search/").context["results"].form_url == "/en/search/"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("url", ["/zoeken/", "/zoeken/suggesties/"])
def test_search_refuses_to_be_written_to(url, method, site, client):
    assert getattr(client, method)(url).status_code == 405


def test_text_of_the_visitor_is_escaped(page, client):
    html = client.get("/zoeken/?q=%22%3E%3Cimg+src=x%3E").content.decode()
    assert "<img src=x>" not in html


def test_suggestions_are_titles_that_begin_as_typed(page, client):
    (suggestion,) = client.get("/zoeken/suggesties/?q=kwisp").json()["suggestions"]
    shown = [suggestion[name] for name in ("text", "url", "type")]
    assert shown == ["Kwispelstaart", "/kwispel/", "page"]


def test_suggestions_are_eight_at_most(index, make_page, client):
    for number in range(12):
        make_page(PlainPage, title=f"Kwispel {number}")
    assert len(client.get("/zoeken/suggesties/?q=kwispel").json()["suggestions"]) == 8


@pytest.mark.parametrize("text", ["", "k", "%20", "%22", "zqx", "%00", "%ff", "*"])
def test_nothing_to_suggest_is_an_empty_list(text, page, client):
    assert client.get(f"/zoeken/suggesties/?q={text}").json() == {"suggestions": []}


def test_suggestions_are_kept_by_the_browser_alone_and_not_for_long(page, client):
    assert client.get("/zoeken/suggesties/?q=kw")["Cache-Control"] == "private, max-age=5"


def test_suggestions_are_few_queries(page, client, django_assert_max_num_queries):
    client.get("/zoeken/suggesties/?q=kw")
    with django_assert_max_num_queries(6):
        client.get("/zoeken/suggesties/?q=kwispel")


@pytest.fixture(params=["missing", "empty", "pointer", "files"])
def damaged(request, page, index, search_directory, client):
    """The index directory, damaged in some way, after the page was in it."""
    client.get("/zoeken/")
    followers.forget()
    match request.param:
        case "missing":
            shutil.rmtree(search_directory)
        case "empty":
            for path in search_directory.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        case "pointer":
            (search_directory / "current").write_bytes(b"\xff\x00")
        case "files":
            for path in search_directory.glob("generation-*/*"):
                path.write_bytes(b"")
    return search_directory


@pytest.mark.parametrize("url", ["/zoeken/?q=kwispel", "/zoeken/?q=", "/en/search/?q=x"])
def test_search_without_an_index_says_that_it_is_limited(url, damaged, client):
    response = client.get(url)
    notice = response.context["results"].notice
    assert (response.status_code, bool(notice)) == (200, True)
    assert notice in response.content.decode()


def test_search_without_an_index_offers_no_filters_that_nobody_counts(damaged, client):
    html = client.get("/zoeken/?q=kwispel&type=page").content.decode()
    assert "sn-facet" not in html
    assert "sn-chip" not in html  # a filter that does nothing is not shown as if it did
    assert '<input type="hidden" name="type" value="page">' in html


def test_search_without_an_index_finds_titles(damaged, client):
    results = client.get("/zoeken/?q=kwispel").context["results"]
    assert [str(row.page) for row in results.rows] == ["Kwispelstaart"]


def test_catalogue_without_an_index_still_answers(damaged, make_method, client):
    make_method(title="Kwispelmethode", terms=["fase/testen"])
    response = client.get("/methoden/?q=kwispel&fase=testen&page=3")
    assert response.status_code == 200
    assert "Kwispelmethode" in response.content.decode()


def test_method_page_without_an_index_still_answers(damaged, make_method, client):
    assert client.get(make_method(title="Kwispelmethode").url).status_code == 200


def test_suggestions_without_an_index_are_none(damaged, client):
    assert client.get("/zoeken/suggesties/?q=kwispel").json() == {"suggestions": []}


def test_search_without_an_index_shows_no_page_that_is_not_public(damaged, make_page, client):
    make_page(PlainPage, title="Kwispelconcept", live=False)
    results = client.get("/zoeken/?q=kwispelconcept").context["results"]
    assert (results.total, results.rows) == (0, [])


def test_search_without_an_index_pages_through_the_titles(search_directory, make_page, client):
    for number in range(25):
        make_page(PlainPage, title=f"Kwispel {number:02}")
    results = client.get("/zoeken/?q=kwispel&page=2").context["results"]
    assert (results.total, len(results.rows), str(results.rows[0].page)) == (25, 5, "Kwispel 20")
