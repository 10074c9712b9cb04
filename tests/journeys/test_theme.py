"""The theme of another organisation drops in, and nothing of our own look is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import servers
from tests.journeys.conftest import DemoSite, serving
from tests.journeys.screens import PHONE
from tests.journeys.test_accessibility import violations
from tools.page_states import PAGES

pytestmark = pytest.mark.browser

THEME = servers.ROOT / "tests/themes/waterkant"
STYLES = servers.ROOT / "static/css/site.css"
SCHEMES = ("light", "dark")
KINDS = [
    *("home", "results", "zero-hits", "method", "case", "news", "news-item", "press-release"),
    *("events", "event", "search", "plain-page", "missing"),
]
RICHEST = ("home", "results", "method", "case", "press-release", "event")  # axe takes its time
# What an element shows of colour and letter; a line that is not drawn has a colour all the same.
SHOWN = """() => [...document.body.querySelectorAll('*')].flatMap((element) => {
  if (!element.checkVisibility({ visibilityProperty: true })) return [];
  return [null, '::before', '::after', '::marker'].flatMap((part) => {
    const style = getComputedStyle(element, part);
    if ((part === '::before' || part === '::after') && style.content === 'none') return [];
    if (part === '::marker' && style.listStyleType === 'none') return [];
    const drawn = { color: style.color, background: style.backgroundColor, font: style.fontFamily };
    for (const side of ['BlockStart', 'BlockEnd', 'InlineStart', 'InlineEnd']) {
      if (parseFloat(style[`border${side}Width`])) drawn[side] = style[`border${side}Color`];
    }
    if (element instanceof SVGElement) {
      Object.assign(drawn, { fill: style.fill, line: style.stroke });
    }
    if (style.boxShadow !== 'none') drawn.shadow = style.boxShadow;
    const name = `${element.tagName}.${element.getAttribute('class')}${part ?? ''}`;
    return Object.entries(drawn).map(([what, value]) => [name, what, value]);
  });
})"""
FOUND = """(selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.color, style.backgroundColor, style.borderInlineStartColor, style.fontFamily];
}"""


@pytest.fixture(scope="module")
def themed_site(
    prepared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoSite]:
    folder = tmp_path_factory.mktemp("themed")
    with serving(prepared_data, folder, THEME_DIR=str(THEME)) as site:
        yield site


@pytest.fixture
def themed(visits, themed_site) -> Page:
    visit = visits(themed_site, reduced_motion="reduce")
    visit.expect_missing(PAGES["missing"])
    return visit.page


def rgb(colour: str) -> str:
    """Return a colour of a style sheet as a browser tells it."""
    digits = colour.removeprefix("#")
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return f"rgb({red}, {green}, {blue})"


def own_colours() -> set[str]:
    """Return every colour of our identity, in both schemes, that the theme does not use itself."""
    tokens = STYLES.read_text().partition("@layer tokens")[2].partition("@layer base")[0]
    ours, theirs = (
        {rgb(colour) for colour in re.findall(r"#[0-9a-f]{6}\b", text)}
        for text in (tokens, (THEME / "theme.css").read_text())
    )
    return ours - theirs


def names_in(text: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, text))


def test_theme_sets_every_name_that_the_style_sheet_reads():
    read = names_in(STYLES.read_text(), r"var\((--(?:nl|basis)-[a-z0-9-]+)")
    written = names_in((THEME / "theme.css").read_text(), r"(--(?:nl|basis)-[a-z0-9-]+):")
    assert read == written


def test_theme_sets_nothing_but_names_of_the_design_system():
    text = re.sub(r"/\*.*?\*/", "", (THEME / "theme.css").read_text(), flags=re.DOTALL)
    declared = re.findall(r"^  ([a-z0-9-]+):", text, flags=re.MULTILINE)
    assert len(declared) == text.count(";")
    assert [name for name in declared if not name.startswith(("--nl-", "--basis-"))] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_of_our_own_look_is_left(themed, scheme):
    themed.emulate_media(color_scheme=scheme)
    ours = own_colours()
    left = set()
    for kind in KINDS:
        themed.goto(PAGES[kind])
        for name, what, value in themed.evaluate(SHOWN):
            colours = set(re.findall(r"rgb\([^)]+\)", value))
            if colours & ours or value.startswith('"Atkinson'):
                left.add((kind, name, what, value))
    assert sorted(left) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_theme_is_what_one_sees(themed, scheme):
    """The parts that make an identity have exactly the look that the theme says."""
    themed.emulate_media(color_scheme=scheme)
    themed.goto(PAGES["results"])
    dark = scheme == "dark"
    sans, serif = '"DejaVu Sans", Verdana, sans-serif', '"DejaVu Serif", Georgia, serif'
    expected = {
        "body": ("#2a1846", "#f0ecff", sans),
        "h1": ("#4a1260", "#e9c6ff", serif),
        "h2": ("#4a1260", "#e9c6ff", serif),
        "a.sn-more, .sn-links a": ("#1546c0", "#9db8ff", sans),
        ".sn-search .sn-button": ("#ffffff", "#0a2413", sans),
        "mark": ("#102015", "#effff2", sans),
    }
    for selector, (light, night, family) in expected.items():
        colour, _background, _border, font = themed.evaluate(FOUND, selector)
        assert (selector, colour, font) == (selector, rgb(night if dark else light), family)
    grounds = {
        "body": ("#f4f7ff", "#15122b"),
        ".sn-search .sn-button": ("#0f6b2f", "#8fe0a8"),
        "mark": ("#bdf3c8", "#1f4a2b"),
        ".sn-search .row": ("#ffffff", "#0d0a1f"),
        ".sn-footer": ("#3b0f52", "#3b0f52"),
    }
    for selector, (light, night) in grounds.items():
        ground = themed.evaluate(FOUND, selector)[1]
        assert (selector, ground) == (selector, rgb(night if dark else light))


@pytest.mark.parametrize(("scheme", "colour"), [("light", "#000000"), ("dark", "#ffe500")])
def test_focus_ring_is_that_of_the_theme(themed, scheme, colour):
    themed.emulate_media(color_scheme=scheme)
    themed.goto(PAGES["home"])
    themed.keyboard.press("Tab")
    themed.keyboard.press("Tab")
    ring = themed.evaluate(
        """() => { const style = getComputedStyle(document.activeElement);
        return ["Color", "Style", "Width", "Offset"].map((part) => style[`outline${part}`]) }"""
    )
    assert ring == [rgb(colour), "dashed", "4px", "2px"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_theme(themed, scheme):
    themed.emulate_media(color_scheme=scheme)
    found = {}
    for kind in RICHEST:
        themed.goto(PAGES[kind])
        if broken := violations(themed):
            found[kind] = broken
    assert found == {}


def test_letters_of_the_theme_fit_on_the_narrowest_phone(themed):
    themed.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for kind in KINDS:
        themed.goto(PAGES[kind])
        if themed.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(kind)
    assert wide == []


def test_opened_parts_have_the_theme(visits, themed_site):
    page = visits(themed_site, viewport=PHONE, reduced_motion="reduce").page
    page.goto(PAGES["results"])
    page.locator(".sn-menu > summary").click()
    page.locator(".sn-filters > summary").click()
    page.evaluate("for (const facet of document.querySelectorAll('.sn-facet')) facet.open = true")
    assert violations(page) == []
    ours = own_colours()
    assert [found for found in page.evaluate(SHOWN) if found[2] in ours] == []


def test_theme_comes_after_the_style_sheet_and_the_font_is_not_fetched(visits, themed_site):
    visit = visits(themed_site)
    visit.page.goto("/")
    sheets = visit.page.evaluate("[...document.styleSheets].map((sheet) => sheet.href)")
    assert [Path(sheet).name for sheet in sheets] == ["site.css", "theme.css"]
    expect(visit.page.locator("link[rel=preload]")).to_have_count(0)
    assert not any("/fonts/" in url for url in visit.requests)
