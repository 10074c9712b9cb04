"""At 400 % a window of 1280 by 1024 is 320 by 256: all is there, in one column (WCAG 1.4.10).

What has the focus is in sight and nothing lies over it (WCAG 2.4.7 and 2.4.11).
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import FOCUS
from tools.page_states import PAGES

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 320, 256
# A table of data may scroll by itself; the heading below the path has its last part in full.
SIDEWAYS = """() => [...document.querySelectorAll('body *')].filter((element) => {
  const overflow = getComputedStyle(element).overflowX;
  return ['auto', 'scroll'].includes(overflow) && element.scrollWidth > element.clientWidth + 1
    && !element.matches('.sn-scroller');
}).map((element) => `${element.tagName}.${element.className}`)"""
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter((element) => {
  const style = getComputedStyle(element);
  const hides = ['hidden', 'clip'].includes(style.overflowX) && element.innerText;
  return hides && element.checkVisibility() && style.clipPath === 'none'
    && !element.matches('.sn-crumbs [aria-current]')
    && (element.scrollWidth > element.clientWidth + 1
      || element.scrollHeight > element.clientHeight + 1);
}).map((element) => `${element.tagName}.${element.className}`)"""
# What does not move along with the page lies over it.
STUCK = """async () => {
  const kept = [...document.querySelectorAll('body *')].filter(
    (element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position));
  const tops = () => kept.map((element) => element.getBoundingClientRect().top);
  const stuck = new Set();
  const end = document.documentElement.scrollHeight - innerHeight;
  for (let place = 0; place + 100 <= end; place += Math.max(100, end / 8)) {
    scrollTo(0, place);
    const before = tops();
    scrollTo(0, place + 100);
    tops().forEach((top, index) => {
      const box = kept[index].getBoundingClientRect();
      const inSight = box.bottom > 0 && box.top < innerHeight && box.height > 1;
      if (inSight && before[index] - top < 99) stuck.add(kept[index].className);
    });
  }
  return [...stuck];
}"""
UNCOVERED = """() => {
  const element = document.activeElement;
  const points = [...element.getClientRects()].flatMap((box) => [
    [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
    [box.left + 2, box.top + 2],
    [box.right - 2, box.bottom - 2],
  ]);
  const inSight = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  return inSight.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element) && top.matches('label, a'));
  });
}"""


@pytest.fixture
def page(visits, demo_site):
    viewport = {"width": WIDTH, "height": HEIGHT}
    visit = visits(demo_site, viewport=viewport, reduced_motion="reduce")
    visit.expect_missing(PAGES["missing"])
    return visit.page


def open_all(page: Page) -> None:
    """Open the menu, the filters and every facet."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def test_every_page_scrolls_one_way_and_shows_all(page):
    faults = {}
    for kind, address in PAGES.items():
        page.goto(address)
        for state in ("closed", "opened"):
            found = {
                "wider": page.evaluate("document.documentElement.scrollWidth") - WIDTH,
                "sideways": page.evaluate(SIDEWAYS),
                "cut off": page.evaluate(CUT_OFF),
                "stuck": page.evaluate(STUCK),
            }
            faults.update({(kind, state, fault): what for fault, what in found.items() if what})
            open_all(page)
    assert faults == {}


@pytest.mark.parametrize("kind", ["home", "results", "method", "news", "press-release", "events"])
def test_focus_is_in_sight_and_nothing_lies_over_it(page, kind):
    page.goto(PAGES[kind])
    open_all(page)
    hidden, stops = [], 0
    while stops < 400:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["name"] == "BODY":
            break
        stops += 1
        if not (stop["isShown"] and stop["isInWindow"] and page.evaluate(UNCOVERED)):
            hidden.append(stop)
    assert 10 < stops < 400
    assert hidden == []


def test_suggestion_that_is_marked_is_in_sight(page):
    page.goto(PAGES["home"])
    page.locator("#q[role=combobox]").press_sequentially("be")
    options = page.locator("[role=option]")
    expect(options.first).to_be_visible()
    for _option in range(options.count()):
        page.keyboard.press("ArrowDown")
        expect(page.locator("[role=option][aria-selected=true]")).to_be_in_viewport(ratio=0.9)
