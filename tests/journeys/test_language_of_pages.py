"""A crawl of the demonstration site in both languages: what is said, and who names whom."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from django.utils.translation import trans_real

from tests.servers import ROOT

# The site is prepared by the fixtures of the browser; nothing here needs one.
pytestmark = pytest.mark.browser

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
SAID = ("aria-label", "placeholder", "alt", "title")
WORD = re.compile(r"[^\W\d_]+")
# Frequent Dutch words that are no English ones.
DUTCH = {
    "aan",
    "alle",
    "als",
    "bij",
    "dat",
    "deze",
    "dit",
    "een",
    "geen",
    "heeft",
    "het",
    "hoe",
    "kan",
    "kunt",
    "maak",
    "naar",
    "niet",
    "nog",
    "ook",
    "om",
    "onze",
    "u",
    "uit",
    "uw",
    "voor",
    "waar",
    "wat",
    "werkt",
    "wie",
    "wordt",
    "zijn",
    "zo",
    "zonder",
}
ENGLISH_PAGES = [
    *("/en/", "/en/methods/", "/en/methods/?page=3", "/en/methods/?q=group&fase=testen"),
    *("/en/methods/?q=xqzwv", "/en/methods/?q=premortem&doel=mensen-begrijpen"),
    *("/en/methods/?fase=onzin&page=999", "/en/methods/?q=premortum", "/en/methods/?sort=bewijs"),
    *("/en/practice/", "/en/practice/?q=water", "/en/news/", "/en/news/?jaar=1999"),
    *("/en/press-releases/", "/en/events/", "/en/events/?wanneer=geweest", "/en/about/"),
    *("/en/search/", "/en/search/?q=method", "/en/search/?q=xqzwv"),
]


class Reader(HTMLParser):
    """Collects what a page says, each text with the language that the page gives it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", self.open[-1][1])
        self.said += [(language, values[name]) for name in SAID if values.get(name)]
        if tag in {"a", "link"}:
            self.links.append({**values, "tag": tag})
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1]
        if tag not in {"script", "style"} and data.strip():
            self.said.append((language, " ".join(data.split())))


@pytest.fixture(scope="session")
def read(demo_site):
    """Read a page of the site: `read("/en/")`."""

    @cache
    def get(address: str) -> Reader:
        path = urlsplit(address)._replace(scheme="", netloc="").geturl()
        with urlopen(f"{demo_site.url}{path}") as response:  # noqa: S310 - our own server
            reader = Reader()
            reader.feed(response.read().decode())
        return reader

    return get


@pytest.fixture(scope="session")
def sitemap(demo_site) -> dict[str, dict[str, str]]:
    """Each address in the sitemap with its alternates."""
    with urlopen(f"{demo_site.url}/sitemap.xml") as response:  # noqa: S310
        root = ElementTree.parse(response).getroot()
    return {
        entry.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in entry.findall(f"{XHTML}link")
        }
        for entry in root
    }


@cache
def dutch_messages() -> set[str]:
    """Return the Dutch of each interface text that is not English as well."""
    folders = [ROOT / "locale", *ROOT.glob("plugins/*/locale")]
    found: dict[str, str] = {}
    for folder in folders:
        catalogue = trans_real.gettext_module.translation("django", folder, ["nl"])
        found |= {k: v for k, v in catalogue._catalog.items() if isinstance(k, str) and k}
    english = {key.casefold() for key in found}
    return {text for text in found.values() if text.casefold() not in english and len(text) > 3}


def alternates(reader: Reader) -> dict[str, str]:
    return {
        link["hreflang"]: link["href"]
        for link in reader.links
        if link["tag"] == "link" and link.get("rel") == "alternate" and "hreflang" in link
    }


def english_words(reader: Reader) -> list[str]:
    return [text for language, text in reader.said if language == "en"]


@pytest.mark.parametrize("url", ENGLISH_PAGES)
def test_english_page_has_no_dutch_interface_text(url, read):
    words = english_words(read(url))
    assert len(words) > 20
    assert [text for text in words if text in dutch_messages()] == []


@pytest.mark.parametrize("url", ENGLISH_PAGES)
def test_dutch_on_an_english_page_says_that_it_is_dutch(url, read):
    mixed = [
        text
        for text in english_words(read(url))
        if DUTCH & {word.lower() for word in WORD.findall(text)}
    ]
    assert mixed == []


def test_crawl_would_see_dutch(read):
    """The same questions asked of a Dutch page: else the two tests above could not fail."""
    said = [text for language, text in read("/methoden/").said if language == "nl"]
    assert [text for text in said if text in dutch_messages()]
    assert [text for text in said if DUTCH & {word.lower() for word in WORD.findall(text)}]


@pytest.mark.parametrize("url", ENGLISH_PAGES)
def test_link_to_a_dutch_page_says_so(url, read):
    dutch = [
        link
        for link in read(url).links
        if link["tag"] == "a"
        and link["href"].startswith("/")
        and not link["href"].startswith(("/en/", "/feeds/", "/media/"))
    ]
    assert [link["href"] for link in dutch if link.get("hreflang") != "nl"] == []


def test_alternates_of_every_page_are_reciprocal(read, sitemap):
    named = {url: alternates(read(url)) for url in sitemap}
    for url, found in named.items():
        for address in set(found.values()):
            assert named[address] == found, (url, address)
    with_translation = [url for url, found in named.items() if found]
    assert len(with_translation) >= 14  # two home pages, five sections and the page about the site


def test_page_with_alternates_names_itself_and_a_default(read, sitemap):
    for url in sitemap:
        found = alternates(read(url))
        if found:
            assert url in {found[code] for code in ("nl", "en")}
            assert found["x-default"] == found["nl"]
            assert urlsplit(found["en"]).path.startswith("/en/")


def test_sitemap_and_pages_name_the_same_alternates(read, sitemap):
    assert {url: alternates(read(url)) for url in sitemap} == sitemap
