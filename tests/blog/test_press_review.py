"""The two steps of an upload: look where each line goes, move it, make the draft of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from blog.models import PressReleasePage
from blog.press_releases.limits import MAX_REVIEW_PARAGRAPHS
from slimmernetwerk.richtext import html_to_text

UPLOAD, REVIEW = "/admin/press-releases/import/", "/admin/press-releases/import/review/"


@pytest.fixture
def upload(editor_client) -> Callable[..., Any]:
    """Hand in a file: `upload(release())`; or a text: `upload(text="Kop")`."""

    def send(data: bytes = b"", name: str = "bericht.txt", client=editor_client, **fields: str):
        if data:
            fields["file"] = io.BytesIO(data)
            fields["file"].name = name
        return client.post(UPLOAD, fields)

    return send


def fields_of(response: Any, **moved: str) -> dict[str, str]:
    """Return what the form of the review would send, with lines moved: `line_5="lead"`."""
    rows = response.context["rows"]
    fields = {row["field"].html_name: str(row["field"].value()) for row in rows}
    for line, part in moved.items():
        names = [r["field"].html_name for r in rows if f"line_{r['lines']}" == line]
        fields.update(dict.fromkeys(names, part))
    return {**fields, "source": response.context["source"], "seen": response.context["seen"]}


@pytest.fixture
def make(editor_client) -> Callable[..., Any]:
    """Press "Make the draft" below a review: `make(response, line_5="lead")`."""

    def press(response: Any, client: Client = editor_client, **moved: str) -> Any:
        return client.post(REVIEW, {**fields_of(response, **moved), "make": "yes"})

    return press


def made() -> PressReleasePage:
    return PressReleasePage.objects.get()


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def parts_of(response: Any) -> dict[str, str]:
    return {row["lines"]: str(row["shown"]) for row in response.context["rows"]}


def warned(response: Any) -> set[str]:
    return {name for name, _message, _lines in response.context["warnings"]}


# --- the first step


def test_upload_shows_each_line_beside_its_part_and_writes_nothing(upload, release, written):
    before = written()
    response = upload(release())
    assert response.status_code == 200
    assert written() == before
    parts = parts_of(response)
    assert (parts["1"], parts["3"], parts["22"]) == ("kind", "headline", "contact")
    assert response.context["review"].parsed.headline == "Voorbeeldstad opent loket"


def test_pasted_text_is_read_as_text(upload, release, make):
    response = upload(text=release().decode().replace("\n", "\r\n"))
    make(response)
    assert made().title == "Voorbeeldstad opent loket"
    assert made().press_import.source_name == "geplakte tekst"


@pytest.mark.parametrize("both", [True, False])
def test_upload_is_a_file_or_a_text(upload, release, both):
    response = upload(release(), text="Kop") if both else upload()
    assert list(response.context["form"].errors) == ["__all__"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7", "bericht.txt"),
        (b"PK\x03\x04 geen pakket", "bericht.docx"),
        (b"Kop\n\nONDER EMBARGO TOT woensdag\n\nTekst.", "bericht.txt"),
        (b"a\n\n" * (MAX_REVIEW_PARAGRAPHS + 1), "bericht.txt"),
        (b"een zin met woorden. " * 500_000, "bericht.txt"),
        (b"x" * (10 * 1024 * 1024 + 1), "bericht.txt"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_one_sentence(upload, written, data, name):
    before = written()
    response = upload(data, name)
    assert [len(errors) for errors in response.context["form"].errors.values()] == [1]
    assert written() == before


def test_pasted_text_that_is_too_long_is_refused(upload):
    response = upload(text="een zin met woorden. " * 100_000)
    assert "text" in response.context["form"].errors


def test_largest_review_stays_under_the_limit_of_fields(upload):
    response = upload(b"Kop\n\n" + b"Nog een zin.\n\n" * (MAX_REVIEW_PARAGRAPHS - 1))
    assert len(fields_of(response)) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS / 10


def test_format_of_a_plugin_can_be_uploaded(upload, release):
    assert upload(release(), "bericht.dummy").context["name"] == "bericht.dummy"


def test_words_of_the_source_are_only_words_on_the_screen(upload):
    hostile = '<script>alert("x")</script> <b onclick=x>vet</b> [x](javascript:alert(1))'
    text = upload(f"Kop {hostile}\n\n{hostile}\n\nMeer {hostile}.".encode()).content.decode()
    assert "<script>alert" not in text
    assert "<b onclick" not in text
    assert 'href="javascript' not in text


def test_review_is_kept_in_no_cache_and_no_report_of_errors(upload, release):
    response = upload(release())
    assert "no-store" in response["Cache-Control"]
    assert {"text", "source"} <= set(response.wsgi_request.sensitive_post_parameters)


def test_review_asks_the_database_the_same_for_every_length(
    upload, django_assert_max_num_queries, release
):
    upload(release())
    with django_assert_max_num_queries(40) as few:
        upload(release())
    with django_assert_max_num_queries(len(few)):
        upload(release() + b"\n\nNog een alinea met woorden." * 200)


# --- moving lines


def test_sorting_again_shows_what_it_becomes_and_writes_nothing(
    upload, release, editor_client, written
):
    first = upload(release())
    before = written()
    response = editor_client.post(REVIEW, fields_of(first, line_7="subtitle"))
    assert parts_of(response)["7"] == "subtitle"
    assert response.context["review"].parsed.subtitle == "Wat verandert er?"
    assert written() == before


def test_moved_line_comes_in_its_field(upload, release, make):
    make(upload(release()), line_7="subtitle", line_18="left out")
    page = made()
    assert page.subtitle == "Wat verandert er?"
    assert [block.block_type for block in page.body] == ["paragraph"]
    assert "foto's" not in page.notes_to_editors


def test_line_that_cannot_be_the_part_says_so(upload, release, editor_client):
    response = editor_client.post(REVIEW, fields_of(upload(release()), line_7="contact"))
    [row] = [row for row in response.context["rows"] if row["lines"] == "7"]
    assert (row["errors"], row["shown"]) == (["Deze regel kan niet “Contact” zijn."], "unplaced")
    assert f'aria-describedby="{row["field"].html_name}-notes"' in response.content.decode()


@pytest.mark.parametrize("part", ["onzin", "separator", "end mark", "<script>"])
def test_part_that_is_not_on_offer_is_an_error(upload, release, make, written, part):
    first = upload(release())
    before = written()
    response = make(first, line_7=part)
    [row] = [row for row in response.context["rows"] if row["lines"] == "7"]
    assert len(row["errors"]) == 1
    assert written() == before


def test_line_that_is_not_handed_in_keeps_the_part_that_was_recognised(
    upload, release, editor_client
):
    fields = fields_of(upload(release()))
    kept = {name: fields[name] for name in ("source", "seen")}
    editor_client.post(REVIEW, {**kept, "make": "yes", "part-9999": "lead"})
    assert made().title == "Voorbeeldstad opent loket"


def test_text_without_a_headline_can_be_given_one(upload, make, written):
    text = "Een eerste zin die geen kop kan zijn. En nog een zin.\n\nDe kop van het bericht."
    first = upload(text.encode())
    before = written()
    refused = make(first)
    assert written() == before
    assert refused.context["review"].errors == ["Er is geen kop. Kies welke regel de kop is."]
    make(refused, line_3="headline")
    assert made().title == "De kop van het bericht."


def test_embargo_that_cannot_be_read_stays_an_embargo_and_an_error(upload, release, make, written):
    first = upload(release())
    before = written()
    response = make(first, line_7="embargo")
    assert written() == before
    assert parts_of(response)["7"] == "embargo"
    assert len(response.context["review"].errors) == 1


def test_part_that_is_too_long_for_its_field_is_an_error(upload, make, written):
    first = upload(b"Kop\n\n" + b"woord " * 60 + b"\n\nTekst van het bericht.")
    before = written()
    response = make(first, line_3="subtitle")
    assert len(response.context["review"].errors) == 1
    assert written() == before


# --- warnings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kop\n\nTekst van het bericht.", "contact"),
        ("Kop\n\nONDER EMBARGO TOT 9 mei 2012, 10.00 uur\n\nTekst.", "embargo-past"),
        ("Kop\n\nEmbargo tot 9 mei 2040\n\nDatum: 3 juni 2040\n\nTekst.", "embargo-early"),
        ("Kop\n\nDatum: 3 mei 2040\n\nUtrecht, 4 mei 2040 – De tekst.", "date"),
        ("Kop\n\nTekst.\n\n- einde -\n\nVerzonden vanaf een telefoon.", "unplaced"),
    ],
)
def test_editor_is_warned(upload, text, name):
    assert name in warned(upload(text.encode()))


def test_good_release_gives_no_warning(upload, release):
    assert warned(upload(release())) == set()


EMBARGO = "ONDER EMBARGO TOT 9 mei 2040, 10.00 uur"


def test_embargo_is_shown_in_words_in_dutch_time(upload, release, editor):
    profile = UserProfile.get_for_user(editor)
    profile.current_time_zone = "America/New_York"
    profile.save()
    text = upload(release(embargo=EMBARGO)).content.decode()
    assert "tot woensdag 9 mei 2040, 10.00 uur, Nederlandse tijd" in text


@pytest.mark.parametrize("part", ["paragraph", "left out"])
def test_embargo_that_is_moved_away_is_not_passed_over(
    upload, release, make, editor_client, written, part
):
    first = upload(release(embargo=EMBARGO))
    before = written()
    response = make(first, line_2=part)
    assert written() == before
    assert "embargo-unset" in warned(response)
    make(response)
    assert made().embargo_until is None


# --- the draft


def test_draft_is_made_and_opens_in_the_editor(upload, release, make, editor, client):
    response = make(upload(release(embargo=EMBARGO)))
    page = made()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.owner, page.press_import.source_name) == (False, editor, "bericht.txt")
    assert "is een concept gemaakt" in said(response)
    assert client.get(page.url).status_code == 404


def test_same_form_twice_makes_one_draft(upload, release, make, written):
    first = upload(release())
    addresses = {make(first)["Location"]}
    before = written()
    again = make(first)
    assert {again["Location"]} == addresses
    assert written() == before
    assert "staat er al" in said(again)


@pytest.mark.django_db(transaction=True)
def test_same_form_twice_at_once_makes_one_draft(upload, release, editor):
    fields = {**fields_of(upload(release())), "make": "yes"}
    answers = []

    def send() -> None:
        client = Client(raise_request_exception=False)
        try:
            client.force_login(editor)
            answers.append(client.post(REVIEW, fields).status_code)
        finally:
            connection.close()

    threads = [Thread(target=send) for _time in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, PressReleasePage.objects.count()) == ([302] * 3, 1)


def test_page_that_was_edited_gets_a_draft_beside_it(upload, release, make, moderator_client):
    make(upload(release()))
    page = made()
    page.lead = "<p>Door de redactie verbeterd.</p>"
    page.save_revision().publish()
    first = upload(release(lead="Nieuw."))
    assert first.context["known"] == page
    response = make(first)
    assert "Wat gepubliceerd is, blijft zoals het is" in said(response)
    assert html_to_text(made().lead) == "Door de redactie verbeterd."
    assert html_to_text(made().get_latest_revision_as_object().lead) == "Nieuw."


def test_title_with_html_is_only_words_in_the_message(upload, release, make, editor_client):
    response = make(upload(release(headline="Kop <img src=x onerror=alert(1)>")))
    text = editor_client.get(response["Location"]).content.decode()
    assert "<img src=x onerror" not in text


# --- whose it is, and how long


def test_upload_of_another_user_is_not_opened(upload, release, make, moderator_client, written):
    first = upload(release())
    before = written()
    response = make(first, client=moderator_client)
    assert response["Location"] == UPLOAD
    assert "niet meer geldig" in said(response)
    assert written() == before


def test_upload_expires(upload, release, make, monkeypatch):
    first = upload(release())
    monkeypatch.setattr("blog.press_upload.MAX_AGE", -1)
    assert make(first)["Location"] == UPLOAD
    assert not PressReleasePage.objects.exists()


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: f"x{s}", lambda s: "", str.lower])
def test_upload_that_was_changed_is_not_opened(upload, release, editor_client, change):
    fields = fields_of(upload(release()))
    response = editor_client.post(REVIEW, {**fields, "source": change(fields["source"])})
    assert response["Location"] == UPLOAD


def test_address_of_the_review_alone_leads_to_the_upload(editor_client):
    assert editor_client.get(REVIEW)["Location"] == UPLOAD


def test_permission_that_is_taken_away_between_the_steps_counts(
    upload, release, make, editor, written
):
    first = upload(release())
    editor.groups.clear()
    before = written()
    assert make(first).status_code == 302
    assert written() == before


def test_page_that_the_user_may_not_edit_is_not_changed(
    upload, release, make, make_press_release, moderator, written
):
    title, day = "Voorbeeldstad opent loket", date(2012, 5, 3)
    make_press_release(title=title, dateline_date=day, owner=moderator)
    GroupPagePermission.objects.filter(permission__codename="change_page").delete()
    first = upload(release())
    before = written()
    response = make(first)
    assert first.context["known"] is None
    assert "U mag die niet bewerken" in said(response)
    assert written() == before


@pytest.mark.parametrize("url", [UPLOAD, REVIEW])
def test_reader_finds_no_upload(site, client, url):
    assert "/admin/login/" in client.get(url)["Location"]


def test_draft_of_a_release_under_review_is_left_alone(upload, release, make, editor):
    make(upload(release()))
    page = made()
    page.get_workflow().start(page, editor)
    response = make(upload(release(lead="Een heel andere tekst.")))
    assert "Iemand bekijkt dit persbericht voor publicatie" in said(response)
    assert "Een heel andere tekst." not in made().get_latest_revision_as_object().lead
