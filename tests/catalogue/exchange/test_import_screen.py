"""The import screen: a check that writes nothing, then exactly that import."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, Revision

from catalogue.exchange import views
from catalogue.models import CaseIndexPage, CasePage, MethodIndexPage, MethodPage
from slimmernetwerk.authorship import IMPORT_ACTION
from tests.catalogue.exchange.answers import hidden, outcomes, text_of
from vocabularies.models import Term

METHODS, CASES = 12, 3
RENAME = ("title: Premortem", "title: Vooruit terugkijken")


def premortem():
    return MethodPage.objects.get(key="premortem")


# --- the check


def test_check_of_new_files_writes_nothing(moderator_client, packed, check, written):
    before = written()
    answer = check(moderator_client, packed())
    assert list(outcomes(answer).values()) == ["created"] * (METHODS + CASES)
    assert written() == before


def test_check_tells_new_changed_unchanged_and_draft(
    content, moderator_client, packed, check, change, files, editor
):
    change("methods/retrospective", "preparation: ", "preparation: 1")
    change("methods/retrospective", "fase: [", "fase: [verkennen, ")
    edited = premortem()
    edited.why = "<p>Door de redactie verbeterd.</p>"
    edited.save_revision(user=editor).publish()
    new = (files / "methods" / "open-space.yaml").read_text()
    (files / "methods" / "nieuw.yaml").write_text(new.replace("key: open-space", "key: nieuw"))
    names = ("retrospective", "premortem", "nieuw", "world-cafe")
    answer = check(moderator_client, packed(*[f"methods/{name}" for name in names]))
    assert outcomes(answer) == {
        "premortem": "drafted",
        "retrospective": "updated",
        "nieuw": "created",
        "world-cafe": "unchanged",
    }
    assert "Anders: Fase, Minuten voorbereiding." in text_of(answer)
    assert "Iemand heeft deze pagina bewerkt" in text_of(answer)


def test_check_tells_line_and_remedy_of_a_fault(site, moderator_client, packed, check, change):
    change("methods/premortem", "fase: [bedenken", "fase: [bedenkn")
    answer = text_of(check(moderator_client, packed("methods/premortem")))
    assert "Regel 17" in answer and "terms.fase[0]" in answer
    assert "Kies bijvoorbeeld: bedenken" in answer


def test_check_names_what_a_file_may_not_refer_to(site, moderator_client, packed, check):
    answer = text_of(check(moderator_client, packed("methods/premortem")))
    assert "De methode “krachtenveldanalyse” bestaat niet." in answer


def test_check_escapes_what_stands_in_files_and_names(moderator_client, check, files):
    text = (files / "methods" / "premortem.yaml").read_text()
    hostile = text.replace("title: Premortem", "title: <script>alert(1)</script>", 1)
    answer = text_of(check(moderator_client, **{"premortem": hostile.encode(), "<b>x": b"a"}))
    assert "<script>alert(1)" not in answer and "<b>x" not in answer
    assert "&lt;script&gt;alert(1)" in answer


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a: &x [1]\nb: *x\n", "Regel 1"),
        (b"!!python/object/apply:os.system [ls]", "Regel 1"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "leeg"),
        (b"[" * 5000, "niveaus diep"),
    ],
)
def test_hostile_yaml_is_a_fault_of_its_file(site, moderator_client, check, data, words):
    answer = check(moderator_client, premortem=data)
    assert outcomes(answer) == {"": "refused"}
    assert words in text_of(answer)


def test_loose_file_tells_by_its_text_that_it_is_a_case(content, moderator_client, check, files):
    case = files / "cases" / "windadvies-in-de-la.yaml"
    answer = check(moderator_client, **{case.stem: case.read_bytes()})
    assert outcomes(answer) == {case.stem: "unchanged"}


def test_file_that_the_browser_numbered_is_told_how_to_mend(site, moderator_client, check, files):
    data = (files / "methods" / "premortem.yaml").read_bytes()
    answer = text_of(check(moderator_client, **{"premortem (1)": data}))
    assert "premortem (1).yaml" in answer and 'data-outcome="refused"' in answer


def test_check_without_a_file_asks_for_one(site, moderator_client, check):
    assert "verplicht" in text_of(check(moderator_client))


def test_check_of_a_refused_zip_says_why_in_the_form(site, moderator_client, check):
    answer = check(moderator_client, b"geen zip")
    assert "beschadigd" in text_of(answer)
    assert 'name="sent"' in text_of(answer)


def test_check_on_a_site_without_sections_says_so(site, moderator_client, packed, check):
    CaseIndexPage.objects.get().delete()
    answer = text_of(check(moderator_client, packed()))
    assert "nog geen plek" in answer


def test_check_of_what_is_there_asks_few_questions(
    content, moderator_client, packed, check, django_assert_max_num_queries
):
    few, all_of_it = packed("methods/1-2-4-alles", "cases/samen-water-vasthouden"), packed()
    check(moderator_client, few)  # what is cached once
    with django_assert_max_num_queries(100) as first:
        check(moderator_client, few)
    with django_assert_max_num_queries(len(first)):
        answer = check(moderator_client, all_of_it)
    assert set(outcomes(answer).values()) == {"unchanged"}


# --- the import


def test_import_does_what_the_check_showed(moderator_client, packed, check, confirm):
    shown = check(moderator_client, packed())
    done = confirm(moderator_client, shown)
    assert outcomes(done) == outcomes(shown)
    assert MethodPage.objects.published().count() == METHODS
    assert CasePage.objects.published().count() == CASES


def test_report_links_to_the_pages(moderator_client, packed, check, confirm):
    done = text_of(confirm(moderator_client, check(moderator_client, packed())))
    page = premortem()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in done
    assert f'href="{page.url}"' in done
    assert "Bij de controle" not in done


def test_import_is_in_the_history_under_the_name_of_who_did_it(
    moderator_client, moderator, packed, check, confirm
):
    confirm(moderator_client, check(moderator_client, packed()))
    page = premortem()
    entries = PageLogEntry.objects.filter(page=page.pk)
    assert set(entries.values_list("action", "user")) == {
        ("wagtail.create", moderator.pk),
        (IMPORT_ACTION, moderator.pk),
        ("wagtail.publish", moderator.pk),
    }
    assert (page.latest_revision.user, page.owner) == (moderator, moderator)
    history = moderator_client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "Geïmporteerd" in text_of(history)


def test_each_page_of_an_import_shows_it_in_its_history(moderator_client, packed, check, confirm):
    """Of entries with one identity Wagtail shows the last only, on whatever page that is."""
    confirm(moderator_client, check(moderator_client, packed()))
    entries = PageLogEntry.objects.filter(action=IMPORT_ACTION)
    assert entries.latest_by_uuid_and_action().count() == METHODS + CASES


def test_second_import_of_a_changed_file_updates_the_page(
    moderator_client, packed, check, confirm, change
):
    """What the screen itself wrote is nobody's own text."""
    confirm(moderator_client, check(moderator_client, packed()))
    change("methods/premortem", *RENAME)
    done = confirm(moderator_client, check(moderator_client, packed("methods/premortem")))
    assert outcomes(done) == {"premortem": "updated"}
    assert premortem().title == "Vooruit terugkijken"


