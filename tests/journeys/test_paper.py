"""A method on paper: one sheet to take along, steps on the left, the rest on the right."""

import re

import pytest

pytestmark = pytest.mark.browser

SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
A4 = {"width": 703, "height": 1047}  # what the margins leave of it, in CSS pixels


def sheets(page, slug):
    page.goto(f"/methoden/{slug}/")
    return len(SHEET.findall(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("slug", ["1-2-4-alles", "premortem", "klantreis", "persona", "photovoice"])
def test_method_prints_on_one_sheet(page, slug):
    assert sheets(page, slug) == 1


@pytest.mark.parametrize("slug", ["design-sprint", "mutual-gains"])
def test_the_longest_methods_print_on_two_sheets(page, slug):
    assert sheets(page, slug) <= 2


def test_steps_are_on_the_left_and_the_rest_on_the_right(page):
    page.set_viewport_size(A4)
    page.goto("/methoden/premortem/")
    page.emulate_media(media="print")
    steps = page.locator("#stappen").bounding_box()
    for part in ("#waarom", "#wanneer", "#materiaal", "#letop"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= steps["x"] + steps["width"], part
    first = page.locator("#materiaal").bounding_box()
    assert abs(first["y"] - steps["y"]) < 2
