"""Three people who use no mouse: a professional, a journalist and an editor.

Every place where the focus stops on the way shows it, and nothing holds the focus.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.results_page import ResultsPage
from tests.journeys.test_accessibility import FOCUS

pytestmark = pytest.mark.browser

FARTHEST = 150  # stops; no page of the site has more before what is looked for
SCROLLING = 3_000  # milliseconds; on a busy machine
BETTER = "Bewijs lezen in vijf treden"


@dataclass
class Keyboard:
    """The only hand on a page."""

    page: Page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def go_to(self, goal: Locator) -> None:
        """Press Tab until the goal has the focus; each stop on the way must be in sight."""
        expect(goal).to_have_count(1)
        for _stop in range(FARTHEST):
            self.press("Tab")
            stop = self.page.evaluate(FOCUS)
            if stop["name"] in {"BODY", "wagtail"}:
                continue  # around the end of the page, by way of the browser itself
            if not stop["isInWindow"]:  # the form of the admin may still be scrolling to it
                stop = self.come_to_rest()
            assert stop["isShown"] and stop["isInWindow"], stop
            if goal.evaluate("(element) => element === document.activeElement"):
                return
        pytest.fail(f"{goal} is out of reach of the keyboard")

    def come_to_rest(self) -> dict[str, object]:
        """Return the stop once it is in the window, or as it is when time is over."""
        in_window = f"() => ({FOCUS})().isInWindow"
        with suppress(TimeoutError):  # the caller says which stop stays out of sight
            self.page.wait_for_function(in_window, timeout=SCROLLING)
        return self.page.evaluate(FOCUS)

    def follow(self, goal: Locator, address: str | re.Pattern[str]) -> None:
        """Go to a link or button and press it; it leads to an address."""
        self.go_to(goal)
        self.press("Enter")
        self.page.wait_for_url(address)


@pytest.fixture
def keyboard(visits, demo_site) -> Keyboard:
    # Without motion, for the window scrolls smoothly and would still be on its way.
    return Keyboard(visits(demo_site, reduced_motion="reduce").page)


def test_professional_finds_a_method_by_its_facets_and_opens_it(keyboard):
    page, results = keyboard.page, ResultsPage(keyboard.page)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    keyboard.follow(menu.get_by_role("link", name="Methoden"), "**/methoden/")

    keyboard.go_to(page.get_by_role("link", name="Naar de inhoud"))
    keyboard.press("Enter")
    phase = page.locator('input[name="fase"][value="verkennen"]')
    promised = results.count("fase", "verkennen")
    keyboard.go_to(phase)
    keyboard.press("Space")
    results.expect_total(promised)
    expect(phase).to_be_focused()

    keyboard.go_to(page.locator('[data-facet-name="bestuurslaag"] > summary'))
    keyboard.press("Enter")
    promised = results.count("bestuurslaag", "gemeente")
    keyboard.go_to(page.locator('input[name="bestuurslaag"][value="gemeente"]'))
    keyboard.press("Space")
    results.expect_total(promised)
    assert results.chips == ["verkennen", "gemeente"]

    first = page.locator("li.sn-row h3 a").first
    name = first.inner_text()
    keyboard.follow(first, re.compile(r"/methoden/[a-z0-9-]+/$"))
    expect(page.locator("h1")).to_have_text(name)
    keyboard.go_to(page.locator(".sn-toc a", has_text="Bewijs"))
    keyboard.press("Enter")
    expect(page.locator("#bewijs")).to_be_in_viewport()


def test_journalist_reads_a_release_calls_and_follows(keyboard):
    page = keyboard.page
    page.goto("/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    keyboard.follow(menu.get_by_role("link", name="Pers", exact=True), "**/persberichten/")
    headline = page.locator("main h2 a").first
    name = headline.inner_text()
    keyboard.follow(headline, re.compile(r"/persberichten/[a-z0-9-]+/$"))
    expect(page.locator("h1")).to_have_text(name)

    contact = page.get_by_role("complementary", name="Contact")
    for scheme in ("tel:", "mailto:"):
        keyboard.go_to(contact.locator(f'a[href^="{scheme}"]').first)

    feed = page.get_by_role("navigation", name="Volgen").get_by_role("link", name="Persberichten")
    keyboard.go_to(feed.first)
    answer = page.request.get(feed.first.get_attribute("href"))
    assert name in ElementTree.fromstring(answer.body()).itertext()


def test_editor_signs_in_changes_a_news_item_and_publishes_it(own_site, visits):
    keyboard = Keyboard(visits(own_site, reduced_motion="reduce").page)
    page = keyboard.page
    page.goto("/admin/")
    expect(page.locator("[name=username]")).to_be_focused()
    keyboard.write("eindredacteur")
    keyboard.go_to(page.locator("[name=password]"))
    keyboard.write(own_site.logins["eindredacteur"])
    keyboard.press("Enter")
    page.wait_for_url("**/admin/")

    keyboard.go_to(page.locator("button.sidebar-menu-item__link", has_text="Pagina’s"))
    keyboard.press("Enter")
    explorer = page.locator(".c-page-explorer")
    home = explorer.get_by_role("link", name="Slimmernetwerk Nederlands", exact=True)
    keyboard.follow(home, re.compile(r"/admin/pages/\d+/$"))
    news = page.get_by_role("link", name="Bekijk de onderliggende pagina's van 'Nieuws'")
    keyboard.follow(news, re.compile(r"/admin/pages/\d+/$"))
    item = page.locator("main").get_by_role("link", name="Zo leest u de bewijsladder", exact=True)
    keyboard.follow(item, re.compile(r"/admin/pages/\d+/edit/$"))

    keyboard.go_to(page.locator("#id_title"))
    keyboard.press("Control+a")
    keyboard.write(BETTER)
    keyboard.go_to(page.get_by_role("button", name="Meer acties"))
    keyboard.press("Enter")
    keyboard.go_to(page.get_by_role("button", name="Publiceren", exact=True))
    keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text(BETTER)

    public = visits(own_site).page
    public.goto("/nieuws/")
    expect(public.get_by_role("link", name=BETTER)).to_be_visible()
    assert urlsplit(page.url).path.startswith("/admin/pages/")
