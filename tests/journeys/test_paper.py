"""A method on paper: one sheet with steps on the left and the rest on the right, or a card."""

import pytest

from tests.journeys.on_paper import sheets, spoiled

pytestmark = pytest.mark.browser

A4 = {"width": 703, "height": 1062}  # what the margins leave of it, in CSS pixels


LONGEST = ["design-sprint", "mutual-gains", "herstelcirkel", "leergeschiedenis"]


@pytest.mark.parametrize("slug", ["1-2-4-alles", "premortem", "photovoice", *LONGEST])
def test_method_prints_on_one_sheet(page, slug):
    page.goto(f"/methoden/{slug}/")
    assert sheets(page) == 1


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


METHODS = 60


def test_the_card_of_every_method_fits_with_all_that_it_has_to_say(page):
    page.set_viewport_size({"width": 794, "height": 1123})
    shown, printed = 0, 0
    for number in (1, 2, 3):
        page.goto(f"/methoden/print/kaarten/?sort=a-z&page={number}")
        printed += sheets(page)
        page.emulate_media(media="print")
        assert spoiled(page) == []
        assert page.locator(".left").count() == 0
        shown += page.locator(".sn-pocket").count()
        page.emulate_media(media="null")
    assert (shown, printed) == (METHODS, METHODS / 2)


def test_one_card_is_half_a_sheet_without_margins(page):
    page.goto("/methoden/premortem/kaart/")
    assert sheets(page) == 1
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    card = page.locator(".sn-pocket").bounding_box()
    assert (card["x"], card["y"]) == (0, 0)
    assert (round(card["width"]), round(card["height"])) == (794, 561)
    front, back = (
        page.locator(f".sn-pocket > .{side}").bounding_box() for side in ("front", "back")
    )
    assert front["width"] == back["width"]


def test_nothing_on_a_card_is_printed_smaller_than_nine_points(page):
    page.goto("/methoden/premortem/kaart/")
    page.emulate_media(media="print")
    sizes = page.locator(".sn-pocket :is(h2, h3, p, li, dd, dt)").evaluate_all(
        "(parts) => parts.map((part) => parseFloat(getComputedStyle(part).fontSize))"
    )
    assert min(sizes) >= 12  # CSS pixels: nine points


def test_button_to_print_needs_a_script_and_the_card_does_not(visits, demo_site):
    page = visits(demo_site, java_script_enabled=False).page
    page.goto("/methoden/premortem/")
    assert page.locator("[data-print]").is_hidden()
    page.get_by_role("link", name="Print als kaart").click()
    assert page.locator(".sn-pocket h2").inner_text() == "Premortem"
    assert page.locator("[data-print]").is_hidden()


def test_button_prints(page):
    page.add_init_script("window.print = () => { document.title = 'geprint'; }")
    page.goto("/methoden/premortem/kaart/")
    page.get_by_role("button", name="Printen").click()
    assert page.title() == "geprint"
