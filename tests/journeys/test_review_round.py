"""An editor submits a page; a chief editor sends it back, and then approves it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SUBMIT = "Indienen: Controle door eindredactie"


def open_first_news_item(page: Page) -> str:
    """Open a news item by way of the menu; return the address of its editor."""
    page.goto("/admin/")
    page.get_by_role("link", name="Nieuws", exact=True).click()
    page.locator(".title-wrapper a").first.click()
    page.wait_for_url(re.compile("/edit/"))
    return page.url


def submit(page: Page, title: str) -> None:
    page.fill("#id_title", title)
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name=SUBMIT).click()
    expect(page.locator(".messages")).to_contain_text(title)


def answer(page: Page, title: str, choice: str) -> None:
    """Choose from the menu of a page that waits on the first page of the admin."""
    page.goto("/admin/")
    row = page.get_by_role("row").filter(has_text=title)
    expect(page.get_by_role("heading", name="Wacht op u")).to_be_visible()
    row.first.get_by_role("button", name="Acties").click()
    page.get_by_role("button", name=choice, exact=True).click()


def test_page_is_sent_back_with_a_comment_and_then_approved(own_site, sign_in, visits):
    editor, chief = sign_in(own_site, "redacteur"), sign_in(own_site, "eindredacteur")
    edit = open_first_news_item(editor)
    submit(editor, "Het loket gaat open")

    answer(chief, "Het loket gaat open", "Vraag om wijzigingen")
    chief.fill("textarea[name=comment]", "Noem de openingstijden")
    dialog = chief.locator(".modal")
    dialog.get_by_role("button", name="Vraag om wijzigingen", exact=True).click()
    expect(chief.get_by_role("heading", name="Wacht op u")).to_have_count(0)

    editor.goto(edit)
    expect(editor.locator("body")).to_contain_text("Noem de openingstijden")
    editor.fill("#id_title", "Het loket gaat elke werkdag open")
    editor.get_by_role("button", name="Meer acties").click()
    editor.get_by_role("button", name=re.compile("opnieuw")).click()
    expect(editor.locator(".messages")).to_be_visible()

    answer(chief, "Het loket gaat elke werkdag open", "Goedkeuren")
    expect(chief.get_by_role("heading", name="Wacht op u")).to_have_count(0)
    public = visits(own_site).page
    public.goto("/nieuws/")
    expect(public.locator("main")).to_contain_text("Het loket gaat elke werkdag open")
