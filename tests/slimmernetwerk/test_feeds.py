"""Atom and RSS: valid XML, whatever editors wrote."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/news/", "/nieuws/feed/", "/feeds/dummy/", "/feeds/press-release/"]


def read(response) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)


@pytest.mark.parametrize("url", FEEDS)
@pytest.mark.parametrize(
    ("query", "root", "content_type"),
    [
        ("", f"{ATOM}feed", "application/atom+xml; charset=utf-8"),
        ("?format=atom", f"{ATOM}feed", "application/atom+xml; charset=utf-8"),
        ("?format=rss", "rss", "application/rss+xml; charset=utf-8"),
        ("?format=onzin", f"{ATOM}feed", "application/atom+xml; charset=utf-8"),
    ],
)
def test_feed_is_xml_of_its_kind(url, query, root, content_type, site, client):
    response = client.get(url + query)
    assert (read(response).tag, response["Content-Type"]) == (root, content_type)


@pytest.mark.parametrize("name", ["", "onbekend", "news/", "..%2Fnews"])
def test_unknown_feed_gives_404(name, site, client):
    assert client.get(f"/feeds/{name}/").status_code == 404


def test_entry_holds_title_link_summary_and_a_lasting_identity(site, make_news, client):
    page = make_news(title="Nieuwe methode", slug="nieuwe-methode", lead="Kort gezegd.")
    entry = read(client.get("/feeds/news/")).find(f"{ATOM}entry")
    shown = [entry.findtext(f"{ATOM}{name}") for name in ("title", "summary", "id")]
    assert shown == ["Nieuwe methode", "Kort gezegd.", f"urn:uuid:{page.translation_key}"]
    assert entry.find(f"{ATOM}link").get("href").endswith("/nieuws/nieuwe-methode/")


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_control_characters_do_not_break_the_xml(form, site, make_news, client):
    odd = "".join(map(chr, [*range(1, 32), 0x7F, 0xFFFE, 0xFFFF]))
    make_news(title=f"Kop{odd}staart", slug="kop", lead=f"Tekst{odd}, <b> & \U0001f600")
    titles = [node.text for node in read(client.get(f"/feeds/news/?format={form}")).iter()]
    assert any("Kop" in (text or "") and "staart" in (text or "") for text in titles)


def test_markup_in_a_title_is_text(site, make_news, client):
    make_news(title="<script>alert(1)</script>", slug="markering")
    entry = read(client.get("/feeds/news/")).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "<script>alert(1)</script>"


def test_feed_has_the_newest_first_and_at_most_thirty(site, make_news, client):
    for number in range(1, 33):
        make_news(
            title=f"Bericht {number}",
            display_date=f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}",
        )
    entries = read(client.get("/feeds/news/")).findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert (len(titles), titles[0], titles[-1]) == (30, "Bericht 32", "Bericht 3")


@pytest.mark.parametrize("field", ["title", "lead"])
def test_feed_leaves_out_drafts(field, site, make_news, client):
    make_news(**{"title": "Concept", "live": False, field: "verborgen"})
    assert b"verborgen" not in client.get("/feeds/news/").content


def test_feed_is_few_queries(site, make_news, client, django_assert_max_num_queries):
    for number in range(6):
        make_news(title=f"Bericht {number}")
    with django_assert_max_num_queries(10):
        client.get("/feeds/news/")


def test_page_names_its_feeds_in_the_head(site, client):
    html = client.get("/").content.decode()
    assert 'type="application/atom+xml" title="' in html
    assert "/nieuws/feed/" in html
