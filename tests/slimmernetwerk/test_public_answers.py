"""What every public answer has and has not: no cookie, a strict policy, and never an error page.

The hostile requests are a table: whatever a visitor sends, each address answers with a page.
"""

from __future__ import annotations

import re

import pytest

PUBLIC = [
    "/",
    "/en/",
    "/methoden/",
    "/praktijk/",
    "/nieuws/",
    "/persberichten/",
    "/over/",
    "/zoeken/",
    "/en/search/",
    "/zoeken/suggesties/?q=me",
    "/feeds/news/",
    "/nieuws/feed/",
    "/sitemap.xml",
    "/robots.txt",
    "/health/",
    "/bestaat-niet/",
]
LONG = "a" * 100_000

# (address, the statuses that are fine)
OK, GONE, EITHER = {200}, {404}, {200, 404}
HOSTILE = [
    ("/?q=%00", OK),
    ("/?%00=%00", OK),
    ("/%00", GONE),
    ("/methoden/%00/", GONE),
    ("/methoden/?q=%ff%fe", OK),
    ("/methoden/?q=%c3%28", OK),
    ("/methoden/?%ff=%ff", OK),
    ("/methoden/?fase=%ed%a0%80", OK),
    ("/methoden/?q=" + LONG, OK),
    ("/methoden/?fase=" + LONG, OK),
    ("/methoden/?" + "x=1&" * 900, OK),
    ("/methoden/?" + "fase=verkennen&" * 900, OK),
    ("/methoden/?q=%22", OK),
    ("/methoden/?q=%27", OK),
    ("/methoden/?q=%22%22%22", OK),
    ("/methoden/?q=%5C", OK),
    ("/methoden/?q=title:premortem+AND+NOT+%5B*+TO+*%5D", OK),
    ("/methoden/?q=a%5E99+OR+%2Ba+-b+(c+%26%26+d)~2+*:*", OK),
    ("/methoden/?q=.*%7B0,999999%7D(a%7Cb)%2B%3F", OK),
    ("/methoden/?q=(a%2B)%2B%24", OK),
    ("/methoden/?q=%25+_+%25", OK),
    ("/methoden/?q=%3Cscript%3Ealert(1)%3C/script%3E", OK),
    ("/methoden/?q=%7B%7B7*7%7D%7D%7B%25+now+%25%7D", OK),
    ("/methoden/?q=%27;DROP+TABLE+wagtailcore_page;--", OK),
    ("/methoden/?q=%F0%9F%98%80%E2%80%8B%E2%80%AE", OK),
    ("/methoden/?q=" + "%CC%81" * 300, OK),
    ("/methoden/?q=" + "(" * 300, OK),
    ("/methoden/?page=0", OK),
    ("/methoden/?page=-1", OK),
    ("/methoden/?page=100000000000000000000", OK),
    ("/methoden/?page=tekst", OK),
    ("/methoden/?page=1.5", OK),
    ("/methoden/?page=%D9%A3", OK),
    ("/methoden/?page=", OK),
    ("/methoden/?page=1&page=2", OK),
    ("/methoden/?sort=__class__", OK),
    ("/methoden/?sort=a-z&sort=x", OK),
    ("/methoden/?fase__slug=verkennen", OK),
    ("/methoden/?type=method", OK),
    ("/methoden/?q[]=a&q[b]=c", OK),
    ("/methoden/?q", OK),
    ("/methoden/?&&&=&", OK),
    ("/methoden/?;", OK),
    ("/methoden/?q=%u0041", OK),
    ("/methoden/?taal=../../etc/passwd", OK),
    ("/zoeken/?q=%00", OK),
    ("/zoeken/?q=%ff", OK),
    ("/zoeken/?q=" + LONG, OK),
    ("/zoeken/?type=onbekend&type=", OK),
    ("/zoeken/?page=999999999", OK),
    ("/zoeken/?sort=", OK),
    ("/en/search/?q=%ff%fe", OK),
    ("/zoeken/suggesties/", OK),
    ("/zoeken/suggesties/?q=%00", OK),
    ("/zoeken/suggesties/?q=%ff", OK),
    ("/zoeken/suggesties/?q=" + LONG, OK),
    ("/zoeken/suggesties/?q=%22%22", OK),
    ("/nieuws/?jaar=0", OK),
    ("/nieuws/?jaar=99999999999999999999", OK),
    ("/nieuws/?jaar=2026&maand=13", OK),
    ("/nieuws/?jaar=tekst&maand=%00", OK),
    ("/nieuws/?beleidsthema=%ff", OK),
    ("/nieuws/?beleidsthema=" + LONG, OK),
    ("/nieuws/?page=tekst", OK),
    ("/nieuws/?page=0", OK),
    ("/nieuws/?page=" + "9" * 5000, OK),
    ("/nieuws/?jaar=" + "9" * 5000, OK),
    ("/persberichten/?jaar=2026&jaar=x", OK),
    ("/persberichten/?jaar=-1&maand=-1", OK),
    ("/nieuws/feed/?jaar=%00&format=%00", OK),
    ("/nieuws/feed/?jaar=" + "9" * 5000, OK),
    ("/feeds/news/?format=%ff", OK),
    ("/feeds/news/?beleidsthema=%00", OK),
    ("/feeds/%00/", GONE),
    ("/feeds/" + "a" * 5000 + "/", GONE),
    ("/praktijk/?resultaat=%00", OK),
    ("/praktijk/?resultaat=gelukt&resultaat=' OR 1=1", OK),
    ("/praktijk/?q=%ff", OK),
    ("/media/beeld/geen-uuid/foto.png", GONE),
    ("/media/beeld/00000000-0000-0000-0000-000000000000/..%2F..%2Fx", GONE),
    ("/media/document/00000000-0000-0000-0000-000000000000/%00", GONE),
    ("/media/../../etc/passwd", GONE),
    ("/media/", GONE),
    ("/health/?q=%ff", EITHER | {503}),
    ("/health/%2e%2e/", GONE),
    ("/sitemap.xml?p=0", EITHER),
    ("/sitemap.xml?p=99999999999999999999", EITHER),
    ("/sitemap.xml?p=%00", EITHER),
    ("/sitemap.xml?section=onbekend", EITHER),
    ("/" + "a/" * 500, GONE),
    ("/" + "a" * 5000 + "/", GONE),
    ("/%ff%fe/", GONE),
    ("/en/%ff/", GONE),
    ("/methoden/%E2%80%AE/", GONE),
    ("/static/%00", GONE),
    ("/static/../../manage.py", GONE),
    ("/.env", GONE),
    ("/admin/login/?next=%ff", OK),
]


