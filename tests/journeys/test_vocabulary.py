"""Somebody adds a vocabulary in the admin: editors and visitors have it at once, no restart."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.results_page import ResultsPage

pytestmark = pytest.mark.browser


def add_vocabulary(page):
    page.goto("/admin/vocabularies/vocabulary/create/")
    page.fill("[name=label_nl]", "Plek")
    page.fill("[name=key]", "plek")
    page.get_by_label("Methoden", exact=True).check()
    page.locator("form [type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text("Plek")


def add_term(page, label, slug):
    page.goto("/admin/vocabularies/term/create/")
    page.select_option("[name=vocabulary]", label="Plek")
    page.fill("[name=label_nl]", label)
    page.fill("[name=slug]", slug)
    page.locator("form [type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text(label)


def edit(page, title):
    """Find a page by its title and open its editor."""
    page.goto(f"/admin/pages/search/?q={title}")
    page.get_by_role("link", name=re.compile(title)).first.click()
    expect(page.locator("#id_title")).to_have_value(title)


def publish(page):
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("gepubliceerd")


def test_vocabulary_added_in_the_admin_becomes_a_field_and_a_facet(own_site, sign_in, visits):
    admin = sign_in(own_site, "admin")
    visitor = visits(own_site).page
    results = ResultsPage(visitor)
    visitor.goto("/methoden/")
    expect(visitor.locator('[data-facet-name="plek"]')).to_have_count(0)

    add_vocabulary(admin)
    add_term(admin, "buiten", "buiten")
    add_term(admin, "aan tafel", "aan-tafel")

    edit(admin, "Premortem")
    boxes = admin.locator('[name="terms-plek"]')
    expect(boxes).to_have_count(2)
    admin.get_by_label("aan tafel", exact=True).check()
    publish(admin)

    visitor.reload()
    assert results.count("plek", "aan-tafel") == 1
    assert results.count("plek", "buiten") == 0
    results.tick("plek", "aan-tafel")
    results.expect_total(1)
    assert results.titles == ["Premortem"]
    assert results.chips == ["aan tafel"]

    visitor.get_by_role("link", name="Premortem").click()
    about = visitor.locator("section", has=visitor.get_by_role("heading", name="Over deze"))
    expect(about).to_contain_text("Plek")
    about.get_by_role("link", name="aan tafel").click()
    results.expect_total(1)


def test_terms_are_listed_by_vocabulary(demo_site, sign_in):
    admin = sign_in(demo_site, "admin")
    admin.goto("/admin/vocabularies/term/")
    admin.get_by_role("link", name="Fase", exact=True).click()
    admin.wait_for_url("**vocabulary=fase**")
    rows = admin.locator(".listing tbody tr")
    expect(rows).to_have_count(9)
    expect(rows.filter(has_text="verkennen")).to_have_count(1)


def test_unticked_term_leaves_the_method(own_site, sign_in, visits):
    chief = sign_in(own_site, "eindredacteur")
    edit(chief, "Premortem")
    field = chief.locator("#id_terms-fase")
    expect(field).to_have_count(1)
    field.get_by_label("bedenken", exact=True).uncheck()
    publish(chief)

    visitor = visits(own_site).page
    visitor.goto("/methoden/?q=premortem")
    results = ResultsPage(visitor)
    assert [results.count("fase", value) for value in ("bedenken", "invoeren")] == [0, 1]
