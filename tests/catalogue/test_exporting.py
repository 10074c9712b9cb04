"""Exporting methods and cases: the same bytes as the files that they came from."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from catalogue.exchange.files import content_files
from catalogue.exchange.importing import import_content
from catalogue.models import CasePage, EvidenceRecord, MethodPage, MethodRelation
from slimmernetwerk.richtext import markdown_to_html
from vocabularies.models import Term


def as_bytes(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.yaml"))
    }


def export(path):
    call_command("export_methods", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    return as_bytes(path)


def test_export_gives_the_bytes_that_were_imported(content, files, tmp_path):
    assert export(tmp_path / "out") == as_bytes(files)


def test_export_of_an_import_of_an_export_is_the_same(content, tmp_path):
    first = export(tmp_path / "out")
    MethodPage.objects.all().delete()
    CasePage.objects.all().delete()
    report = import_content(content_files(tmp_path / "out"))
    assert (report.faults, len(report.created)) == ([], len(first))
    assert export(tmp_path / "again") == first


def test_export_leaves_out_what_is_not_public(content, tmp_path, make_private):
    MethodPage.objects.get(key="premortem").unpublish()
    make_private(MethodPage.objects.get(key="world-cafe"))
    names = {name.split("/")[1] for name in export(tmp_path / "out") if "methods" in name}
    assert len(names) == 10
    assert not names & {"premortem.yaml", "world-cafe.yaml"}


def test_export_names_no_method_that_is_not_public(content, tmp_path):
    MethodPage.objects.get(key="krachtenveldanalyse").unpublish()
    written = export(tmp_path / "out")
    assert not [name for name, data in written.items() if b": krachtenveldanalyse\n" in data]


def test_export_writes_the_live_text_and_not_the_draft(content, tmp_path):
    page = MethodPage.objects.get(key="premortem")
    page.title = "Nog niet klaar"
    page.save_revision()
    assert b"Nog niet klaar" not in export(tmp_path / "out")["methods/premortem.yaml"]


def test_incomplete_page_is_refused_with_its_faults(content, make_method, tmp_path, capsys):
    make_method(title="Half", slug="half")
    with pytest.raises(CommandError, match="1 pages are not complete enough"):
        call_command("export_methods", str(tmp_path / "out"))
    assert not (tmp_path / "out" / "methods" / "half.yaml").exists()
    assert "half.yaml:" in capsys.readouterr().err
    assert (tmp_path / "out" / "methods" / "premortem.yaml").exists()


def test_file_never_refers_to_a_page_that_is_refused(content, make_method, tmp_path):
    half = make_method(title="Half", slug="half")
    page = MethodPage.objects.get(key="premortem")
    page.relations.add(MethodRelation(to=half, kind="combineert met"))
    page.save_revision().publish()
    with pytest.raises(CommandError):
        export(tmp_path / "out")
    report = import_content(content_files(tmp_path / "out"), dry_run=True)
    assert report.faults == []


@pytest.fixture
def made_by_hand(content, make_method):
    """A method as somebody makes it in the admin: complete, and without a key."""
    terms = ["soort/werkvorm", "doel/keuzes-maken", "fase/testen", "begeleiding/beginner"]
    licence = Term.objects.get(vocabulary__key="licentie", slug="cc-by")
    level = Term.objects.get(vocabulary__key="bewijsniveau", slug="beschreven")
    text = markdown_to_html("Een **alinea** met [een verwijzing](https://voorbeeld.example).")
    step = {"title": "Begin", "minutes": 5, "grouping": "plenair", "instruction": text}
    page = make_method(
        title="Van de hand",
        slug="van-de-hand",
        summary="Een methode die niet uit een bestand komt.",
        terms=[*terms, "setting/online", "deelnemers/team"],
        **dict.fromkeys(("why", "need", "when_to_use", "when_not"), text),
        **{"duration_min": 30, "duration_max": 60, "preparation_minutes": 10, "group_min": 2},
        steps=[("step", step)] * 3,
        strengths=[("point", "Het werkt.")],
        cautions=[("point", "Niet altijd.")],
        tips=[("tip", "<p>Doe het rustig aan.</p>")],
        licence=licence,
        source_author="Redactie",
        source_title="Eigen werk",
        source_year=2026,
        title_en="By hand",
        summary_en="A method that comes from no file.",
    )
    page.evidence.add(
        EvidenceRecord(kind="ervaring", level=level, citation="Ervaring", summary="Ging goed.")
    )
    page.relations.add(
        MethodRelation(to=MethodPage.objects.get(key="premortem"), kind="vervolg op")
    )
    page.save_revision().publish()
    return MethodPage.objects.get(pk=page.pk)


def test_page_made_in_the_admin_exports_and_imports_onto_itself(made_by_hand, tmp_path):
    written = export(tmp_path / "out")
    assert "methods/van-de-hand.yaml" in written
    report = import_content(content_files(tmp_path / "out"))
    assert (report.faults, report.changes) == ([], 0)
    assert MethodPage.objects.count() == 13


def test_changed_export_of_a_page_made_in_the_admin_updates_that_page(made_by_hand, tmp_path):
    export(tmp_path / "out")
    file = tmp_path / "out" / "methods" / "van-de-hand.yaml"
    text = file.read_text(encoding="utf-8").replace("title: Van de hand", "title: Uit een bestand")
    file.write_text(text, encoding="utf-8", newline="\n")
    assert import_content(content_files(tmp_path / "out")).updated == ["van-de-hand"]
    page = MethodPage.objects.get(pk=made_by_hand.pk)
    assert (page.title, page.key) == ("Uit een bestand", "van-de-hand")


def test_single_file_may_refer_to_a_page_made_in_the_admin(made_by_hand, tmp_path, files):
    export(tmp_path / "out")
    file = tmp_path / "out" / "methods" / "premortem.yaml"
    text = file.read_text(encoding="utf-8").replace("to: krachtenveldanalyse", "to: van-de-hand")
    file.write_text(text, encoding="utf-8", newline="\n")
    report = import_content([file])
    assert (report.faults, report.updated) == ([], ["premortem"])


def test_copy_of_an_imported_method_is_a_method_of_its_own(content, tmp_path):
    page = MethodPage.objects.get(key="premortem")
    page.copy(update_attrs={"slug": "premortem-kort", "title": "Premortem kort"})
    written = export(tmp_path / "out")
    assert "methods/premortem-kort.yaml" in written
    report = import_content(content_files(tmp_path / "out"))
    assert (report.faults, report.changes) == ([], 0)