@pytest.mark.parametrize("url", PUBLIC)
def test_visitor_gets_no_cookie(url, index, site, client):
    assert client.get(url).cookies == {}


@pytest.mark.parametrize("url", PUBLIC)
def test_policy_allows_nothing_from_elsewhere(url, index, site, client):
    policy = _policy(client.get(url))
    assert policy["default-src"] == ["'self'"]
    assert [policy[name] for name in ("object-src", "base-uri", "frame-ancestors")] == [
        ["'none'"]
    ] * 3
    sources = {source for values in policy.values() for source in values}
    assert {s for s in sources if not s.startswith("'nonce-")} <= {"'self'", "'none'", "data:"}


def _policy(response) -> dict[str, list[str]]:
    rules = (rule.split() for rule in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in rules}


@pytest.mark.parametrize("url", [url for url in PUBLIC if url.endswith("/")])
def test_page_holds_no_inline_script_or_style(url, index, site, client):
    html = client.get(url).content.decode()
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/ld\+json))[^>]*>", html)
    assert (scripts, re.findall(r"<style|\sstyle=|\son\w+=", html)) == ([], [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_page_comes_with_safe_headers(name, value, site, client):
    assert client.get("/")[name] == value


@pytest.mark.parametrize(("url", "statuses"), HOSTILE, ids=[url[:60] for url, _ in HOSTILE])
def test_hostile_address_is_answered(url, statuses, index, site, make_method, client):
    make_method(title="Premortem", terms=["fase/verkennen"])
    response = client.get(url)
    assert response.status_code in statuses


@pytest.mark.parametrize(
    "raw", [b"/methoden/?q=\xff\xfe", b"/zoeken/?q=\xe9", b"/\xff/", b"/nieuws/?jaar=\xff"]
)
def test_raw_bytes_in_an_address_are_answered(raw, index, site, client):
    path, _mark, query = raw.partition(b"?")
    environ = {"PATH_INFO": path.decode("latin-1"), "QUERY_STRING": query.decode("latin-1")}
    assert client.get("/", **environ).status_code in {200, 404}


@pytest.mark.parametrize("language", ["xx", "nl;q=nan", "*" * 5000, "en", "\x7f"])
def test_language_header_changes_nothing(language, index, site, client):
    response = client.get("/methoden/", HTTP_ACCEPT_LANGUAGE=language)
    assert (response.status_code, 'lang="nl"' in response.content.decode()) == (200, True)


@pytest.mark.parametrize("url", ["/", "/methoden/", "/zoeken/", "/nieuws/"])
def test_page_refuses_a_post(url, index, site, client):
    assert client.post(url, {"q": "a"}).status_code in {200, 405}


@pytest.mark.parametrize("section", ["methoden", "praktijk", "nieuws", "persberichten"])
def test_section_without_a_description_has_that_of_the_menu(section, site, client):
    html = client.get(f"/{section}/").content.decode()
    description = re.search(r'<meta name="description" content="([^"]*)"', html)
    assert description is not None
    assert len(description[1]) > 30
