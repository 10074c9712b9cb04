"""Extreme content keeps its shape: nothing is wider than the window, nothing is cut off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import servers
from tests.journeys.conftest import DemoSite, _variables, serving
from tests.journeys.on_paper import outside, sheets

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("extreme_content.py")
WIDTHS = (320, 360, 1280)
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.right > innerWidth + 1 && !element.closest('.sn-scroller, .sn-vh');
}).map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`)
"""


@pytest.fixture(scope="module")
def extreme_site(
    prepared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DemoSite, dict[str, str]]]:
    """A site with the pages of `extreme_content.py`, and the paths of those pages."""
    data = tmp_path_factory.mktemp("extreme") / "data"
    shutil.copytree(prepared_data, data)
    paths = servers.run(SCRIPT, variables=_variables(data))
    with serving(data, tmp_path_factory.mktemp("serve")) as site:
        yield site, paths


def shape(page) -> tuple[bool, list[str]]:
    fits = page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    return fits, [] if fits else page.evaluate(TOO_WIDE)[:8]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window(visits, extreme_site, width):
    site, paths = extreme_site
    page = visits(site, viewport={"width": width, "height": 800}).page
    wide = {}
    for name, path in paths.items():
        page.goto(path)
        fits, parts = shape(page)
        if not fits:
            wide[name] = parts
    assert wide == {}


def test_many_values_scroll_in_a_box_and_can_be_searched(visits, extreme_site):
    site, _paths = extreme_site
    page = visits(site).page
    page.goto("/methoden/")
    facet = page.locator('[data-facet-name="veel"]')
    expect(facet.locator("li")).to_have_count(300)
    assert facet.bounding_box()["height"] < 500
    facet.locator(".find").fill("nummer 123")
    expect(facet.locator("li:visible")).to_have_count(1)


def test_method_without_any_part_says_what_is_not_known(visits, extreme_site):
    site, paths = extreme_site
    page = visits(site).page
    page.goto(paths["method-bare"])
    expect(page.locator(".sn-mhead .sn-strip dd > span").first).to_have_text("Onbekend")
    expect(page.locator(".sn-toc a").first).to_be_visible()


def test_two_hundred_steps_are_all_there(visits, extreme_site):
    site, paths = extreme_site
    page = visits(site).page
    page.goto(paths["method-extreme"])
    expect(page.locator(".sn-steps > li")).to_have_count(200)


def test_card_keeps_its_half_of_a_sheet(visits, extreme_site):
    site, paths = extreme_site
    page = visits(site, viewport={"width": 794, "height": 1123}).page
    cards = [path for name, path in paths.items() if name.startswith("card-")]
    assert len(cards) == 4
    for path in cards:
        page.goto(path)
        assert sheets(page) == 1, path
        page.emulate_media(media="print")
        assert outside(page) == [], path
        assert page.locator(".sn-pocket").bounding_box()["height"] < 562, path
        page.emulate_media(media="null")


@pytest.mark.parametrize("window", [(360, 740), (1280, 800)])
@pytest.mark.parametrize("slug", ["premortem", "participatieve-begroting", "waarderend-onderzoek"])
def test_first_window_says_what_a_method_is_for_and_asks(visits, demo_site, slug, window):
    width, height = window
    page = visits(demo_site, viewport={"width": width, "height": height}).page
    page.goto(f"/methoden/{slug}/")
    for part in ("h1", ".sn-mhead .sn-lead", ".sn-aim", ".sn-mhead .sn-strip"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= height, part
    assert page.locator(".sn-toc a").first.get_attribute("href") == "#stappen"


@pytest.mark.parametrize("java_script", [True, False])
def test_zero_hits_show_help_in_place_of_empty_facets(visits, demo_site, java_script):
    page = visits(demo_site, java_script_enabled=java_script).page
    page.goto("/methoden/?q=premortem&doel=mensen-begrijpen")
    expect(page.locator(".sn-facet")).to_have_count(0)
    expect(page.locator("main").get_by_role("button")).to_have_text(["Zoeken"])
    expect(page.locator(".sn-chip")).to_contain_text("mensen begrijpen")
    page.fill("#q", "persona")
    page.press("#q", "Enter")  # the chosen filter stays
    page.wait_for_url("**doel=mensen-begrijpen**")
    expect(page.locator("li.sn-row")).not_to_have_count(0)

    page.goto("/methoden/?q=premortem&doel=mensen-begrijpen")
    page.locator("#bekijk-alles + p a").click()
    expect(page.locator(".sn-facet")).not_to_have_count(0)
