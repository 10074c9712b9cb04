"""Somebody who follows the news: lists, archive, topics, feeds, press releases, languages."""

from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from playwright.sync_api import expect

from tests.servers import ROOT
from tools.page_states import PAGES

pytestmark = pytest.mark.browser

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = [file.read_text() for file in (ROOT / "content" / "news").glob("*.md")]
NEWS = len(FILES)
OCTOBER = sum("date: 2026-10-" in text for text in FILES)
RELEASE = "Catalogus helpt overheden bij het kiezen van een werkwijze voor vernieuwing"


def headlines(page):
    return page.locator(".sn-leadstory h2, .sn-list.dated h2").all_inner_texts()


def test_news_opens_with_the_newest_and_shows_all(page):
    page.goto("/")
    page.get_by_role("link", name="Al het nieuws").click()
    page.wait_for_url("**/nieuws/")
    assert headlines(page)[0] == "Overnemen mag, kijk eerst naar de licentie"
    assert len(headlines(page)) == NEWS


def test_archive_shows_one_month_and_a_chip_takes_it_away(page):
    page.goto("/nieuws/")
    month = page.locator(".sn-months a", has_text="oktober")
    count = int(month.locator(".n").inner_text().split()[0])
    month.click()
    page.wait_for_url("**/nieuws/?jaar=2026&maand=10")
    assert len(headlines(page)) == count == OCTOBER
    dates = page.locator(".sn-list.dated time").all_inner_texts()
    assert all("oktober 2026" in date for date in dates)
    expect(page.locator(".sn-months [aria-current]")).to_contain_text("oktober")

    page.get_by_role("link", name="Wis alle filters").click()
    page.wait_for_url("**/nieuws/")
    assert len(headlines(page)) == NEWS


def test_topic_narrows_the_news(page):
    page.goto("/nieuws/")
    topic = page.locator(".sn-months a", has_text="digitale overheid")
    count = int(topic.locator(".n").inner_text().split()[0])
    topic.click()
    page.wait_for_url("**beleidsthema=digitale-overheid")
    assert len(headlines(page)) == count


def test_feed_follows_the_list_with_its_filter(page):
    page.goto("/nieuws/?jaar=2026&maand=10")
    address = page.get_by_role("link", name="Atom").get_attribute("href")
    feed = page.request.get(address)
    assert feed.headers["content-type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(feed.body()).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == headlines(page)


def test_pages_announce_the_feeds(page):
    page.goto("/")
    for link in page.locator("head link[rel=alternate][type='application/atom+xml']").all():
        address = urlsplit(link.get_attribute("href")).path
        assert page.request.get(address).ok


def test_press_release_says_who_to_call(page):
    page.goto("/nieuws/")
    page.get_by_role("navigation", name="Soort bericht").get_by_role(
        "link", name="Persberichten"
    ).click()
    page.get_by_role("link", name=RELEASE).click()
    expect(page.locator("h1")).to_have_text(RELEASE)
    contact = page.get_by_role("complementary", name="Contact")
    expect(contact).to_contain_text("Persvoorlichting Slimmernetwerk")
    phone = contact.get_by_role("link", name="070 000 00 00")
    expect(phone).to_have_attribute("href", "tel:0700000000")
    mail = contact.get_by_role("link", name="pers@slimmernetwerk.example")
    expect(mail).to_have_attribute("href", "mailto:pers@slimmernetwerk.example")
    expect(page.get_by_text("Einde persbericht")).to_be_visible()


def test_language_switch_leads_to_english_and_back(page):
    page.goto("/")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Find the method that fits your question")
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_english_search_leads_back_to_the_english_home_page(page):
    page.goto("/en/")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Search").click()
    page.wait_for_url("**/en/search/")
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link").click()
    page.wait_for_url("**/en/")


def test_page_that_does_not_exist_offers_search(visit, page):
    visit.expect_missing("/bestaat-niet/")
    response = page.goto("/bestaat-niet/")
    assert response is not None and response.status == 404
    expect(page.locator("h1")).to_have_text("Deze pagina bestaat niet")
    page.get_by_label("Zoek een methode").fill("premortem")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=premortem")
    expect(page.get_by_role("link", name="Premortem", exact=True)).to_be_visible()


def test_visit_leaves_no_cookie_and_asks_no_other_machine(visit, page):
    visit.expect_missing(PAGES["missing"])
    for address in PAGES.values():
        page.goto(address)
        stored = page.evaluate("localStorage.length + sessionStorage.length")
        assert stored == 0
    assert visit.context.cookies() == []
    assert {urlsplit(url).netloc for url in visit.requests} == {visit.host}


def test_security_policy_stops_foreign_and_inline_code(page):
    response = page.goto("/")
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
