"""Importing methods and cases: what is written, what is refused, and what stays as it is."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from PIL import Image as Picture
from wagtail.models import Revision
from wagtail.signals import page_published

from catalogue.exchange.files import content_files
from catalogue.exchange.importing import import_content
from catalogue.models import CasePage, EvidenceRecord, MethodIndexPage, MethodPage
from search.models import JournalEntry
from slimmernetwerk.models import Image
from vocabularies.merging import merge_terms
from vocabularies.models import Term

METHODS, CASES = 12, 3


def run(path, **options):
    return import_content(content_files(path), **options)


def faults(report):
    return [(fault.file, fault.line, fault.field) for fault in report.faults]


def test_first_import_creates_and_publishes_everything(site, files):
    report = run(files)
    assert (len(report.created), report.updated, report.unchanged) == (METHODS + CASES, [], [])
    assert MethodPage.objects.published().count() == METHODS
    assert CasePage.objects.published().count() == CASES


def test_importing_the_same_files_again_and_again_changes_nothing(site, files, written):
    run(files)
    before = written()
    for _time in range(5):
        report = run(files)
        assert (report.changes, len(report.unchanged)) == (0, METHODS + CASES)
    assert written() == before


def test_what_hangs_on_a_page_has_an_order_in_the_database(content):
    """Without one, PostgreSQL gives the rows in any order."""
    page = MethodPage.objects.get(key="premortem")
    assert [entry.sort_order for entry in page.evidence.all()] == [0, 1, 2]
    case = CasePage.objects.get(key="windadvies-in-de-la")
    orders = [use.sort_order for use in case.used_methods.all()]
    assert orders == list(range(len(orders)))


def test_changed_file_updates_exactly_its_page(content, files, change, written):
    change("methods/premortem", "title: Premortem", "title: Premortem voor beginners")
    revisions = set(Revision.objects.values_list("pk", flat=True))
    report = run(files)
    assert (report.created, report.updated) == ([], ["premortem"])
    [revision] = Revision.objects.exclude(pk__in=revisions)
    page = MethodPage.objects.get(key="premortem")
    assert (int(revision.object_id), page.title) == (page.pk, "Premortem voor beginners")
    assert page.live and not page.has_unpublished_changes


def test_text_of_a_person_is_never_overwritten(content, files, change, editor):
    page = MethodPage.objects.get(key="premortem")
    page.why = "<p>Door de redactie verbeterd.</p>"
    page.save_revision(user=editor).publish()
    change("methods/premortem", "title: Premortem", "title: Premortem voor beginners")
    first, second = run(files), run(files)
    assert (first.updated, first.drafted, second.changes) == ([], ["premortem"], 0)
    page = MethodPage.objects.get(key="premortem")
    assert (page.title, page.why) == ("Premortem", "<p>Door de redactie verbeterd.</p>")
    assert page.get_latest_revision_as_object().title == "Premortem voor beginners"


def test_draft_of_a_person_is_not_published(content, files, change, editor):
    page = MethodPage.objects.get(key="premortem")
    page.why = "<p>Half af.</p>"
    revision = page.save_revision(user=editor)
    change("methods/premortem", "title: Premortem", "title: Premortem voor beginners")
    assert run(files).drafted == ["premortem"]
    assert MethodPage.objects.get(key="premortem").title == "Premortem"
    assert Revision.objects.filter(pk=revision.pk).exists()


def test_changed_case_updates_exactly_its_page(content, files, change):
    change("cases/windadvies-in-de-la", "outcome: niet", "outcome: deels")
    assert run(files).updated == ["windadvies-in-de-la"]
    assert CasePage.objects.get(key="windadvies-in-de-la").outcome == "deels"


def test_unchanged_file_leaves_the_draft_of_an_editor_alone(content, files):
    page = MethodPage.objects.get(key="premortem")
    page.title = "Mijn concept"
    revision = page.save_revision()
    run(files)
    page.refresh_from_db()
    assert (page.title, page.latest_revision_id) == ("Premortem", revision.pk)


def test_unknown_term_is_a_fault_with_its_place(site, files, change, line_of, written):
    before = written()
    file = change("methods/premortem", "fase: [bedenken, invoeren", "fase: [bedenken, dromen")
    report = run(files)
    expected = ("premortem.yaml", line_of(file, "dromen"), "terms.fase[1]")
    assert faults(report) == [expected]
    assert "dromen" in str(report.faults[0])
    assert (report.changes, written()) == (0, before)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("licence: vrij-te-gebruiken", "licence: zelfbedacht", "licence"),
        ("level: eerste-aanwijzingen", "level: zelfbedacht", "evidence[0].level"),
        ("  kosten: [geen]", "  prijs: [zelfbedacht]", "terms.prijs[0]"),
        ("to: krachtenveldanalyse", "to: zelfbedacht", "relations[0].to"),
    ],
)
def test_reference_to_nothing_is_a_fault_with_its_place(
    site, files, change, line_of, old, new, field
):
    file = change("methods/premortem", old, new)
    line = line_of(file, "zelfbedacht")
    assert faults(run(files)) == [("premortem.yaml", line, field)]


def test_unknown_method_in_a_case_is_a_fault_with_its_place(site, files, change, line_of):
    file = change("cases/windadvies-in-de-la", "method: ", "method: on")
    [fault] = run(files).faults
    assert (fault.file, fault.line, fault.field) == (
        "windadvies-in-de-la.yaml",
        line_of(file, "method: on"),
        "methods[0].method",
    )


def test_computed_vocabulary_in_a_file_is_a_fault(site, files, change):
    change("methods/premortem", "  kosten: [geen]", "  tijd: [dagdeel]")
    assert [fault.field for fault in run(files).faults] == ["terms.tijd[0]"]


def test_every_fault_of_every_file_is_told_at_once(site, files, change):
    change("methods/premortem", "licence: vrij-te-gebruiken", "licence: zelfbedacht")
    change("methods/premortem", "fase: [bedenken", "fase: [dromen")
    change("methods/retrospective", "preparation: ", "preparation: -")
    found = {(fault.file, fault.field) for fault in run(files).faults}
    assert found == {
        ("premortem.yaml", "licence"),
        ("premortem.yaml", "terms.fase[0]"),
        ("retrospective.yaml", "preparation"),
    }


def test_one_fault_keeps_everything_out(site, files, change, written):
    before = written()
    change("methods/world-cafe", "preparation: ", "preparation: -")
    with pytest.raises(CommandError, match="nothing was imported"):
        call_command("import_methods", str(files), stderr=io.StringIO())
    assert written() == before


def test_partial_import_brings_the_good_files(site, files, change):
    change("methods/world-cafe", "preparation: ", "preparation: -")
    report = run(files, partial=True)
    left_out = {fault.file for fault in report.faults}
    assert "world-cafe.yaml" in left_out
    keys = set(MethodPage.objects.values_list("key", flat=True))
    keys |= set(CasePage.objects.values_list("key", flat=True))
    every = {file.stem for file in content_files(files)}
    assert keys == every - {name.removesuffix(".yaml") for name in left_out}


@pytest.mark.parametrize(
    ("old", "new"),
    [("preparation: 30", "preparation: -1"), ("fase: [bedenken", "fase: [dromen")],
    ids=["faulty by itself", "refers to nothing"],
)
def test_partial_import_leaves_out_who_refers_to_a_faulty_file(
    site, make_files, change, files, old, new
):
    """Also in two steps: klantreis refers to retrospective, which refers to premortem."""
    make_files("premortem", "retrospective", "klantreis", "intervisie")
    change("methods/premortem", old, new)
    report = run(files, partial=True)
    assert {fault.file for fault in report.faults} == {
        "premortem.yaml",
        "retrospective.yaml",
        "klantreis.yaml",
    }
    assert report.created == ["intervisie"]
    assert set(MethodPage.objects.values_list("key", flat=True)) == {"intervisie"}


@pytest.fixture
def make_files(files):
    """Keep some methods only; each refers to the one before it, the last to none."""

    def keep(*names):
        for file in content_files(files):
            if file.stem not in names:
                file.unlink()
                continue
            text = file.read_text(encoding="utf-8")
            start = text.find("relations:\n")
            if start >= 0:
                end = text.index("\nlicence:", start)
                text = text[:start] + text[end + 1 :]
            place = names.index(file.stem)
            if 0 < place < len(names) - 1:
                tie = f"relations:\n  - to: {names[place - 1]}\n    kind: vervolg op\n"
                text = text.replace("\nlicence:", f"\n{tie}licence:", 1)
            file.write_text(text, encoding="utf-8", newline="\n")

    return keep


def test_partial_import_may_refer_to_a_faulty_file_whose_page_exists(
    content, files, change, make_files
):
    make_files("premortem", "retrospective", "intervisie")
    change("methods/premortem", "preparation: 30", "preparation: -1")
    report = run(files, partial=True)
    assert {fault.file for fault in report.faults} == {"premortem.yaml"}
    relation = MethodPage.objects.get(key="retrospective").relations.get()
    assert relation.to.specific.key == "premortem"


def test_partial_import_tells_what_was_left_out(site, files, change, capsys):
    change("methods/world-cafe", "preparation: ", "preparation: -")
    with pytest.raises(CommandError, match="those files were left out"):
        call_command("import_methods", str(files), partial=True)
    captured = capsys.readouterr()
    assert "world-cafe.yaml:" in captured.err
    assert "created" in captured.out


def test_dry_run_of_a_first_import_writes_nothing(site, files, written):
    before = written()
    report = run(files, dry_run=True)
    assert len(report.created) == METHODS + CASES
    assert written() == before


def test_dry_run_of_a_change_writes_nothing(content, files, change, written):
    change("methods/premortem", "title: Premortem", "title: Anders")
    before = written()
    assert run(files, dry_run=True).updated == ["premortem"]
    assert written() == before
    assert MethodPage.objects.get(key="premortem").title == "Premortem"
    assert run(files).updated == ["premortem"]


def test_dry_run_command_says_would_be(site, files, capsys):
    call_command("import_methods", str(files), dry_run=True)
    assert f"{METHODS + CASES} would be created" in capsys.readouterr().out


def test_same_key_in_two_folders_is_a_fault_of_both(site, files):
    other = files / "extra"
    other.mkdir()
    (other / "premortem.yaml").write_bytes((files / "methods" / "premortem.yaml").read_bytes())
    report = run(files)
    assert [(fault.file, fault.field) for fault in report.faults] == [
        ("premortem.yaml", "key"),
        ("premortem.yaml", "key"),
    ]
    assert str(other / "premortem.yaml") in str(report.faults[1])


def test_method_and_case_may_have_the_same_key(site, files, change):
    (files / "cases" / "windadvies-in-de-la.yaml").rename(files / "cases" / "premortem.yaml")
    change("cases/premortem", "key: windadvies-in-de-la", "key: premortem")
    report = run(files)
    assert (report.faults, report.created.count("premortem")) == ([], 2)
    change("methods/premortem", "title: Premortem", "title: Anders")
    assert run(files).updated == ["premortem"]


def test_faulty_case_does_not_keep_out_a_method_of_that_name(site, files, change):
    (files / "cases" / "windadvies-in-de-la.yaml").rename(files / "cases" / "premortem.yaml")
    run(files, partial=True)  # its key is not the name of the file
    assert MethodPage.objects.filter(key="premortem").exists()


def test_files_in_subfolders_are_found(site, files):
    (files / "methods").rename(files / "a")
    (files / "b").mkdir()
    (files / "a").rename(files / "b" / "methoden")
    assert len(run(files).created) == METHODS + CASES


def test_case_is_known_by_its_folder_from_inside_that_folder(content, files, monkeypatch):
    from pathlib import Path

    monkeypatch.chdir(files / "cases")
    report = run(Path("."))
    assert (report.faults, len(report.unchanged)) == ([], CASES)


@pytest.mark.parametrize(
    "change_bytes",
    [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")],
    ids=["byte order mark", "lines of Windows"],
)
def test_file_from_windows_is_the_same_file(content, files, change_bytes):
    for file in content_files(files):
        file.write_bytes(change_bytes(file.read_bytes()))
    report = run(files)
    assert (report.faults, report.changes) == ([], 0)


def test_file_over_a_megabyte_is_a_fault(site, files):
    (files / "methods" / "premortem.yaml").write_bytes(b"#" * (1024 * 1024 + 1))
    assert ("premortem.yaml", 1, "") in faults(run(files))


def test_file_in_another_encoding_is_a_fault(site, files):
    (files / "methods" / "premortem.yaml").write_text("title: café", encoding="latin-1")
    assert ("premortem.yaml", 1, "") in faults(run(files))


def test_folder_that_is_called_as_a_file_is_passed_over(site, files):
    (files / "methods" / "map.yaml").mkdir()
    assert run(files).faults == []


def test_empty_folder_is_refused(site, tmp_path):
    with pytest.raises(CommandError, match="holds no"):
        call_command("import_methods", str(tmp_path))


def test_path_that_does_not_exist_is_refused(site, tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("import_methods", str(tmp_path / "weg"))


def test_site_without_a_catalogue_is_told_to_set_up(site, files, written):
    MethodIndexPage.objects.get().delete()
    before = written()
    with pytest.raises(CommandError, match="setup"):
        call_command("import_methods", str(files))
    assert written() == before


def test_page_that_refuses_a_value_is_a_fault_and_nothing_is_written(site, files, written):
    """The pattern of the schema lets an address through that is none."""
    file = files / "methods" / "premortem.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  year: 2007\n", "  year: 2007\n  url: https://geen..nl\n"))
    before = written()
    report = run(files)
    assert [fault.file for fault in report.faults] == ["premortem.yaml"]
    assert written() == before


def test_partial_import_goes_on_without_a_page_that_refuses(site, files, make_files):
    make_files("premortem", "retrospective", "klantreis", "intervisie")
    file = files / "methods" / "premortem.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  year: 2007\n", "  year: 2007\n  url: https://geen..nl\n"))
    report = run(files, partial=True)
    assert report.created == ["intervisie"]
    assert list(MethodPage.objects.values_list("key", flat=True)) == ["intervisie"]


def test_crash_in_the_seventh_page_leaves_nothing(site, files, written):
    before, published = written(), []

    def crash(sender, instance, **kwargs):
        published.append(instance.key)
        if len(published) == 7:
            raise RuntimeError("the power failed")

    page_published.connect(crash)
    try:
        with pytest.raises(RuntimeError):
            run(files)
    finally:
        page_published.disconnect(crash)
    assert (len(published), written()) == (7, before)
    assert len(run(files).created) == METHODS + CASES


def picture():
    data = io.BytesIO()
    Picture.new("RGB", (8, 8)).save(data, "PNG")
    return Image.objects.create(title="Tekening", file=ContentFile(data.getvalue(), "t.png"))


@pytest.fixture
def illustrated(content):
    """The premortem with an image at its third step, as an editor would add it."""
    page = MethodPage.objects.get(key="premortem")
    steps = list(page.steps.raw_data)
    steps[2]["value"]["image"] = {"image": picture().pk, "decorative": True, "alt_text": ""}
    page.steps = steps
    page.save_revision().publish()


def steps_with_image():
    page = MethodPage.objects.get(key="premortem")
    return [block.value["title"] for block in page.steps if block.value["image"]]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Premortem", "title: Anders", "Schrijf uw reconstructie"),
        ("title: Schrijf uw reconstructie", "title: Schrijf alleen", "Schrijf alleen"),
        (
            "steps:\n",
            "steps:\n  - title: Begin\n    grouping: plenair\n    instruction: Zeg dag.\n",
            "Schrijf uw reconstructie",
        ),
    ],
    ids=["another title of the page", "another title of the step", "a step before it"],
)
def test_image_of_a_step_stays_when_the_file_changes(
    illustrated, files, change, old, new, expected
):
    assert run(files).changes == 0
    change("methods/premortem", old, new)
    assert run(files).updated == ["premortem"]
    assert steps_with_image() == [expected]


def test_owner_and_contact_stay_when_the_file_changes(content, files, change):
    page = MethodPage.objects.get(key="premortem")
    page.contact_email = "redactie@slimmernetwerk.example"
    page.save_revision().publish()
    change("methods/premortem", "title: Premortem", "title: Anders")
    run(files)
    page = MethodPage.objects.get(key="premortem")
    assert page.contact_email == "redactie@slimmernetwerk.example"


def test_address_that_an_editor_chose_stays(content, files, change):
    page = MethodPage.objects.get(key="premortem")
    page.slug = "vooruitblik"
    page.save_revision().publish()
    change("methods/premortem", "title: Premortem", "title: Anders")
    run(files)
    assert MethodPage.objects.get(key="premortem").slug == "vooruitblik"


def test_new_method_whose_address_is_taken_gets_a_number(content, files, change):
    page = MethodPage.objects.get(key="premortem")
    page.slug = "nieuw"
    page.save_revision().publish()
    file = files / "methods" / "premortem.yaml"
    text = file.read_text(encoding="utf-8").replace("key: premortem", "key: nieuw")
    (files / "methods" / "nieuw.yaml").write_text(text, encoding="utf-8", newline="\n")
    assert run(files).created == ["nieuw"]
    assert MethodPage.objects.get(key="nieuw").slug == "nieuw-2"


def test_file_from_before_a_merge_of_terms_is_no_change(content, files):
    fase = Term.objects.filter(vocabulary__key="fase")
    merge_terms(fase.get(slug="opschalen"), fase.get(slug="invoeren"))
    report = run(files)
    assert (report.faults, report.changes) == ([], 0)
    page = MethodPage.objects.get(key="premortem")
    assert [term.slug for term in page.group("fase")] == ["bedenken", "invoeren"]


def test_import_journals_each_page_that_it_writes(site, files):
    JournalEntry.objects.all().delete()
    run(files)
    keys = JournalEntry.objects.filter(kind="page").values_list("key", flat=True)
    pages = [*MethodPage.objects.all(), *CasePage.objects.all()]
    assert set(keys) == {f"{page.translation_key}:nl" for page in pages}


def test_reimport_leaves_no_evidence_behind(content, files, change):
    before = EvidenceRecord.objects.count()
    change("methods/premortem", "title: Premortem", "title: Anders")
    run(files)
    assert EvidenceRecord.objects.count() == before
