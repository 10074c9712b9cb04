"""Remarks about the text of a page: what is found, what is left in peace, and where it shows."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image as Picture

from slimmernetwerk import plugins
from slimmernetwerk.content_checks import content_checks
from slimmernetwerk.models import Image, PlainPage


@pytest.fixture
def remarks(db):
    """Return (name, text) of the remarks about a page with these fields; it need not be saved."""

    def read(**fields):
        page = PlainPage(**{"title": "Titel", "lead": "Inleiding.", **fields})
        return [(remark.name, remark.text) for remark in content_checks(page)]

    return read


@pytest.fixture
def names(remarks):
    return lambda **fields: [name for name, _text in remarks(**fields)]


@pytest.fixture
def picture(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    data = BytesIO()
    Picture.new("RGB", (2, 2)).save(data, "PNG")
    data.seek(0)
    return Image.objects.create(title="Plein", file=ImageFile(data, "plein.png"))


def story(html):
    return [("paragraph", html)]


def test_good_page_has_no_remarks(names):
    body = [("heading", "Kop"), ("paragraph", '<p>Zie <a href="/x">het verslag</a>.</p>')]
    assert names(body=body) == []


@pytest.mark.parametrize("lead", ["", "   "])
def test_empty_lead_is_named(remarks, lead):
    ((name, text),) = remarks(lead=lead)
    assert (name, "nleiding" in text or "Lead" in text) == ("summary", True)


def test_empty_summary_of_a_method_is_named(make_method):
    page = make_method(summary="")
    assert "summary" in [remark.name for remark in content_checks(page)]


@pytest.mark.parametrize(
    "words", ["klik hier", "Klik hier", "lees meer", "Lees meer…", "hier", "click <b>here</b>"]
)
def test_vague_link_is_named(names, words):
    assert names(body=story(f'<p>Tekst, <a href="/x">{words}</a></p>')) == ["link"]


@pytest.mark.parametrize("words", ["lees meer over het plan", "hierarchie", "het verslag"])
def test_link_that_says_where_it_leads_is_fine(names, words):
    assert names(body=story(f'<p><a href="/x">{words}</a></p>')) == []


def test_same_vague_link_is_named_once(names):
    assert names(body=story('<p><a href="/x">hier</a> <a href="/y">hier</a></p>')) == ["link"]


def test_vague_words_without_a_link_are_fine(names):
    assert names(body=story("<p>Lees meer</p>")) == []


@pytest.mark.parametrize("text", ["", "  "])
def test_heading_without_text_is_named(names, text):
    assert names(body=[("heading", text)]) == ["heading"]


def test_story_that_starts_with_a_lower_heading_is_named(names):
    assert names(body=story("<h3>Laag</h3><p>x</p>")) == ["heading"]


def test_lower_heading_after_a_main_one_is_fine(names):
    assert names(body=[("heading", "Kop"), ("paragraph", "<h3>Laag</h3>")]) == []


@pytest.mark.parametrize(
    ("alt", "decorative", "expected"),
    [("", False, ["image"]), ("Een vol plein", False, []), ("", True, [])],
    ids=["no text", "text", "decoration"],
)
def test_image_in_the_story_needs_a_text(names, picture, alt, decorative, expected):
    value = {"image": picture.pk, "alt_text": alt, "decorative": decorative}
    assert names(body=[{"type": "image", "value": value}]) == expected


def test_block_without_an_image_yet_is_no_fault_of_its_text(names):
    value = {"image": None, "alt_text": "", "decorative": False}
    assert names(body=[{"type": "image", "value": value}]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dit regelt de AVG.", ["abbreviation"]),
        ("De Algemene verordening gegevensbescherming (AVG) telt. De AVG ook.", []),
        ("(AVG) zonder naam ervoor", ["abbreviation"]),
        ("De AVG en weer de AVG.", ["abbreviation"]),
        ("De AVG en de VNG.", ["abbreviation", "abbreviation"]),
        ("De PDSA-cirkel.", ["abbreviation"]),
        ("De EU is kort, PDF is een woord en Willem III is een naam.", []),
        ("Gemeente", []),
    ],
)
def test_abbreviation_must_be_explained(names, text, expected):
    assert names(body=story(f"<p>{text}</p>")) == expected


def test_explanation_counts_for_the_whole_page(names):
    lead = "De Vereniging van Nederlandse Gemeenten (VNG) helpt."
    assert names(title="VNG helpt", lead=lead, body=[("heading", "Wat doet de VNG?")]) == []


def test_steps_of_a_method_are_read(make_method):
    step = {"title": "Vraag de OR", "instruction": '<p><a href="/x">Lees meer</a> over de OVO</p>'}
    page = make_method(summary="Kort.", steps=[("step", step)])
    found = [remark.name for remark in content_checks(page)]
    assert found == ["link", "abbreviation"]


def test_release_without_a_contact_is_named(make_press_release):
    page = make_press_release(lead="<p>Inleiding.</p>")
    assert [remark.name for remark in content_checks(page)] == ["contact"]


def test_release_with_a_contact_is_fine(make_press_release):
    from blog.models import PressContact, PressReleaseContact

    page = make_press_release(lead="<p>Inleiding.</p>")
    page.contacts.add(PressReleaseContact(contact=PressContact.objects.create(name="Persdienst")))
    assert content_checks(page) == []


def test_plugin_that_raises_is_named_and_the_other_remarks_stay(make_news, monkeypatch):
    page = make_news(lead="")

    def fail(self):
        raise ValueError("stuk")

    monkeypatch.setattr(type(page), "get_remarks", fail)
    assert [remark.name for remark in content_checks(page)] == ["summary"]
    assert "blog" in plugins.trouble()


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def panel(response):
    return response.content.decode().split("<div data-content-remarks>")[1]


def test_editor_shows_the_remarks(make_news, editor_client):
    page = make_news(lead="", body=story("<p>De AVG.</p>"))
    html = panel(editor_client.get(edit_url(page)))
    assert ('data-remark="summary"' in html, 'data-remark="abbreviation"' in html) == (True, True)


def test_editor_shows_the_remarks_of_the_draft(make_news, editor_client):
    page = make_news(lead="Inleiding.")
    page.lead = ""
    page.save_revision()
    assert 'data-remark="summary"' in panel(editor_client.get(edit_url(page)))


def test_form_for_a_new_page_has_no_remarks(site, editor_client):
    from blog.models import NewsIndexPage

    parent = NewsIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["blog", "newspage", parent.pk])
    assert "data-remark=" not in panel(editor_client.get(url))


def test_page_with_remarks_is_published(make_news, editor_client):
    page = make_news(lead="", body=story('<p><a href="/x">klik hier</a></p>'))
    assert (page.live, len(content_checks(page))) == (True, 2)


def test_remarks_show_the_text_and_never_run_it(make_news, editor_client):
    page = make_news(body=story('<p><a href="/x">hier</a></p>'), lead="x")
    page.body = [("paragraph", "<h3>&lt;script&gt;alert(1)&lt;/script&gt;</h3>")]
    page.save_revision()
    html = panel(editor_client.get(edit_url(page)))
    assert "&lt;script&gt;alert(1)" in html.split("</ul>")[0]
