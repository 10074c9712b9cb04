"""Editors bring a press release from a file to the public, and keep it secret until its time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import press_files

pytestmark = pytest.mark.browser

# The headline has both words; a page that only repeats what was asked has the first alone.
ASKED, TRACE = "bijenlint", "voorbeelddijk"
IMPORT = "/admin/press-releases/import/"
PLACES = {
    "home": "/",
    "list": "/persberichten/",
    "search": f"/zoeken/?q={ASKED}",
    "suggestions": f"/zoeken/suggesties/?q={ASKED}",
    "feed of the list": "/persberichten/feed/",
    "sitemap": "/sitemap.xml",
}
A4 = {"width": 794, "height": 1123}
FILES = {
    "bijenlint.txt": press_files.text_file,
    "bijenlint.md": press_files.markdown_file,
    "bijenlint.docx": press_files.word_file,
}


def upload(page: Page, name: str, content: bytes) -> Locator:
    """Upload a file in the admin; return the rows that show what each line becomes."""
    page.goto(IMPORT)
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("input[name=file]", files=[file])
    page.get_by_role("button", name="Bekijk de indeling").click()
    return page.locator("tr[data-part]")


def make_draft(page: Page) -> str:
    """Make the draft of an upload; return the address of its editor."""
    page.get_by_role("button", name="Maak concept").click()
    page.wait_for_url("**/edit/")
    return urlsplit(page.url).path


def publish(page: Page, edit: str, headline: str = "") -> str:
    """Publish a page in the admin, with another headline when given; return its public path."""
    page.goto(edit)
    if headline:
        page.fill("#id_title", headline)
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("gepubliceerd")
    link = page.locator(".messages").get_by_role("link", name=re.compile("Bekijk"))
    return re.sub(r"^https?://[^/]+", "", link.get_attribute("href") or "")


def places_with(page: Page, word: str) -> set[str]:
    """Return the public places where a word stands."""
    texts = {name: page.request.get(path).text().lower() for name, path in PLACES.items()}
    return {name for name, text in texts.items() if word in text}


@pytest.mark.parametrize("name", FILES)
def test_upload_shows_what_goes_where_and_then_makes_a_draft(own_site, sign_in, visits, name):
    page = sign_in(own_site, "redacteur")
    rows = upload(page, name, FILES[name]())
    for part, text in press_files.PARTS.items():
        found = page.locator(f'tr[data-part="{part}"]')
        expect(found.filter(has_text=re.compile(re.escape(text), re.IGNORECASE))).to_have_count(1)
    expect(rows).not_to_have_count(0)
    expect(page.locator('tr[data-part="unplaced"]')).to_have_count(0)

    make_draft(page)
    expect(page.locator(".messages")).to_contain_text("is een concept gemaakt")
    expect(page.locator("#id_title")).to_have_value(press_files.HEADLINE)
    expect(page.locator("#id_place")).to_have_value("Delft")
    expect(page.locator("#id_dateline_date")).to_have_value(date.today().isoformat())
    page.get_by_role("button", name="Meer acties").click()
    expect(page.get_by_role("button", name="Publiceren", exact=True)).to_have_count(0)

    assert places_with(visits(own_site).page, TRACE) == set()


@pytest.mark.parametrize("scripts", [True, False])
def test_line_is_moved_with_and_without_javascript(own_site, sign_in, scripts):
    page = sign_in(own_site, "redacteur", java_script_enabled=scripts)
    upload(page, "bijenlint.txt", press_files.text_file())
    page.get_by_label("Onderdeel van regel 7").select_option(label="Ondertitel")
    if scripts:
        expect(page.get_by_text("U hebt regels verplaatst.")).to_be_visible()
    page.get_by_role("button", name="Opnieuw indelen").click()
    outcome = page.locator("[data-outcome]")
    expect(outcome.locator('[data-field="subtitle"]')).to_contain_text(press_files.INTERTITLE)
    page.get_by_role("button", name="Maak concept").click()
    page.wait_for_url("**/edit/")
    expect(page.locator("#id_subtitle")).to_have_value(press_files.INTERTITLE)


def test_release_is_published_edited_and_kept_when_the_file_comes_again(own_site, sign_in, visits):
    editor = sign_in(own_site, "redacteur")
    chief = sign_in(own_site, "eindredacteur")
    public = visits(own_site).page
    upload(editor, "bijenlint.txt", press_files.text_file())
    edit = make_draft(editor)

    path = publish(chief, edit)
    public.goto(path)
    expect(public.locator("h1")).to_have_text(press_files.HEADLINE)
    expect(public.get_by_role("complementary", name="Contact")).to_contain_text("070 000 00 00")
    assert places_with(public, TRACE) == set(PLACES)

    better = "Bijenlint van vier kilometer langs de Voorbeelddijk"
    publish(chief, edit, better)
    public.goto(path)
    expect(public.locator("h1")).to_have_text(better)

    upload(editor, "bijenlint.txt", press_files.text_file())
    assert make_draft(editor) == edit
    expect(editor.locator(".messages")).to_contain_text("Wat gepubliceerd is, blijft zoals het is")
    public.reload()
    expect(public.locator("h1")).to_have_text(better)
    editor.goto(edit)
    expect(editor.locator("#id_title")).to_have_value(press_files.HEADLINE)


def test_release_under_embargo_leaves_no_trace(own_site, sign_in, visits):
    chief = sign_in(own_site, "eindredacteur")
    content = press_files.text_file(embargo=date.today() + timedelta(days=30))
    upload(chief, "bijenlint.txt", content)
    edit = make_draft(chief)
    path = publish(chief, edit)

    visit = visits(own_site)
    visit.expect_missing(path)
    assert places_with(visit.page, TRACE) == set()
    response = visit.page.goto(path)
    assert response is not None and response.status == 404
    assert TRACE not in visit.page.locator("main").inner_text().lower()

    chief.goto(edit.replace("/edit/", "/view_draft/"))
    expect(chief.locator("h1")).to_have_text(press_files.HEADLINE)
    expect(chief.get_by_role("complementary", name="Embargo")).to_contain_text("10.00 uur")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("kapot.docx", b"PK\x03\x04 geen pakket", "Het Word-bestand is beschadigd"),
        ("leeg.txt", b"", "leeg"),
        ("lijst.xlsx", b"PK\x03\x04", "U kunt het bestand lijst.xlsx niet importeren"),
    ],
)
def test_broken_file_is_refused_with_one_clear_message(demo_site, sign_in, name, content, sentence):
    page = sign_in(demo_site, "redacteur")
    expect(upload(page, name, content)).to_have_count(0)
    errors = page.locator(".error-message")
    expect(errors).to_have_count(1)
    expect(errors).to_contain_text(sentence)
    expect(page.get_by_role("button", name="Bekijk de indeling")).to_be_visible()


def test_reader_without_rights_finds_no_import(demo_site, visits):
    visit = visits(demo_site)
    visit.page.goto(IMPORT)
    assert "/admin/login/" in visit.page.url


def open_preview(page: Page, slug: str, mode: str) -> None:
    """Open a preview of a method, as in the panel of the editor."""
    found = page.request.get("/admin/api/main/pages/", params={"slug": slug}).json()
    page.goto(f"/admin/pages/{found['items'][0]['id']}/view_draft/?mode={mode}")


def test_editor_sees_a_method_on_paper(sign_in, demo_site):
    page = sign_in(demo_site, "redacteur")
    page.set_viewport_size({"width": 1280, "height": 900})
    open_preview(page, "premortem", "print")
    expect(page.locator(".sn-header")).to_be_hidden()
    expect(page.locator(".sn-mbody > .sn-only-print")).to_be_visible()
    assert round(page.locator("body").bounding_box()["width"]) == A4["width"]
    steps, materials = page.locator("#stappen"), page.locator("#materiaal")
    assert materials.bounding_box()["x"] > steps.bounding_box()["x"] + 300


def test_preview_on_paper_is_longer_than_a_sheet_when_the_print_is(sign_in, demo_site):
    page = sign_in(demo_site, "redacteur")
    open_preview(page, "design-sprint", "print")
    expect(page.locator(".sn-header")).to_be_hidden()
    body = page.locator("body")
    assert body.bounding_box()["height"] <= A4["height"]
    page.evaluate(
        "for (const step of document.querySelectorAll('.sn-steps > li'))"
        "  step.after(step.cloneNode(true));"
    )
    assert body.bounding_box()["height"] > A4["height"]


def test_editor_sees_the_card_of_a_method(sign_in, demo_site):
    page = sign_in(demo_site, "redacteur")
    open_preview(page, "premortem", "card")
    expect(page.locator(".sn-pocket h2")).to_have_text("Premortem")


def test_block_of_a_plugin_that_is_off_is_not_offered(own_site, sign_in):
    page = sign_in(own_site, "redacteur")
    page.goto("/admin/")
    page.get_by_role("link", name="Nieuwsbericht schrijven").click()
    page.locator("button.c-sf-add-button").first.click()
    expect(page.get_by_role("option", name="Citaat")).to_be_visible()
    off = page.get_by_role("option", name="uitstaat", include_hidden=True)
    expect(off).to_have_count(0)  # nor hidden, for the keyboard would reach it