def test_text_that_was_edited_after_an_import_is_never_overwritten(
    moderator_client, packed, check, confirm, change, moderator
):
    confirm(moderator_client, check(moderator_client, packed()))
    page = premortem()
    page.why = "<p>Eigen tekst.</p>"
    page.save_revision(user=moderator).publish()
    change("methods/premortem", *RENAME)
    done = confirm(moderator_client, check(moderator_client, packed("methods/premortem")))
    assert outcomes(done) == {"premortem": "drafted"}
    assert (premortem().title, premortem().why) == ("Premortem", "<p>Eigen tekst.</p>")


def test_import_that_was_saved_over_by_its_own_author_counts_as_edited(
    moderator_client, packed, check, confirm, change, moderator
):
    """Autosave may write into the latest revision of the same person."""
    confirm(moderator_client, check(moderator_client, packed()))
    page = premortem()
    page.why = "<p>Eigen tekst.</p>"
    page.save_revision(user=moderator, overwrite_revision=page.latest_revision)
    change("methods/premortem", *RENAME)
    shown = check(moderator_client, packed("methods/premortem"))
    assert outcomes(shown) == {"premortem": "drafted"}


def test_page_that_was_taken_offline_stays_offline(
    content, moderator_client, packed, check, confirm, change
):
    premortem().unpublish()
    change("methods/premortem", *RENAME)
    done = confirm(moderator_client, check(moderator_client, packed("methods/premortem")))
    assert outcomes(done) == {"premortem": "drafted"}
    assert not premortem().live
    assert premortem().get_latest_revision_as_object().title == "Vooruit terugkijken"


def test_edit_between_check_and_import_is_told_and_kept(
    content, moderator_client, packed, check, confirm, change, editor
):
    change("methods/premortem", *RENAME)
    shown = check(moderator_client, packed("methods/premortem"))
    page = premortem()
    page.why = "<p>Net verbeterd.</p>"
    page.save_revision(user=editor).publish()
    done = confirm(moderator_client, shown)
    assert (outcomes(shown)["premortem"], outcomes(done)["premortem"]) == ("updated", "drafted")
    assert "Bij de controle stond hier “Wijzigt de pagina”." in text_of(done)
    assert premortem().why == "<p>Net verbeterd.</p>"


