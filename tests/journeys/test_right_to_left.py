"""In a script from right to left every page keeps its shape, mirrored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.screens import DESK
from tools.page_states import PAGES

pytestmark = pytest.mark.browser

# What stands beside something else on a wide screen, by kind of page.
MIRRORED = {
    "home": [".sn-header .sn-logo", ".sn-hero .net", ".sn-split h2", ".sn-footer .sn-parts > nav"],
    "results": ['[data-part="facets"]', '[data-part="list"]', ".sn-nav .push"],
    "method": [".sn-toc", ".sn-mbody", ".sn-steps > li .how"],
    "case": [".sn-crumbs ol"],
    "news": [".sn-months a", ".sn-list.dated > li time"],
    "press-release": [".sn-contact", ".sn-press .sn-prose"],
    "event": [".sn-crumbs ol", "h1"],
}
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter((element) => {
  const box = element.getBoundingClientRect();
  const wide = document.documentElement.clientWidth;
  return box.width > 1 && box.height > 1 && (box.left < -1 || box.right > wide + 1)
    && !element.closest('.sn-scroller, .sn-vh, svg');
}).slice(0, 5).map((element) => `${element.tagName}.${element.className}`)"""
SIDES = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [box.left, document.documentElement.clientWidth - box.right];
}"""


def turn(page: Page) -> None:
    page.evaluate("document.documentElement.dir = 'rtl'")


@pytest.fixture
def page(visits, demo_site):
    visit = visits(demo_site, reduced_motion="reduce")
    visit.expect_missing(PAGES["missing"])
    return visit.page


def test_nothing_sticks_out(page):
    outside = {}
    for kind, address in PAGES.items():
        page.goto(address)
        turn(page)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            parts = page.evaluate(OUTSIDE)
            if parts or page.evaluate("document.documentElement.scrollWidth") > width:
                outside[kind, width] = parts
    assert outside == {}


def test_parts_change_sides(page):
    page.set_viewport_size(DESK)
    wrong = {}
    for kind, selectors in MIRRORED.items():
        page.goto(PAGES[kind])
        before = {selector: page.evaluate(SIDES, selector) for selector in selectors}
        turn(page)
        for selector, (left, right) in before.items():
            now = page.evaluate(SIDES, selector)
            if now != pytest.approx([right, left], abs=2):
                wrong[kind, selector] = (left, right), now
    assert wrong == {}


def test_arrow_points_onward(page):
    page.goto(PAGES["home"])
    arrow = "getComputedStyle(document.querySelector('.sn-more .sn-icon')).scale"
    assert page.evaluate(arrow) == "none"
    turn(page)
    assert page.evaluate(arrow) == "-1 1"


def test_words_of_a_drawing_stay_in_their_place(page):
    """In SVG the direction decides to which side of its point a text runs."""
    page.goto(PAGES["method"])
    text = """() => [...document.querySelectorAll('.sn-timebar a')].every((part) => {
      const [box, words] = [part.querySelector('rect'), part.querySelector('text')]
        .map((one) => one.getBoundingClientRect());
      return words.left >= box.left - 1 && words.right <= box.right + 1;
    })"""
    assert page.evaluate(text)
    turn(page)
    assert page.evaluate(text)
