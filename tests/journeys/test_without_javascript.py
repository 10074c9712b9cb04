"""Everything that a visitor needs works without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys.results_page import ResultsPage
from tests.journeys.screens import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visits, demo_site):
    return visits(demo_site, java_script_enabled=False).page


@pytest.fixture
def phone(visits, demo_site):
    return visits(demo_site, java_script_enabled=False, viewport=PHONE).page


@pytest.fixture
def results(page):
    return ResultsPage(page)


def test_search_works_with_its_button(page, results):
    page.goto("/")
    page.fill("#q", "draagvlak")
    page.get_by_role("button", name="Zoeken").click()
    page.wait_for_url("**/zoeken/?q=draagvlak")
    results.expect_total(results.total)
    assert "Burgerberaad" in results.titles


def test_facets_work_with_their_button_and_keep_the_text(page, results):
    page.goto("/methoden/?q=draagvlak")
    promised = results.count("fase", "bedenken")
    results.value("fase", "bedenken").click()
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**fase=bedenken**")
    results.expect_total(promised)
    assert results.is_ticked("fase", "bedenken")
    expect(page.locator("#q")).to_have_value("draagvlak")


def test_closed_facet_opens(page, results):
    page.goto("/methoden/")
    expect(results.value("bestuurslaag", "gemeente")).to_be_hidden()
    results.open_facet("bestuurslaag")
    expect(results.value("bestuurslaag", "gemeente")).to_be_visible()


def test_chip_takes_its_choice_away(page, results):
    page.goto("/methoden/?fase=bedenken&tijd=dagdeel")
    page.locator(".sn-chip", has_text="dagdeel").click()
    assert results.chips == ["bedenken"]
    results.expect_total(results.count("fase", "bedenken"))


def test_sort_works_with_its_button(page, results):
    page.goto("/methoden/?fase=bedenken")
    page.select_option("#sort", "kortste")
    page.get_by_role("button", name="Sorteer").click()
    page.wait_for_url("**sort=kortste**")
    titles = results.titles
    assert titles[0] == "1-2-4-alles"
    assert titles.index("Crazy eights") < titles.index("SCAMPER")
    assert results.chips == ["bedenken"]


def test_menu_opens_on_a_phone(phone):
    phone.goto("/")
    link = phone.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Methoden")
    expect(link).to_be_hidden()
    phone.locator(".sn-menu > summary").click()
    link.click()
    phone.wait_for_url("**/methoden/")


def test_filters_open_and_work_on_a_phone(phone):
    results = ResultsPage(phone)
    phone.goto("/methoden/")
    expect(results.value("fase", "bedenken")).to_be_hidden()
    phone.locator(".sn-filters > summary").click()
    promised = results.count("fase", "bedenken")
    results.value("fase", "bedenken").click()
    phone.get_by_role("button", name="Toon").click()
    phone.wait_for_url("**fase=bedenken**")
    results.expect_total(promised)


def test_fields_that_need_a_script_are_not_shown(page):
    page.goto("/praktijk/")
    expect(page.locator("[data-find]")).to_be_hidden()
    expect(page.locator("[role=listbox]")).to_have_count(0)


def test_cards_are_a_link_and_stay_with_a_facet(page, results):
    page.goto("/methoden/")
    page.get_by_role("link", name="Kaarten", exact=True).click()
    page.wait_for_url("**/methoden/?vorm=kaarten#aantal")
    expect(page.locator(".sn-cards > li")).to_have_count(20)
    results.value("fase", "bedenken").click()
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**fase=bedenken**")
    expect(page.locator(".sn-card").first).to_be_visible()
    expect(page.locator(".sn-switch [aria-current]")).to_have_text("Kaarten")