def test_fault_since_the_check_keeps_all_out(
    site, moderator_client, packed, check, confirm, written
):
    shown = check(moderator_client, packed())
    Term.objects.filter(vocabulary__key="licentie", slug="vrij-te-gebruiken").update(slug="weg")
    before = written()
    answer = confirm(moderator_client, shown)
    assert "Er is niets geïmporteerd" in text_of(answer)
    assert "refused" in outcomes(answer).values()
    assert written() == before


def test_good_files_come_in_without_the_faulty(
    site, moderator_client, packed, check, confirm, change
):
    change("methods/world-cafe", "preparation: ", "preparation: -")
    shown = check(moderator_client, packed())
    assert hidden(shown, "mode") == "good"
    done = outcomes(confirm(moderator_client, shown))
    good = {key for key, outcome in done.items() if outcome == "created"}
    assert set(MethodPage.objects.values_list("key", flat=True)) <= good
    assert done[""] == "refused" and len(good) > 5


def test_all_or_nothing_cannot_be_had_with_a_fault(
    site, moderator_client, packed, check, confirm, change, written
):
    change("methods/world-cafe", "preparation: ", "preparation: -")
    shown, before = check(moderator_client, packed()), written()
    confirm(moderator_client, shown, mode="all")
    assert written() == before


def test_double_submit_imports_once(moderator_client, packed, check, confirm, written):
    shown = check(moderator_client, packed())
    confirm(moderator_client, shown)
    before = written()
    again = confirm(moderator_client, shown)
    assert set(outcomes(again).values()) == {"unchanged"}
    assert "alles stond er al" in text_of(again)
    assert written() == before


def test_crash_halfway_leaves_nothing(site, moderator_client, packed, check, confirm, written):
    from wagtail.signals import page_published

    shown, before, published = check(moderator_client, packed()), written(), []

    def crash(sender, instance, **kwargs):
        published.append(instance)
        if len(published) == 3:
            raise RuntimeError("the power failed")

    page_published.connect(crash)
    try:
        with pytest.raises(RuntimeError):
            confirm(moderator_client, shown)
    finally:
        page_published.disconnect(crash)
    assert written() == before


@pytest.mark.parametrize("text", ["", "x", "a:b:c", "é\x00"])
def test_changed_state_starts_again(site, moderator_client, packed, check, confirm, written, text):
    shown, before = check(moderator_client, packed()), written()
    answer = confirm(moderator_client, shown, checked=text or hidden(shown, "checked")[:-3])
    assert "te oud of niet van u" in text_of(answer)
    assert written() == before


def test_state_of_somebody_else_starts_again(
    site, moderator_client, admin_client, packed, check, confirm, written
):
    shown, before = check(admin_client, packed()), written()
    assert "te oud of niet van u" in text_of(confirm(moderator_client, shown))
    assert written() == before


# --- limits


def test_more_changes_than_fit_offer_no_import(site, moderator_client, packed, check, monkeypatch):
    monkeypatch.setattr(views, "MAX_CHANGES", METHODS)
    answer = text_of(check(moderator_client, packed()))
    assert "Dit zijn 15 nieuwe of gewijzigde" in answer
    assert 'name="checked"' not in answer


def test_more_changes_than_fit_since_the_check_are_refused(
    site, moderator_client, packed, check, confirm, written, monkeypatch
):
    shown, before = check(moderator_client, packed()), written()
    monkeypatch.setattr(views, "MAX_CHANGES", METHODS)
    assert "te veel wijzigingen" in text_of(confirm(moderator_client, shown))
    assert written() == before


def test_more_loose_files_than_django_takes_are_refused_in_words(site, moderator_client, check):
    answer = check(moderator_client, **{f"m{number}": b"a" for number in range(101)})
    assert answer.status_code == 302
    answer = moderator_client.get(answer.url)
    assert "te veel losse bestanden" in text_of(answer)


def test_body_that_is_too_large_is_refused_unread(site, moderator_client, monkeypatch):
    monkeypatch.setattr(views, "MOST_BYTES", 1000)
    answer = moderator_client.post(reverse("methods_import"), {"checked": "x" * 2000}, follow=True)
    assert "meer dan 5 MB" in text_of(answer)


def test_import_asks_for_the_token_against_forged_requests(moderator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    assert client.post(reverse("methods_import"), {"checked": "x"}).status_code == 403


# --- the way in


def test_both_screens_are_offered_at_the_lists(site, moderator_client):
    for index in (MethodIndexPage.objects.get(), CaseIndexPage.objects.get()):
        page = moderator_client.get(reverse("wagtailadmin_explore", args=[index.pk]))
        assert reverse("methods_import") in text_of(page)
        assert reverse("methods_export") in text_of(page)


def test_revision_of_an_import_is_gone_with_its_page(moderator_client, packed, check, confirm):
    confirm(moderator_client, check(moderator_client, packed()))
    premortem().delete()
    assert not Revision.objects.filter(object_str__startswith="Premortem").exists()
