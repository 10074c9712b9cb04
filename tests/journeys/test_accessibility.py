"""Every kind of page is accessible, measured by axe-core and tried with the keyboard alone."""

from __future__ import annotations

from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys import press_files
from tests.journeys.screens import DESK, PHONE
from tools.page_states import PAGES

pytestmark = pytest.mark.browser

SAME_TITLE = {"news-month", "news-empty", "results-last-page", "results-bad-value", "events-past"}
WIDTHS, SCHEMES = (320, 768, 1280), ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Below 24 by 24 pixels is allowed for links in a sentence; axe knows, and the rule is new in 2.2.
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "rules": {"target-size": {"enabled": True}}}
FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const after = getComputedStyle(element, "::after");
  const box = element.getBoundingClientRect();
  return {
    name: element.id || element.name || element.className || element.tagName,
    text: (element.innerText || element.value || "").trim(),
    href: element.getAttribute("href") || "",
    place: element.closest("[data-part]")?.dataset.part || "",
    isShown: [style, after].some(
      (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2),
    isInWindow: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def violations(page: Page, within: str | None = None) -> list[str]:
    """Return each broken rule with the elements that break it."""
    found = Axe().run(page, context=within, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def open_page(visits, demo_site):
    """Open a kind of page: `open_page("method", viewport=PHONE)`."""

    def start(kind: str, **options) -> Page:
        visit = visits(demo_site, **options)
        visit.expect_missing("/bestaat-niet/")
        visit.page.goto(PAGES[kind])
        return visit.page

    return start


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(open_page, kind):
    """One load, seen through three windows in both schemes."""
    page = open_page(kind, reduced_motion="reduce")  # else axe meets colours on their way
    found = {}
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        if broken := violations(page):
            found[width, scheme] = broken
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_opened_parts(open_page, scheme):
    page = open_page("results", viewport=PHONE, color_scheme=scheme)
    page.locator(".sn-menu > summary").click()
    page.locator(".sn-filters > summary").click()
    page.evaluate("for (const facet of document.querySelectorAll('.sn-facet')) facet.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_suggestions(open_page, scheme):
    page = open_page("home", color_scheme=scheme)
    page.locator("#q[role=combobox]").press_sequentially("be")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_in_the_review_of_a_press_release(demo_site, sign_in, viewport):
    """What surrounds the screen is Wagtail's, so only what is ours is looked at."""
    page = sign_in(demo_site, "redacteur", viewport=viewport, reduced_motion="reduce")
    page.goto("/admin/press-releases/import/")
    assert violations(page, "#main form") == []
    text = (
        "Een eerste zin die geen kop kan zijn. En nog een.\n\n" + press_files.text_file().decode()
    )
    page.fill("[name=text]", text)
    page.get_by_role("button", name="Bekijk de indeling").click()
    expect(page.get_by_role("heading", name="Kijk hier nog even naar")).to_be_visible()
    assert violations(page, "#main .nice-padding") == []
    # Not #main: the title in Wagtail's header is wider than the narrowest phone.
    assert page.evaluate("document.querySelector('#main .nice-padding').scrollWidth <= innerWidth")


@pytest.mark.parametrize("kind", PAGES)
def test_page_has_its_structure(open_page, kind):
    page = open_page(kind)
    expect(page.locator("h1")).to_have_count(1)
    language = "en" if kind.endswith("english") else "nl"
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("main")).to_have_count(1)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')]"
        ".filter((heading) => heading.checkVisibility()).map((heading) => +heading.tagName[1])"
    )
    first = levels.index(1)
    assert all(
        after - before <= 1
        for before, after in zip(levels[first:], levels[first + 1 :], strict=False)
    )


def test_links_to_dutch_pages_on_the_english_home_page_say_so(open_page):
    links = open_page("home-english").locator('main h3 a:not([href^="/en/"])')
    expect(links).not_to_have_count(0)
    assert {link.get_attribute("hreflang") for link in links.all()} == {"nl"}


def test_each_page_has_a_title_of_its_own(visits, demo_site):
    visit = visits(demo_site)
    visit.expect_missing("/bestaat-niet/")
    titles = {}
    for kind in set(PAGES) - SAME_TITLE:
        visit.page.goto(PAGES[kind])
        titles[kind] = visit.page.title()
    assert len(set(titles.values())) == len(titles), titles
    assert all(title.endswith(" | Slimmernetwerk") for title in titles.values())


@pytest.mark.parametrize("kind", PAGES)
def test_page_fits_on_the_narrowest_phone(open_page, kind):
    page = open_page(kind, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_larger_text_spacing_hides_nothing(open_page):
    page = open_page("results", viewport=PHONE)
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def walk(page: Page, steps: int) -> list[dict]:
    """Press Tab and tell where the focus went, until the end of the page."""
    stops = []
    for _step in range(steps):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["name"] == "BODY":
            break
        stops.append(stop)
    return stops


def test_keyboard_reaches_search_facets_and_results_in_that_order(open_page):
    page = open_page("results")
    stops = walk(page, 200)
    names = [stop["name"] for stop in stops]
    assert names[0] == "sn-skip"
    parts = [stop["place"] for stop in stops]
    assert 0 < names.index("q") < parts.index("facets") < parts.index("list")
    last_result = len(parts) - 1 - parts[::-1].index("list")
    assert last_result < len(stops) - 1  # the footer comes after: nothing holds the focus
    assert any("fase" in name for name in names)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["360", "1280"])
@pytest.mark.parametrize("kind", ["home", "results", "method", "press-release"])
def test_focus_is_always_to_be_seen(open_page, kind, viewport):
    # Without motion, for the window scrolls smoothly and would still be on its way.
    stops = walk(open_page(kind, viewport=viewport, reduced_motion="reduce"), 200)
    assert len(stops) > 10
    assert [stop for stop in stops if not (stop["isShown"] and stop["isInWindow"])] == []


def test_skip_link_leads_past_the_menu(open_page):
    page = open_page("method")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Naar de inhoud")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert urlsplit(page.url).fragment == "inhoud"


def test_facets_work_with_the_keyboard_alone(open_page):
    page = open_page("methods")
    value = page.locator('[data-facet="bestuurslaag"][data-value="rijk"]')
    promised = value.get_attribute("data-count")
    page.locator('[data-facet-name="bestuurslaag"] > summary').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**bestuurslaag=rijk**")
    expect(page.locator('input[name="bestuurslaag"][value="rijk"]')).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(f"{promised} resultaten")


def test_motion_stops_for_who_asks(open_page):
    page = open_page("home", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    durations = page.evaluate(
        "[...document.querySelectorAll('a, button')]"
        ".map((element) => getComputedStyle(element).transitionDuration)"
    )
    assert set(durations) <= {"0s"}
