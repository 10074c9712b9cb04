"""A press release from a file onto its page: every outcome, and nothing by halves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.formats import date_format

from blog.models import (
    Boilerplate,
    PressContact,
    PressReleaseImport,
    PressReleaseIndexPage,
    PressReleasePage,
)
from blog.press_import import (
    NoPressIndex,
    Outcome,
    import_press_release,
    read_press_release,
)
from blog.press_releases.errors import PartTooLong, WaitsForReview
from blog.press_releases.parsed import Contact
from slimmernetwerk.richtext import html_to_text

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
SAMPLE = DATA / "persbericht-2011-12-13.txt"


@pytest.fixture
def do_import(site):
    def run(data, name="bericht.txt", **options):
        return import_press_release(name, read_press_release(name, data), **options)

    return run


def page_of(result):
    return PressReleasePage.objects.get(pk=result.page.pk)


def lead_of(page):
    return html_to_text(page.lead)


# --- outcomes


def test_first_import_makes_a_draft(do_import, release, client):
    result = do_import(release())
    page = page_of(result)
    assert (result.outcome, result.is_live, page.live) == (Outcome.CREATED, False, False)
    assert client.get(page.url).status_code == 404


def test_every_part_comes_in_its_field(do_import, release):
    page = page_of(do_import(release()))
    assert (page.title, page.slug) == ("Voorbeeldstad opent loket", "voorbeeldstad-opent-loket")
    assert (page.kind_line, page.place, page.dateline_date, page.display_date) == (
        "PERSBERICHT",
        "Den Haag",
        date(2012, 5, 3),
        date(2012, 5, 3),
    )
    assert lead_of(page) == "Wie een slim plan heeft, kan daarmee naar één loket."
    assert [block.block_type for block in page.body] == ["heading", "paragraph"]
    assert "<b>subsidie</b>" in page.body[1].value.source
    assert page.has_end_mark
    assert "foto's" in page.notes_to_editors
    assert [contact.email for contact in page.contact_list] == ["pers@voorbeeldstad.example"]
    assert [item.heading for item in page.boilerplate_list] == ["Over Voorbeeldstad"]


def test_first_import_with_publish_is_live(do_import, release, client):
    result = do_import(release(), publish=True)
    assert (result.outcome, result.is_live) == (Outcome.CREATED, True)
    response = client.get(page_of(result).url)
    assert response.status_code == 200
    assert "één loket" in response.content.decode()


def test_same_release_again_is_unchanged(do_import, release, written):
    do_import(release(), publish=True)
    before = written()
    results = [do_import(release(), name=name) for name in ("bericht.txt", "ander.txt")]
    assert [result.outcome for result in results] == [Outcome.UNCHANGED] * 2
    assert written() == before


def test_draft_imported_again_with_publish_becomes_live(do_import, release):
    first = do_import(release())
    again = do_import(release(), publish=True)
    assert (again.page.pk, page_of(again).live) == (first.page.pk, True)
    assert do_import(release(), publish=True).outcome == Outcome.UNCHANGED


def test_changed_text_updates_the_page(do_import, release):
    first = do_import(release(), publish=True)
    result = do_import(release(lead="Het loket is al open."), publish=True)
    assert (result.outcome, result.page.pk) == (Outcome.UPDATED, first.page.pk)
    assert lead_of(page_of(result)) == "Het loket is al open."


def test_changed_text_without_publish_leaves_the_live_text(do_import, release):
    do_import(release(), publish=True)
    result = do_import(release(lead="Het loket is al open."))
    page = page_of(result)
    assert (result.outcome, result.is_live, page.live) == (Outcome.UPDATED, False, True)
    assert lead_of(page) == "Wie een slim plan heeft, kan daarmee naar één loket."
    assert lead_of(page.get_latest_revision_as_object()) == "Het loket is al open."


def test_headline_in_another_form_is_the_same_release(do_import, release):
    do_import(release())
    result = do_import(release(headline="VOORBEELDSTAD  opent ‘loket’"))
    assert (result.outcome, PressReleasePage.objects.count()) == (Outcome.UPDATED, 1)


def test_other_headline_is_another_release(do_import, release):
    do_import(release())
    result = do_import(release(headline="Voorbeeldstad sluit loket"))
    assert (result.outcome, PressReleasePage.objects.count()) == (Outcome.CREATED, 2)


@pytest.fixture
def edited(do_import, release):
    """A live release whose text somebody changed after the import."""
    page = page_of(do_import(release(), publish=True))
    page.lead = "<p>Door de redactie verbeterd.</p>"
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("publish", [False, True])
def test_edited_live_text_is_never_overwritten(edited, do_import, release, client, publish):
    result = do_import(release(lead="Nieuw uit het bestand."), publish=publish)
    page = page_of(result)
    assert (result.outcome, result.page.pk) == (Outcome.DRAFTED, edited.pk)
    assert lead_of(page) == "Door de redactie verbeterd."
    assert "Door de redactie verbeterd." in client.get(page.url).content.decode()
    assert lead_of(page.get_latest_revision_as_object()) == "Nieuw uit het bestand."


def test_same_text_becomes_one_draft(edited, do_import, release):
    for _time in range(3):
        result = do_import(release(lead="Nieuw uit het bestand."))
        assert result.outcome == Outcome.DRAFTED
    assert edited.revisions.count() == 3  # the import, the edit, and one draft


def test_draft_of_an_editor_stays_in_the_history(do_import, release):
    page = page_of(do_import(release(), publish=True))
    page.lead = "<p>Half af.</p>"
    revision = page.save_revision()
    result = do_import(release(lead="Nieuw uit het bestand."), publish=True)
    assert result.outcome == Outcome.DRAFTED
    assert page.revisions.filter(pk=revision.pk).exists()
    assert lead_of(page_of(result)) == "Wie een slim plan heeft, kan daarmee naar één loket."


def test_headline_changed_by_an_editor_is_still_the_same_release(do_import, release):
    page = page_of(do_import(release(), publish=True))
    page.title = "Een betere kop"
    page.save_revision().publish()
    result = do_import(release(lead="Nieuw."), publish=True)
    assert (result.page.pk, result.outcome) == (page.pk, Outcome.DRAFTED)
    assert page_of(result).title == "Een betere kop"


def test_page_made_by_hand_gets_a_draft(make_press_release, do_import, release):
    page = make_press_release(
        title="Voorbeeldstad opent loket",
        dateline_date=date(2012, 5, 3),
        lead="<p>Met de hand.</p>",
    )
    result = do_import(release(), publish=True)
    assert (result.outcome, result.page.pk) == (Outcome.DRAFTED, page.pk)
    assert lead_of(page_of(result)) == "Met de hand."
    assert PressReleaseImport.objects.count() == 0


def test_page_with_that_title_on_another_day_is_another_release(
    make_press_release, do_import, release
):
    make_press_release(title="Voorbeeldstad opent loket", dateline_date=date(2011, 5, 3))
    result = do_import(release())
    assert result.outcome == Outcome.CREATED
    assert page_of(result).slug == "voorbeeldstad-opent-loket-2"


def test_release_of_a_deleted_page_is_made_anew(do_import, release):
    page_of(do_import(release())).delete()
    assert do_import(release()).outcome == Outcome.CREATED


# --- refused


TOO_LONG = {
    "headline": {"headline": "x" * 256},
    "place": {"place": "x" * 101},
    "heading of a boilerplate": {"boilerplates": (("x" * 151, "<p>x</p>"),)},
    "telephone": {"contacts": (Contact(name="Redactie"), Contact(phone="0" * 81))},
}


@pytest.mark.parametrize("parts", TOO_LONG.values(), ids=TOO_LONG)
def test_part_that_is_too_long_is_refused_and_nothing_is_written(site, release, written, parts):
    before = written()
    parsed = replace(read_press_release("bericht.txt", release()), **parts)
    with pytest.raises(PartTooLong):
        import_press_release("bericht.txt", parsed, publish=True)
    assert written() == before


def test_update_with_a_part_that_is_too_long_changes_nothing(do_import, release, written):
    result = do_import(release(), publish=True)
    before = written()
    with pytest.raises(PartTooLong):
        import_press_release(
            "bericht.txt",
            replace(result.parsed, lead="<p>Nieuw</p>", **TOO_LONG["heading of a boilerplate"]),
            publish=True,
        )
    assert written() == before
    assert lead_of(page_of(result)) == "Wie een slim plan heeft, kan daarmee naar één loket."


def test_site_without_a_list_of_releases_says_what_to_do(do_import, release, written):
    PressReleaseIndexPage.objects.get().delete()
    before = written()
    with pytest.raises(NoPressIndex, match="setup"):
        do_import(release())
    assert written() == before


# --- embargo


def embargo_text(moment):
    return f"ONDER EMBARGO TOT {moment.day} {date_format(moment, 'F')} {moment.year}, 10.00 uur"


def test_release_under_embargo_is_published_and_not_public(do_import, release, client, index):
    end = timezone.localtime() + timedelta(days=40)
    result = do_import(release(embargo=embargo_text(end)), publish=True)
    page = page_of(result)
    expected = datetime(end.year, end.month, end.day, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert (page.live, page.embargo_until) == (True, expected)
    assert page not in PressReleasePage.objects.published()
    assert client.get(page.url).status_code == 404
    places = ("/persberichten/", "/persberichten/feed/", "/zoeken/?q=loket", "/sitemap.xml")
    for url in places:
        assert "voorbeeldstad-opent-loket" not in client.get(url).content.decode()


def test_release_with_a_past_embargo_is_public(do_import, release, client):
    page = page_of(
        do_import(release(embargo="ONDER EMBARGO TOT 9 mei 2012, 10.00 uur"), publish=True)
    )
    assert client.get(page.url).status_code == 200


# --- contacts and boilerplates


def test_releases_share_the_same_contact_and_boilerplate(do_import, release):
    do_import(release())
    do_import(release(headline="Voorbeeldstad sluit loket"))
    assert (PressContact.objects.count(), Boilerplate.objects.count()) == (1, 1)


def test_other_contact_is_another_one(do_import, release):
    do_import(release())
    other = release(headline="Iets anders").replace(b"pers@", b"nieuws@")
    do_import(other)
    assert PressContact.objects.count() == 2


def test_two_contacts_keep_their_order(do_import, release):
    second = "\nRedactie\nTelefoon: 070 000 00 01\nE-mail: redactie@voorbeeldstad.example\n"
    data = release().decode().replace("\nOver Voorbeeldstad", f"{second}\nOver Voorbeeldstad")
    page = page_of(do_import(data.encode()))
    emails = [contact.email for contact in page.contact_list]
    assert emails == ["pers@voorbeeldstad.example", "redactie@voorbeeldstad.example"]
    assert [entry.sort_order for entry in page.contacts.all()] == [0, 1]
    assert do_import(data.encode()).outcome == Outcome.UNCHANGED


def test_update_takes_away_what_the_file_no_longer_has(do_import, release):
    do_import(release(), publish=True)
    shorter = release().split(b"Contact:")[0]
    page = page_of(do_import(shorter, publish=True))
    assert (page.contact_list, page.boilerplate_list) == ([], [])


# --- what ends up on the page


def test_hostile_words_are_only_words_on_the_page(do_import, release, client):
    hostile = '<script>alert("x")</script> [klik](javascript:alert(1)) <b onclick=x>vet</b>'
    for name in ("bericht.txt", "bericht.md"):
        data = release(headline=f"Kop van {name[-3:]}", lead=hostile)
        page = page_of(do_import(data, name=name, publish=True))
        main = client.get(page.url).content.decode().split("<main", 1)[1].split("</main>")[0]
        assert "<script" not in main
        assert 'href="javascript' not in main
        assert "<b onclick" not in main


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not on this machine")
def test_real_release_comes_on_its_page_complete(do_import, client):
    data = SAMPLE.read_bytes()
    lines = [line for line in data.decode().split("\n") if line.strip()]
    result = do_import(data, name=SAMPLE.name, publish=True)
    page = page_of(result)
    assert (page.kind_line, page.title) == (lines[0], lines[1])
    assert (page.dateline_date, page.display_date) == (date(2011, 12, 13), date(2011, 12, 13))
    assert lead_of(page) == lines[3].replace("*", "")
    assert len(page.contact_list) == 1
    response = client.get(page.url)
    text = html_to_text(response.content.decode().split("<main", 1)[1])
    for line in lines[3:-4]:
        plain = line.removeprefix("- ").replace("*", "")
        if not plain.lower().strip("- ").startswith(("noot", "einde", "///")):
            assert plain.split(".")[0][:60] in text
    assert do_import(data, name="zelfde.txt", publish=True).outcome == Outcome.UNCHANGED


# --- the command


def test_command_says_what_happened(site, release, tmp_path, capsys):
    file = tmp_path / "bericht.txt"
    file.write_bytes(release())
    call_command("import_press_release", str(file))
    call_command("import_press_release", str(file), publish=True)
    call_command("import_press_release", str(file))
    said = capsys.readouterr().out
    assert [word in said for word in ("created", "draft: ", "live: ", "unchanged")] == [True] * 4


@pytest.mark.parametrize(
    ("name", "data"),
    [("bericht.pdf", b"%PDF"), ("leeg.txt", b""), ("bericht.docx", b"geen zip"), ("map", None)],
)
def test_command_refuses_what_is_no_release(site, tmp_path, written, name, data):
    file = tmp_path / name
    file.mkdir() if data is None else file.write_bytes(data)
    before = written()
    with pytest.raises(CommandError):
        call_command("import_press_release", str(file))
    assert written() == before


# --- a release that waits for review


def test_import_leaves_alone_what_somebody_reviews(site, release, editor, moderator):
    def bring(lead, user):
        parsed = read_press_release("a.txt", release(lead=lead))
        return import_press_release("a.txt", parsed, user=user)

    page = bring("Wie een plan heeft, kan naar het loket.", editor).page
    page.get_workflow().start(page, editor)
    with pytest.raises(WaitsForReview):
        bring("Een heel andere tekst.", editor)
    assert bring("Een heel andere tekst.", moderator).outcome is Outcome.UPDATED
