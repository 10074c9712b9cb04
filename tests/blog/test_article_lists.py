"""The lists of news and press: archive, topics, pages, feeds and what they cost."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from blog.models import NewsPage

ATOM = "{http://www.w3.org/2005/Atom}"
QUERIES_OF_A_LIST = 10


@pytest.fixture
def articles(make_news):
    """Six news items in two years, three months and three topics."""
    rows = [
        ("Een", date(2025, 3, 1), ["beleidsthema/wonen"]),
        ("Twee", date(2025, 3, 31), ["beleidsthema/wonen", "beleidsthema/jeugd"]),
        ("Drie", date(2025, 4, 1), ["beleidsthema/jeugd"]),
        ("Vier", date(2026, 3, 1), ["beleidsthema/wonen"]),
        ("Vijf", date(2026, 3, 2), []),
        ("Zes", date(2025, 12, 31), ["beleidsthema/veiligheid"]),
    ]
    for title, day, terms in rows:
        make_news(title=title, display_date=day, terms=terms)
    make_news(title="Concept", display_date=date(2024, 1, 1), live=False)
    make_news(
        title="Embargo",
        display_date=date(2023, 1, 1),
        terms=["beleidsthema/water"],
        embargo_until=timezone.now() + timedelta(days=1),
    )


def titles(client, query=""):
    response = client.get(f"/nieuws/{query}")
    assert response.status_code == 200
    return [item.title for item in response.context["items"]]


def test_list_is_newest_first_and_only_public(articles, client):
    assert titles(client) == ["Vijf", "Vier", "Zes", "Drie", "Twee", "Een"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?jaar=2026", ["Vijf", "Vier"]),
        ("?jaar=2025&maand=3", ["Twee", "Een"]),
        ("?maand=3", ["Vijf", "Vier", "Twee", "Een"]),
        ("?beleidsthema=wonen", ["Vier", "Twee", "Een"]),
        ("?jaar=2025&beleidsthema=jeugd", ["Drie", "Twee"]),
        ("?jaar=2019", []),
        ("?beleidsthema=bestaat-niet", []),
        ("?beleidsthema=water", []),
    ],
)
def test_list_is_narrowed_to_a_period_and_a_topic(articles, client, query, expected):
    assert titles(client, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "?jaar=99999",
        "?jaar=0",
        "?jaar=-1",
        "?jaar=abc",
        "?jaar=" + "9" * 5000,
        "?jaar=2025.5",
        "?maand=13",
        "?maand=0",
        "?maand=maart",
        "?jaar=&maand=&beleidsthema=",
        "?onbekend=1",
        "?page=0",
        "?page=-1",
        "?page=999",
        "?page=abc",
        "?page=²",
        "?page=" + "9" * 5000,
    ],
)
def test_value_that_means_nothing_is_left_out(articles, client, query):
    assert len(titles(client, query)) == 6


def test_bad_value_leaves_the_good_one(articles, client):
    response = client.get("/nieuws/?jaar=2026&maand=13")
    assert [item.title for item in response.context["items"]] == ["Vijf", "Vier"]
    assert response.context["canonical_url"].endswith("/nieuws/?jaar=2026")


def test_archive_counts_the_public_articles(articles, client):
    years = client.get("/nieuws/").context["filters"]["years"]
    found = [(year.year, [(month.label, month.count) for month in year.months]) for year in years]
    assert found == [
        (2026, [("maart", 2)]),
        (2025, [("december", 1), ("april", 1), ("maart", 2)]),
    ]


def test_topics_count_the_public_articles(articles, client):
    topics = client.get("/nieuws/").context["filters"]["topics"]
    assert [(topic.label, topic.count) for topic in topics] == [
        ("jeugd", 2),
        ("veiligheid", 1),
        ("wonen", 3),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?jaar=2025",
        "?jaar=2025&maand=3",
        "?beleidsthema=wonen",
        "?maand=3",
        "?jaar=2026&beleidsthema=jeugd",
    ],
)
def test_every_link_of_the_archive_gives_as_many_articles_as_it_says(articles, client, query):
    filters = client.get(f"/nieuws/{query}").context["filters"]
    links = [*filters["topics"], *(month for year in filters["years"] for month in year.months)]
    assert links
    for link in links:
        found = titles(client, link.url.removeprefix("/nieuws/"))
        assert (link.label, len(found)) == (link.label, link.count)


def test_chosen_values_can_be_taken_away(articles, client):
    response = client.get("/nieuws/?jaar=2026&beleidsthema=jeugd")
    active = response.context["filters"]["active"]
    assert [(entry.value_label, entry.url) for entry in active] == [
        ("2026", "/nieuws/?beleidsthema=jeugd"),
        ("jeugd", "/nieuws/?jaar=2026"),
    ]


def test_unknown_topic_is_only_text_on_the_page(articles, client):
    html = client.get("/nieuws/?beleidsthema=%3Cscript%3Ex").content.decode()
    assert "<script>x" not in html


def test_second_page_has_the_rest(make_news, client):
    for number in range(23):
        make_news(title=f"Bericht {number}", display_date=date(2026, 1, number + 1))
    assert titles(client, "?page=2") == ["Bericht 2", "Bericht 1", "Bericht 0"]
    assert titles(client, "?page=99") == ["Bericht 2", "Bericht 1", "Bericht 0"]


@pytest.mark.parametrize("number", [3, 30])
def test_list_of_news_takes_few_queries(make_news, client, django_assert_max_num_queries, number):
    for day in range(number):
        make_news(
            title=f"Bericht {day}",
            display_date=date(2026, 1, 1) + timedelta(days=day),
            terms=["beleidsthema/wonen"],
        )
    client.get("/nieuws/")
    with django_assert_max_num_queries(QUERIES_OF_A_LIST):
        assert client.get("/nieuws/").status_code == 200


# --- feeds


def feed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response, ElementTree.fromstring(response.content)


def test_feed_is_atom_with_the_newest_first(articles, client):
    response, root = feed(client, "/nieuws/feed/")
    entries = root.findall(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.findtext(f"{ATOM}title") for entry in entries][:2] == ["Vijf", "Vier"]
    assert len(entries) == 6
    page = NewsPage.objects.get(title="Vijf")
    assert entries[0].findtext(f"{ATOM}id") == f"urn:uuid:{page.translation_key}"
    assert entries[0].find(f"{ATOM}link").get("href").endswith(page.url)


def test_feed_is_rss_on_request(articles, client):
    response, root = feed(client, "/nieuws/feed/?format=rss")
    assert response["Content-Type"].startswith("application/rss+xml")
    assert [item.findtext("title") for item in root.iter("item")][:2] == ["Vijf", "Vier"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jaar=2026", ["Vijf", "Vier"]),
        ("jaar=2025&maand=3", ["Twee", "Een"]),
        ("beleidsthema=jeugd", ["Drie", "Twee"]),
        ("jaar=99999&beleidsthema=jeugd", ["Drie", "Twee"]),
        ("beleidsthema=water", []),
    ],
)
@pytest.mark.parametrize("path", ["/nieuws/feed/", "/feeds/news/"])
def test_feed_has_the_filters_of_its_list(articles, client, path, query, expected):
    _response, atom = feed(client, f"{path}?{query}")
    _response, rss = feed(client, f"{path}?{query}&format=rss")
    found = [entry.findtext(f"{ATOM}title") for entry in atom.findall(f"{ATOM}entry")]
    assert found == [item.findtext("title") for item in rss.iter("item")] == expected


def test_list_links_to_its_feeds_with_the_same_filters(articles, client):
    filters = client.get("/nieuws/?jaar=2026&maand=13").context["filters"]
    assert filters["feed_url_atom"] == "/nieuws/feed/?jaar=2026"
    assert filters["feed_url_rss"] == "/nieuws/feed/?jaar=2026&format=rss"
    for name in ("feed_url_atom", "feed_url_rss"):
        _response, root = feed(client, filters[name])
        assert len([*root.iter(f"{ATOM}entry"), *root.iter("item")]) == 2


def test_feed_of_press_releases_has_no_news(articles, make_press_release, client):
    make_press_release(title="Persbericht", lead="<p>Een &amp; twee</p>")
    _response, root = feed(client, "/persberichten/feed/")
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Persbericht"
    assert entry.findtext(f"{ATOM}summary") == "Een & twee"


def test_unknown_feed_is_not_found(site, client):
    assert client.get("/feeds/bestaat-niet/").status_code == 404


# --- open data of an article


def json_ld(response):
    text = response.content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(data)


def test_news_item_is_a_news_article(make_news, client):
    page = make_news(title="Open", lead="U kunt er terecht.", display_date=date(2025, 3, 1))
    data = json_ld(client.get(page.url))
    assert (data["@type"], data["headline"], data["description"], data["inLanguage"]) == (
        "NewsArticle",
        "Open",
        "U kunt er terecht.",
        "nl",
    )
    assert data["datePublished"].startswith("2025-03-01")
    assert data["identifier"] == f"urn:uuid:{page.translation_key}"


def test_press_release_is_a_news_article_with_its_dateline(make_press_release, client):
    page = make_press_release(
        place="Den Haag", dateline_date=date(2012, 5, 3), lead="<p>A &amp; B</p>"
    )
    data = json_ld(client.get(page.url))
    assert (data["@type"], data["dateline"]) == ("NewsArticle", "Den Haag, 03-05-2012")
    assert data["description"] == "A & B"


def test_hostile_title_does_not_leave_the_open_data(make_news, client):
    title = '</script><script>alert("x")</script>'
    response = client.get(make_news(title=title, slug="vijandig").url)
    assert json_ld(response)["headline"] == title
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("kind", ["news", "press"])
def test_article_has_open_graph_tags(make_news, make_press_release, client, kind):
    if kind == "news":
        page = make_news(title="Kop & <staart>", lead="U kunt er terecht.")
    else:
        page = make_press_release(title="Kop & <staart>", lead="<p>U kunt er terecht.</p>")
    html = client.get(page.url).content.decode()
    tags = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', html))
    assert tags == {
        "site_name": "Slimmernetwerk",
        "title": "Kop &amp; &lt;staart&gt;",
        "type": "article",
        "description": "U kunt er terecht.",
        "url": page.get_full_url(),
    }


def test_related_pages_are_only_public_ones(make_news, client):
    from blog.models import RelatedPage

    public, draft = make_news(title="Openbaar"), make_news(title="Geheim", live=False)
    page = make_news(title="Artikel")
    for other in (public, draft):
        page.related.add(RelatedPage(page=other))
    page.save_revision().publish()
    html = client.get(page.url).content.decode()
    assert ("Openbaar" in html, "Geheim" in html) == (True, False)
