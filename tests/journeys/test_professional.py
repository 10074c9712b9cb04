"""A professional looks for a method: suggestions, search, facets, and the method itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.results_page import ResultsPage

pytestmark = pytest.mark.browser

SEARCH = "input#q"
OPTIONS = "[role=listbox] [role=option]"


def type_search(page: Page, text: str) -> None:
    """Type in the search field once its suggestions are ready to follow."""
    page.locator(f"{SEARCH}[role=combobox]").press_sequentially(text)


@pytest.fixture
def results(page: Page) -> ResultsPage:
    return ResultsPage(page)


def test_suggestion_is_chosen_with_the_keyboard(page):
    page.goto("/")
    type_search(page, "premo")
    expect(page.locator(OPTIONS).first).to_have_text("Premortem")
    expect(page.locator(SEARCH)).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{OPTIONS}[aria-selected=true]")
    expect(chosen).to_have_text("Premortem")
    expect(page.locator(SEARCH)).to_have_attribute(
        "aria-activedescendant", chosen.get_attribute("id")
    )
    page.keyboard.press("Enter")

    page.wait_for_url("**/methoden/premortem/")
    expect(page.locator("h1")).to_have_text("Premortem")


def test_suggestions_stand_below_their_kind_of_page(page):
    page.goto("/")
    type_search(page, "bewijs")
    group = page.locator("[role=listbox] [role=group]")
    expect(group).to_have_count(1)
    expect(group).to_have_accessible_name("Nieuws")


def test_suggestions_go_with_escape_and_the_text_stays(page):
    page.goto("/")
    type_search(page, "premo")
    expect(page.locator(OPTIONS)).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(page.locator(SEARCH)).to_have_value("premo")


@pytest.mark.parametrize(
    ("words", "method"),
    [("draagvlak", "Burgerberaad"), ("bewoners meenemen", "Open space")],
)
def test_search_from_the_home_page_finds_methods_for_everyday_words(page, results, words, method):
    page.goto("/")
    type_search(page, words)
    page.keyboard.press("Enter")

    page.wait_for_url("**/zoeken/?q=*")
    results.expect_total(results.total)
    assert method in results.titles
    assert words in page.title()


def test_found_words_are_marked_in_the_text(page):
    page.goto("/methoden/?q=bewoners")
    marked = {word.lower() for word in page.locator("li.sn-row mark").all_inner_texts()}
    assert "bewoners" in marked


def test_facets_keep_what_they_promise(page, results):
    page.goto("/methoden/?q=draagvlak")
    before = results.total
    for facet, value in [("fase", "bedenken"), ("bestuurslaag", "gemeente"), ("tijd", "dagdeel")]:
        promised = results.tick(facet, value)
        results.expect_total(promised)
        assert results.is_ticked(facet, value)
    assert 0 < results.total < before
    assert results.chips == ["bedenken", "dagdeel", "gemeente"]


def test_values_of_one_facet_add_up(page, results):
    page.goto("/methoden/")
    first = results.tick("fase", "verkennen")
    results.expect_total(first)
    results.tick("fase", "evalueren")
    results.expect_total(results.total)
    assert results.chips == ["verkennen", "evalueren"]
    assert results.total > first


def test_ticking_keeps_the_keyboard_in_its_place(page, results):
    page.goto("/methoden/")
    box = results.value("fase", "bedenken").locator("input")
    box.focus()
    page.keyboard.press("Space")
    results.expect_total(results.count("fase", "bedenken"))
    expect(box).to_be_focused()
    expect(box).to_be_checked()


def test_chip_takes_its_choice_away(page, results):
    page.goto("/methoden/")
    everything = results.total
    page.goto("/methoden/?fase=bedenken&tijd=dagdeel")
    narrow = results.total
    page.locator(".sn-chip", has_text="dagdeel").click()
    results.expect_total(results.count("fase", "bedenken"))
    assert results.total > narrow
    assert results.chips == ["bedenken"]
    assert not results.is_ticked("tijd", "dagdeel")

    page.get_by_role("link", name="Wis alle filters").click()
    results.expect_total(everything)
    assert results.chips == []


def test_sort_orders_the_list_and_stays_in_the_address(page, results):
    page.goto("/methoden/")
    page.select_option("#sort", "kortste")
    expect(page.locator("li.sn-row h3").first).to_have_text("Dagstart")
    assert results.titles.index("1-2-4-alles") < results.titles.index("Crazy eights")
    assert "sort=kortste" in page.url

    page.select_option("#sort", "a-z")
    expect(page.locator("li.sn-row h3").first).to_have_text("1-2-4-alles")
    assert results.titles == sorted(results.titles, key=str.casefold)


def test_back_button_brings_earlier_choices_back(page, results):
    page.goto("/methoden/")
    one = results.tick("fase", "bedenken")
    results.expect_total(one)
    two = results.tick("tijd", "dagdeel")
    results.expect_total(two)
    page.locator("li.sn-row h3 a").first.click()
    page.wait_for_url(re.compile(r"/methoden/[a-z0-9-]+/$"))

    page.go_back()
    results.expect_total(two)
    assert results.is_ticked("fase", "bedenken")
    assert results.is_ticked("tijd", "dagdeel")

    page.go_back()
    results.expect_total(one)
    assert not results.is_ticked("tijd", "dagdeel")


def test_zero_hits_help_to_go_on(page, results):
    page.goto("/methoden/?q=premortem&doel=mensen-begrijpen")
    results.expect_total(0)
    main = page.locator("main")
    expect(main).to_contain_text("Niets gevonden voor ‘premortem’")
    expect(main).to_contain_text("Zonder het filter ‘Ik wil’ is er 1 resultaat")
    page.get_by_role("link", name="Bekijk ze").click()
    results.expect_total(1)
    assert results.titles == ["Premortem"]


def test_typing_error_without_hits_gives_the_results_of_what_was_meant(page, results):
    page.goto("/methoden/")
    type_search(page, "premortum")
    page.keyboard.press("Enter")
    notice = page.locator("[data-part=notices]")
    expect(notice).to_contain_text("Dit zijn de resultaten voor premortem")
    assert results.titles == ["Premortem"]


def test_method_shows_its_measures_at_a_glance(page):
    page.goto("/methoden/premortem/")
    strip = page.locator(".sn-mhead .sn-strip")
    assert strip.locator("dt").all_inner_texts() == [
        "Duur",
        "Groep",
        "Voorbereiding",
        "Begeleiding",
        "Bewijs",
    ]
    assert strip.locator("dd > span").all_inner_texts() == [
        "50–90 min",
        "4–15 mensen",
        "Minder dan 1 uur",
        "Beginner",
        "Eerste aanwijzingen",
    ]


def test_timeline_leads_to_each_step(page):
    page.goto("/methoden/premortem/")
    expect(page.get_by_role("heading", name="7 stappen in 60 min")).to_be_visible()
    parts = page.locator(".sn-timebar a")
    steps = page.locator(".sn-steps > li")
    expect(parts).to_have_count(7)
    expect(steps).to_have_count(7)
    parts.nth(3).click()
    expect(page.locator(".sn-steps > li:target")).to_contain_text("Leg de tijdlijn")
    expect(steps.nth(3)).to_be_in_viewport()


def test_contents_follow_the_reader(page):
    page.goto("/methoden/premortem/")
    page.locator("#bewijs, #k-bewijs").first.scroll_into_view_if_needed()
    page.locator(".sn-toc a", has_text="Bewijs").click()
    expect(page.locator(".sn-toc a[aria-current]")).to_have_text("Bewijs")


def test_evidence_names_the_rung_and_the_sources(page):
    page.goto("/methoden/premortem/")
    section = page.locator("section", has=page.get_by_role("heading", name="Hoe sterk is het"))
    expect(section).to_contain_text("trede 4 van 5: eerste aanwijzingen")
    expect(section.locator("[aria-current]")).to_contain_text("Eerste aanwijzingen")
    expect(section).to_contain_text("Veinott, Klein & Wiggins (2010)")


def test_reader_goes_on_to_a_connected_and_to_a_similar_method(page):
    page.goto("/methoden/premortem/")
    onward = page.locator("section", has=page.get_by_role("heading", name="Verder met"))
    onward.get_by_role("link", name="Krachtenveldanalyse").click()
    expect(page.locator("h1")).to_have_text("Krachtenveldanalyse")

    similar = page.locator("section", has=page.get_by_role("heading", name="Dit lijkt erop"))
    expect(similar.locator("article, .sn-card")).to_have_count(3)
    name = similar.locator("h3").first.inner_text()
    similar.get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)


def test_method_prints_on_paper_without_the_site_around_it(page):
    page.goto("/methoden/premortem/")
    page.emulate_media(media="print")
    for part in (".sn-header", ".sn-footer", ".sn-toc", "#verwant"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".sn-only-print")).to_contain_text("/methoden/premortem/")
    expect(page.locator(".sn-steps > li")).to_have_count(7)
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert sheets in {1, 2}


def test_cards_stay_cards_when_a_facet_narrows_them(page, results):
    page.goto("/methoden/?vorm=kaarten")
    results.tick("fase", "evalueren")
    page.wait_for_url("**vorm=kaarten**")
    expect(page.locator(".sn-cards > li")).not_to_have_count(20)
    kept = page.get_by_role("link", name="Lijst").get_attribute("href")
    assert kept == "/methoden/?fase=evalueren#aantal"
