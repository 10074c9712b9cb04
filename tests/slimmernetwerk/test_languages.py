"""What a page tells of its translations: the switch, the alternates, the sitemap."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from wagtail.models import Locale

from slimmernetwerk.languages import in_language, one_of_each
from slimmernetwerk.models import BasePage, HomePage, PlainPage

HOST = "http://127.0.0.1:8000"
FAR = datetime(2099, 1, 1, tzinfo=UTC)
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
SWITCH = re.compile(r'<li><a href="([^"]+)" lang="(\w+)" hreflang="\w+">([^<]+)</a></li>')


def alternates(response) -> dict[str, str]:
    return dict(ALTERNATE.findall(response.content.decode()))


def switch(response) -> list[tuple[str, str, str]]:
    return SWITCH.findall(response.content.decode())


@pytest.fixture
def pair(english_sections, make_page):
    """A Dutch page with its published translation."""
    page = make_page(PlainPage, title="Toegankelijkheid", slug="toegankelijkheid")
    return page, translate(page, title="Accessibility", slug="accessibility")


def translate(page, *, publish=True, **fields):
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    revision = copy.save_revision()
    if publish:
        revision.publish()
    copy.refresh_from_db()
    return copy


EXPECTED = {
    "nl": f"{HOST}/toegankelijkheid/",
    "en": f"{HOST}/en/accessibility/",
    "x-default": f"{HOST}/toegankelijkheid/",
}


@pytest.mark.parametrize("url", ["/toegankelijkheid/", "/en/accessibility/"])
def test_both_pages_name_each_other_themselves_and_a_default(url, pair, client):
    assert alternates(client.get(url)) == EXPECTED


@pytest.mark.parametrize(
    ("dutch", "english"),
    [("/methoden/", "/en/methods/"), ("/zoeken/", "/en/search/"), ("/", "/en/")],
)
def test_sections_and_views_name_each_other(dutch, english, english_sections, index, client):
    for url in (dutch, english):
        found = alternates(client.get(url))
        assert {
            code: address.removeprefix("http://testserver").removeprefix(HOST)
            for code, address in found.items()
        } == {
            "nl": dutch,
            "en": english,
            "x-default": dutch,
        }


def test_page_without_translation_names_no_alternates(english_sections, make_page, client):
    make_page(PlainPage, slug="alleen-hier")
    assert alternates(client.get("/alleen-hier/")) == {}


@pytest.mark.parametrize("url", ["/methoden/?fase=testen", "/methoden/?page=2", "/zoeken/?q=a"])
def test_search_with_its_own_address_names_no_alternates(url, english_sections, index, client):
    assert alternates(client.get(url)) == {}


def test_switch_leads_to_the_translation_and_back(pair, client):
    assert switch(client.get("/toegankelijkheid/")) == [("/en/accessibility/", "en", "English")]
    assert switch(client.get("/en/accessibility/")) == [("/toegankelijkheid/", "nl", "Nederlands")]


def test_switch_says_that_the_page_is_not_there_and_leads_to_its_section(
    english_sections, make_news, client
):
    page = make_news(title="Alleen in het Nederlands")
    [(url, code, words)] = switch(client.get(page.url))
    assert (url, code, words) == ("/en/news/", "en", "English (not this page: News)")


def test_switch_leads_home_where_the_section_is_not_translated(site, make_news, client):
    [(url, _code, words)] = switch(client.get(make_news().url))
    assert (url, words) == ("/en/", "English (not this page: Slimmernetwerk)")


def test_switch_leaves_out_a_language_without_a_home_page(site, make_news, client):
    HomePage.objects.get(locale__language_code="en").unpublish()
    assert switch(client.get(make_news().url)) == []


def test_missing_page_offers_the_other_home_page_and_names_no_alternates(english_sections, client):
    response = client.get("/bestaat-niet/")
    assert alternates(response) == {}
    assert [url for url, *_rest in switch(response)] == ["/en/"]


# --- a translation that waits leaves no trace

HIDDEN = {
    "draft": {"live": False},
    "embargo": {"embargo_until": FAR},
    "gone": {"is_gone": True},
}


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_hidden_translation_leaves_no_trace(fields, pair, client):
    page, copy = pair
    BasePage.objects.filter(pk=copy.pk).update(**fields)
    assert_no_trace(client, page.url)


def test_private_translation_leaves_no_trace(pair, make_private, client):
    page, copy = pair
    make_private(copy)
    assert_no_trace(client, page.url)


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_hidden_section_leaves_no_trace(fields, english_sections, make_news, client):
    from blog.models import NewsIndexPage

    page = make_news()
    BasePage.objects.filter(pk=NewsIndexPage.objects.get(locale=english_sections).pk).update(
        **fields
    )
    for url in ("/nieuws/", page.url, "/sitemap.xml"):
        assert "/en/news/" not in client.get(url).content.decode()


def test_hidden_original_leaves_no_trace_on_its_translation(pair, client):
    page, copy = pair
    BasePage.objects.filter(pk=page.pk).update(embargo_until=FAR)
    response = client.get(copy.url)
    assert alternates(response) == {}
    assert "toegankelijkheid" not in response.content.decode()


def assert_no_trace(client, url):
    response = client.get(url)
    assert alternates(response) == {}
    for place in (url, "/sitemap.xml"):
        html = client.get(place).content.decode()
        assert "accessibility" not in html.lower()


# --- the sitemap


def test_sitemap_names_the_translations_of_each_page(pair, client):
    xml = client.get("/sitemap.xml").content.decode()
    for path in ("/toegankelijkheid/", "/en/accessibility/"):
        [entry] = re.findall(rf"<url><loc>[^<]+//[^/]+{path}</loc>.*?</url>", xml)
        links = dict(re.findall(r'hreflang="([^"]+)" href="https?://[^/]+([^"]+)"', entry))
        assert links == {code: url.removeprefix(HOST) for code, url in EXPECTED.items()}


def test_sitemap_is_few_queries(pair, make_page, client, django_assert_max_num_queries):
    for number in range(5):
        translate(make_page(PlainPage, title=f"Blad {number}"), title=f"Sheet {number}")
    client.get("/sitemap.xml")
    with django_assert_max_num_queries(6):
        client.get("/sitemap.xml")


# --- lists of pages in two languages


def test_pages_are_replaced_by_their_translations(pair, make_page, django_assert_num_queries):
    page, copy = pair
    other = make_page(PlainPage, title="Niet vertaald")
    assert in_language([page, other, copy], "en") == [copy, other]
    with django_assert_num_queries(0):
        assert in_language([page, other], "nl") == [page, other]


def test_one_of_each_pair_of_pages_is_kept(pair):
    page, copy = pair
    assert one_of_each([page, copy], "en") == [copy]
    assert one_of_each([copy, page], "nl") == [page]


# --- English lists without English pages

NOTHING = "There is nothing here in your language yet. Look at the list in Dutch:"


@pytest.mark.parametrize(
    ("url", "dutch", "words"),
    [
        ("/en/news/", "/nieuws/", NOTHING),
        ("/en/press-releases/", "/persberichten/", NOTHING),
        ("/en/practice/", "/praktijk/", NOTHING),
        ("/en/practice/?q=water", "/praktijk/?q=water", "The same search in Dutch:"),
        ("/en/events/", "/bijeenkomsten/", NOTHING),
        ("/en/search/?q=xqzwv", "/zoeken/?q=xqzwv", "The same search in Dutch:"),
    ],
)
def test_empty_list_leads_to_the_dutch_one(url, dutch, words, english_sections, index, client):
    html = client.get(url).content.decode()
    assert words in html
    assert f'<a href="{dutch}" lang="nl" hreflang="nl">' in html


def test_empty_dutch_list_leads_nowhere_else(english_sections, client):
    assert "hreflang" not in client.get("/nieuws/").content.decode().partition("<main")[2]


def test_news_in_english_has_a_list_and_a_feed_of_its_own(english_sections, make_news, client):
    translate(make_news(title="Nieuws van hier"), title="News from here", slug="news-from-here")
    html = client.get("/en/news/").content.decode()
    assert "News from here" in html
    assert "Nieuws van hier" not in html
    feed = client.get("/en/news/feed/").content.decode()
    assert 'xml:lang="en"' in feed
    assert "News from here" in feed and "Nieuws van hier" not in feed
    assert client.get("/feeds/news-en/").status_code == 200


def test_feeds_of_both_languages_name_an_entry_differently(english_sections, make_news, client):
    page = make_news(title="Nieuws")
    translate(page, title="News item", slug="news-item")
    identity = f"urn:uuid:{page.translation_key}"
    assert f"<id>{identity}</id>" in client.get("/nieuws/feed/").content.decode()
    assert f"<id>{identity}#en</id>" in client.get("/en/news/feed/").content.decode()


def test_english_page_names_english_feeds_in_its_head(english_sections, client):
    head = client.get("/en/news/").content.decode().partition("</head>")[0]
    assert 'title="News" href="/en/news/feed/"' in head
    assert "/nieuws/feed/" not in head


def test_rss_says_its_language(english_sections, client):
    assert b"<language>en</language>" in client.get("/en/news/feed/?format=rss").content


def test_english_date_is_english(english_sections, make_news, client):
    from datetime import date

    page = translate(make_news(display_date=date(2026, 3, 9)), title="News item", slug="item")
    html = client.get(page.url).content.decode()
    assert "9 March 2026" in html
    assert '"inLanguage": "en"' in html
