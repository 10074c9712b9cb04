"""The export screen: what is in the file, in each of its forms, and what never is."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.exchange import archive
from catalogue.models import CasePage, MethodPage
from slimmernetwerk.models import Image
from tests.catalogue.exchange.answers import outcomes, text_of
from tests.catalogue.test_importing import picture
from tests.servers import ROOT

CHOICE = {"kind": "all", "status": "published", "file_format": "yaml"}
HOSTILE = ["=1+1", "+31 6", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


def export(client, **choice):
    return client.post(reverse("methods_export"), {**CHOICE, **choice})


def files_in(answer):
    assert answer["Content-Type"] == "application/zip", text_of(answer)
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def sheet_of(answer):
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    heading, *rows = book.active.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def csv_of(answer):
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def premortem():
    return MethodPage.objects.get(key="premortem")


# --- the zip


def test_zip_holds_the_bytes_that_were_imported(content, moderator_client, files):
    expected = {
        file.relative_to(files).as_posix(): file.read_bytes() for file in files.rglob("*.yaml")
    }
    assert files_in(export(moderator_client)) == expected


def test_starter_catalogue_comes_through_both_screens_byte_for_byte(
    site, admin_client, check, confirm
):
    folders = (ROOT / "content" / "methods", ROOT / "content" / "cases")
    sources = {
        f"{folder.name}/{file.name}": file.read_bytes()
        for folder in folders
        for file in folder.glob("*.yaml")
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, text in sources.items():
            packed.writestr(name, text)
    done = confirm(admin_client, check(admin_client, data.getvalue()))
    assert set(outcomes(done).values()) == {"created"}
    assert files_in(export(admin_client)) == sources
    # A streamed answer is read once.
    again = check(admin_client, export(admin_client).getvalue())
    assert set(outcomes(again).values()) == {"unchanged"}


def test_zip_of_the_same_content_is_the_same_zip(content, moderator_client):
    first, second = (export(moderator_client).getvalue() for _time in range(2))
    assert first == second


def test_zip_tells_what_was_not_complete_enough(content, moderator_client, make_method):
    make_method(title="Half", slug="half")
    found = files_in(export(moderator_client))
    assert "half.yaml:" in found[archive.LEFT_OUT].decode()
    assert "niet volledig genoeg" in found[archive.LEFT_OUT].decode()
    assert "methods/half.yaml" not in found and "methods/premortem.yaml" in found


def test_zip_with_an_explanation_imports_without_a_change(
    content, moderator_client, make_method, check
):
    make_method(title="Half", slug="half")
    answer = check(moderator_client, export(moderator_client).getvalue())
    assert set(outcomes(answer).values()) == {"unchanged"}
    assert archive.LEFT_OUT in text_of(answer)


def test_chosen_method_keeps_its_relations(content, moderator_client, files, check):
    answer = export(moderator_client, names="Premortem")
    expected = (files / "methods" / "premortem.yaml").read_bytes()
    assert files_in(answer) == {"methods/premortem.yaml": expected}


# --- the choice


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"kind": "cases"}, 3),
        ({"kind": "methods"}, 12),
        (
            {
                "kind": "methods",
                "names": "premortem\r\n\r\nWORLD CAFÉ\nhttps://x.nl/methoden/open-space/?a",
            },
            3,
        ),
        ({"kind": "methods", "names": "premortem\nPremortem"}, 1),
        ({"kind": "all", "names": "windadvies-in-de-la\npremortem"}, 2),
    ],
)
def test_export_holds_what_was_chosen(content, moderator_client, choice, expected):
    assert len(files_in(export(moderator_client, **choice))) == expected


def test_export_by_term_holds_the_pages_with_that_term(content, moderator_client):
    found = files_in(export(moderator_client, kind="methods", term="fase/opschalen"))
    expected = MethodPage.objects.filter(terms__slug="opschalen", terms__vocabulary__key="fase")
    assert {name.split("/")[1] for name in found} == {f"{page.key}.yaml" for page in expected}
    assert 0 < len(found) < 12


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"names": "bestaat-niet"}, "bestaat-niet"),
        ({"kind": "cases", "names": "premortem"}, "premortem"),
        ({"term": "fase/zelfbedacht"}, "fase/zelfbedacht"),
        ({"kind": "gebruikers"}, "gebruikers"),
        ({"status": "geheim"}, "geheim"),
        ({"file_format": "exe"}, "exe"),
        ({"status": "drafts"}, "Geen pagina past"),
        ({"names": "<script>alert(1)</script>"}, "&lt;script&gt;"),
    ],
)
def test_choice_that_finds_nothing_is_told(content, moderator_client, choice, words):
    answer = export(moderator_client, **choice)
    assert answer.status_code == 200
    assert words in text_of(answer)


def test_address_fills_in_the_form(content, moderator_client):
    answer = moderator_client.get(
        reverse("methods_export"), {"kind": "cases", "names": "premortem"}
    )
    assert '<option value="cases" selected>' in text_of(answer)
    assert ">\npremortem</textarea>" in text_of(answer)


# --- drafts


@pytest.fixture
def with_draft(content, editor):
    """The premortem with a draft beside it, and a method that was never published."""
    page = premortem()
    page.title = "Nog niet klaar"
    page.save_revision(user=editor)
    MethodPage.objects.get(key="world-cafe").unpublish()


@pytest.mark.parametrize("file_format", ["yaml", "xlsx", "csv"])
def test_draft_is_never_in_an_export_of_published_pages(with_draft, admin_client, file_format):
    data = export(admin_client, file_format=file_format).getvalue()
    if file_format != "csv":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    assert b"Nog niet klaar" not in data
    assert b"key: world-cafe\n" not in data
    assert b"Premortem" in data


def test_drafts_of_a_choice_hold_the_text_that_waits(with_draft, editor_client):
    found = files_in(export(editor_client, status="drafts"))
    assert set(found) == {"methods/premortem.yaml", "methods/world-cafe.yaml"}
    assert b"title: Nog niet klaar\n" in found["methods/premortem.yaml"]


def test_draft_differs_from_its_page_only_where_it_was_edited(with_draft, editor_client, files):
    found = files_in(export(editor_client, status="drafts"))["methods/premortem.yaml"]
    expected = (files / "methods" / "premortem.yaml").read_bytes()
    assert found == expected.replace(b"title: Premortem\n", b"title: Nog niet klaar\n", 1)


def test_drafts_are_not_for_who_may_edit_nothing(with_draft, client, outsider):
    client.force_login(outsider)
    found = files_in(export(client, status="drafts"))
    assert b"title: Premortem\n" in found["methods/premortem.yaml"]
    assert len(found) == 14


def test_half_written_draft_is_told_and_never_an_error(content, editor_client, make_method):
    make_method(title="Half", slug="half", live=False, steps=[("step", {"title": "Begin"})])
    found = files_in(export(editor_client, status="drafts"))
    assert list(found) == [archive.LEFT_OUT]
    assert [
        row["Titel"] for row in sheet_of(export(editor_client, status="drafts", file_format="xlsx"))
    ] == ["Half"]


# --- the sheets


def test_sheet_holds_the_main_attributes(content, moderator_client):
    rows = sheet_of(export(moderator_client, file_format="xlsx"))
    assert len(rows) == 15
    row = next(row for row in rows if row["Sleutel"] == "premortem")
    assert (row["Soort pagina"], row["Titel"], row["Status"]) == (
        "Methode",
        "Premortem",
        "gepubliceerd",
    )
    assert (row["Minimaal aantal minuten"], row["Maximaal aantal minuten"]) == (50, 90)
    assert "invoeren" in row["Fase"]


def test_csv_tells_the_same_as_the_sheet(content, moderator_client):
    sheet = sheet_of(export(moderator_client, file_format="xlsx"))
    table = csv_of(export(moderator_client, file_format="csv"))
    names = ("Titel", "Sleutel", "Fase", "Samenvatting")
    assert [[row[name] or "" for name in names] for row in sheet] == [
        [row[name] for name in names] for row in table
    ]


@pytest.mark.parametrize("title", HOSTILE)
def test_csv_holds_no_formula(site, moderator_client, make_method, title):
    make_method(title=title, slug="formule")
    [row] = csv_of(export(moderator_client, file_format="csv"))
    assert row["Titel"].startswith("'")


@pytest.mark.parametrize("title", HOSTILE)
def test_sheet_holds_text_and_no_formula(site, moderator_client, make_method, title):
    make_method(title=title, slug="formule")
    answer = export(moderator_client, file_format="xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active["B2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == title.strip()


def test_sheet_survives_characters_that_it_cannot_hold(site, moderator_client, make_method):
    make_method(title="Een\x0btitel\x1f\uffff", slug="teken", summary="x" * 200)
    [row] = sheet_of(export(moderator_client, file_format="xlsx"))
    assert row["Titel"] == "Eentitel"


# --- costs


@pytest.mark.parametrize("status", ["published", "drafts"])
@pytest.mark.parametrize("file_format", ["yaml", "xlsx", "csv"])
def test_export_asks_as_many_questions_for_many_pages_as_for_few(
    content, admin_client, file_format, status, django_assert_num_queries, admin_user
):
    """Also with images in steps: as blocks, each of those would be a question."""
    image = picture()
    for page in MethodPage.objects.all():
        steps = list(page.steps.raw_data)
        steps[0]["value"]["image"] = {"image": image.pk, "decorative": True, "alt_text": ""}
        page.steps = steps
        page.save_revision(user=admin_user).publish()
        page.save_revision(user=admin_user)
    for page in CasePage.objects.all():
        page.save_revision(user=admin_user)
        page.save_revision(user=admin_user)
    MethodPage.objects.update(has_unpublished_changes=True)
    CasePage.objects.update(has_unpublished_changes=True)
    choice = {"file_format": file_format, "status": status}
    names = "premortem\nopen-space\nwindadvies-in-de-la"
    few, many = {**choice, "names": names}, {**choice, "names": "\n".join([names, *_keys()])}
    export(admin_client, **few).getvalue()  # what is cached once
    with CaptureQueriesContext(connection) as first:
        export(admin_client, **few).getvalue()
    with django_assert_num_queries(len(first)):
        export(admin_client, **many).getvalue()
    assert Image.objects.count() == 1


def _keys():
    return [
        *MethodPage.objects.values_list("key", flat=True),
        *CasePage.objects.values_list("key", flat=True),
    ]


def test_command_exports_what_the_screen_does(content, moderator_client, tmp_path):
    call_command("export_methods", str(tmp_path), verbosity=0)
    written = {
        file.relative_to(tmp_path).as_posix(): file.read_bytes()
        for file in tmp_path.rglob("*.yaml")
    }
    assert files_in(export(moderator_client)) == written
