"""An audit finds each kind of drift, planted for real, finds nothing else, and mends it."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from blog.models import PressReleasePage
from search import applying, followers, indexing, journal, repairing, state
from search.audit import apply_all, audit
from search.building import all_documents, documents_of
from search.documents import PlainPageDocument, page_key
from search.drift import Drift
from search.engines.base import Engine, EngineUnavailable
from search.models import JournalEntry
from search.types import SearchRequest
from slimmernetwerk.models import BasePage, PlainPage
from tests.search import planting
from tests.search.elastic_sites import search_at, server_url

FOLLOWERS = ["embedded"]
if "ELASTICSEARCH_URL" in os.environ:
    FOLLOWERS.append("elasticsearch")


@pytest.fixture(params=FOLLOWERS)
def engine(request, site, settings, monkeypatch):
    """A follower of each kind, level with the site."""
    monkeypatch.setattr("search.engines.elastic_client.READ_SECONDS", 60)
    if request.param == "elasticsearch":
        search_at(settings, server_url())
        indexing.rebuild()
        engine = followers.far()
        indexing.rebuild(engine=engine)
        yield engine
        engine.generations.remove_all()
    else:
        indexing.rebuild()
        yield followers.near()


@pytest.fixture
def page(engine, make_page):
    """A page that the index has, beside another one."""
    page = make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    make_page(PlainPage, title="Snorhaar", slug="snor")
    level(engine)
    return page


def level(engine: Engine) -> None:
    journal.give_positions()
    apply_all(engine)


def drift(engine: Engine) -> dict[Drift, list[str]]:
    return {kind: found.keys for kind, found in audit(engine).in_order()}


def document(page):
    """Return the document of a page as it should be."""
    (found,) = documents_of([page_key(page)]).documents
    return found


def plant(engine: Engine, *documents, gone=()) -> None:
    """Change the index behind the back of the journal."""
    cursor = engine.cursor() or 0
    while not engine.apply(documents, gone, cursor):
        time.sleep(0.05)  # a merge of the commit before still has the writer


def run(*options: str, engine: str = "embedded") -> str:
    out = StringIO()
    call_command("search", "audit", "--engine", engine, *options, stdout=out)
    return out.getvalue()


def repaired(engine: Engine):
    """Repair as the command does; return the outcome."""

    def look():
        return audit(engine)

    return repairing.repair(engine, look(), look, lambda: indexing.rebuild(engine=engine))


# Nothing to find


def test_index_of_a_whole_catalogue_is_sound(engine, content, make_news, make_press_release):
    make_news(title="Nieuws")
    make_press_release(title="Pers")
    report = audit(engine)
    assert (report.in_order(), report.is_compared, report.waiting) == ([], True, 0)
    assert report.documents == report.held == engine.count() > 15


def test_every_document_is_counted_on_both_sides(page, engine):
    seen = []
    report = audit(engine, lambda: seen.append(1))
    assert len(seen) == report.documents + report.held == 2 * engine.count()


def test_page_under_embargo_is_not_missing(engine, make_press_release):
    make_press_release(title="Later", embargo_until=timezone.now() + timedelta(days=1))
    assert drift(engine) == {}


# Drift of documents


def missing(page, engine):
    plant(engine, gone=[page_key(page)])


def stale(page, engine):
    plant(engine, replace(document(page), title="Oud"))


def wrong_facet(page, engine):
    plant(engine, replace(document(page), facets={"theme": ["verdwenen"]}))


def changed_without_a_signal(page, engine):
    PlainPage.objects.filter(pk=page.pk).update(title="Anders")


def wrong_language(page, engine):
    plant(engine, replace(document(page), language="en"))


def duplicate(page, engine):
    planting.second_copy(engine, document(page))


def unpublished_without_a_signal(page, engine):
    BasePage.objects.filter(pk=page.pk).update(live=False)


def withdrawn_from_the_public_without_a_signal(page, engine):
    BasePage.objects.filter(pk=page.pk).update(embargo_until=timezone.now() + timedelta(days=1))


PLANTED = {
    missing: Drift.MISSING,
    stale: Drift.STALE,
    wrong_facet: Drift.STALE,
    changed_without_a_signal: Drift.STALE,
    wrong_language: Drift.WRONG_LANGUAGE,
    duplicate: Drift.DUPLICATE,
    unpublished_without_a_signal: Drift.PRIVATE,
    withdrawn_from_the_public_without_a_signal: Drift.PRIVATE,
}


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.__name__)
def test_fault_is_found_and_named(fault, page, engine):
    fault(page, engine)
    assert drift(engine) == {PLANTED[fault]: [page_key(page)]}


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.__name__)
def test_fault_is_repaired(fault, page, engine):
    fault(page, engine)
    outcome = repaired(engine)
    assert (outcome.after.in_order(), drift(engine)) == ([], {})


def test_document_in_a_private_tree_is_private(page, engine, make_page, make_private):
    child = make_page(PlainPage, title="Kind", slug="kind", parent=page)
    level(engine)
    make_private(page)
    JournalEntry.objects.filter(position=None).delete()
    JournalEntry.objects.filter(position__gt=engine.cursor()).delete()
    assert sorted(drift(engine)[Drift.PRIVATE]) == sorted([page_key(page), page_key(child)])


def test_document_of_a_page_that_never_was_is_a_phantom(page, engine):
    key = f"{uuid4()}:nl"
    plant(engine, replace(document(page), key=key))
    assert drift(engine) == {Drift.PHANTOM: [key]}
    assert repaired(engine).after.in_order() == []


def test_document_of_a_page_deleted_without_a_signal_is_a_phantom(page, engine):
    key, found = page_key(page), document(page)
    page.delete()
    level(engine)
    plant(engine, found)
    assert drift(engine) == {Drift.PHANTOM: [key]}


def test_stand_in_that_should_not_be_there_is_a_phantom(page, engine):
    key = f"{page_key(page)}:en"
    plant(engine, replace(document(page), key=key, language="en"))
    assert drift(engine) == {Drift.PHANTOM: [key]}
    assert repaired(engine).after.in_order() == []


def test_missing_stand_in_is_found_and_repaired(engine, make_method):
    method = make_method(title="Kwispelmethode", title_en="Wagging")
    level(engine)
    key = f"{page_key(method)}:en"
    plant(engine, gone=[key])
    assert drift(engine) == {Drift.MISSING: [key]}
    outcome = repaired(engine)
    assert (outcome.after.in_order(), outcome.is_rebuilt) == ([], False)


def test_several_faults_are_told_the_worst_first(page, engine, make_page):
    hidden = make_page(PlainPage, title="Geheim", slug="geheim")
    level(engine)
    missing(page, engine)
    unpublished_without_a_signal(hidden, engine)
    assert list(drift(engine)) == [Drift.PRIVATE, Drift.MISSING]


def test_repair_writes_one_row_for_each_page(page, engine):
    stale(page, engine)
    before = journal.last_position()
    outcome = repaired(engine)
    assert (outcome.rows, outcome.is_rebuilt, journal.last_position()) == (1, False, before + 1)


def test_key_that_no_row_can_hold_is_repaired_by_a_rebuild(page, engine):
    key = "x" * 500
    plant(engine, replace(document(page), key=key))
    assert drift(engine) == {Drift.PHANTOM: [key]}
    outcome = repaired(engine)
    assert (outcome.rows, outcome.is_rebuilt, outcome.after.in_order()) == (0, True, [])


def test_much_drift_is_repaired_by_a_rebuild(page, engine, monkeypatch):
    monkeypatch.setattr(repairing, "MOST_ROWS", 1)
    before = journal.last_position()
    plant(engine, gone=[held.key for held in engine.contents()])
    outcome = repaired(engine)
    assert (outcome.rows, outcome.is_rebuilt, outcome.after.in_order()) == (0, True, [])
    assert journal.last_position() == before


def test_copy_under_another_id_is_repaired_by_a_rebuild(page, engine):
    duplicate(page, engine)
    assert repaired(engine).is_rebuilt is (engine.name == "elasticsearch")


# Drift of indices


def test_index_with_another_mapping_is_found_and_rebuilt(page, engine):
    planting.old_mapping(engine)
    engine.close()
    assert list(drift(engine)) == [Drift.OLD_MAPPING]
    outcome = repaired(engine)
    assert (outcome.is_rebuilt, outcome.after.in_order()) == (True, [])


def test_index_that_nothing_leads_to_is_found_and_removed(page, engine):
    name = planting.orphan(engine)
    assert drift(engine) == {Drift.ORPHAN_INDEX: [name]}
    outcome = repaired(engine)
    assert (outcome.is_tidied, outcome.is_rebuilt, drift(engine)) == (True, False, {})


def test_index_that_is_lost_is_found_and_rebuilt(page, engine):
    JournalEntry.objects.all().delete()
    journal.record(JournalEntry.Kind.SITE, "a")
    journal.record(JournalEntry.Kind.SITE, "b")
    journal.give_positions()
    JournalEntry.objects.filter(position__lt=journal.last_position()).delete()
    assert list(drift(engine)) == [Drift.NO_INDEX]
    assert repaired(engine).after.in_order() == []


def test_index_that_is_not_there_is_found_and_built(site, search_directory):
    engine = followers.near()
    assert list(drift(engine)) == [Drift.NO_INDEX]
    assert repaired(engine).after.in_order() == []


needs_server = pytest.mark.skipif(
    len(FOLLOWERS) == 1, reason="ELASTICSEARCH_URL names no server (`make test-elasticsearch`)"
)


@needs_server
@pytest.mark.elasticsearch
@pytest.mark.parametrize("engine", ["elasticsearch"], indirect=True)
def test_alias_on_two_indices_is_found_and_mended(page, engine):
    missing(page, engine)
    planting.second_target(engine, planting.generation(engine, mapping="old"))
    report = audit(engine)
    assert (list(report.drift), report.is_compared) == ([Drift.DOUBLE_ALIAS], False)
    outcome = repaired(engine)
    assert (outcome.after.in_order(), outcome.is_rebuilt, outcome.rows) == ([], False, 1)
    assert engine.search(SearchRequest("kwispelstaart")).total == 1


# What the journal still has to bring


def test_rows_that_wait_are_applied_first(page, engine, make_page):
    fresh = make_page(PlainPage, title="Vers", slug="vers")
    page.unpublish()
    report = audit(engine)
    assert (report.in_order(), report.waiting) == ([], 0)
    assert {page_key(fresh)} == {held.key for held in engine.contents([page_key(fresh)])}


def test_drift_is_found_while_rows_wait(page, engine, make_page):
    missing(page, engine)
    make_page(PlainPage, title="Vers", slug="vers")
    assert drift(engine) == {Drift.MISSING: [page_key(page)]}


def test_rows_that_cannot_be_applied_are_left_out(page, engine, make_page, monkeypatch):
    """Somebody else writes: what the journal has for this index is not drift."""
    other = BasePage.objects.get(slug="snor")
    missing(page, engine)
    monkeypatch.setattr(engine, "apply", lambda *args, **options: False)
    monkeypatch.setattr("search.audit.PATIENCE", 0)
    make_page(PlainPage, title="Vers", slug="vers")
    other.unpublish()
    report = audit(engine)
    assert [kind for kind, _found in report.in_order()] == [Drift.MISSING]
    assert report.drift[Drift.MISSING].keys == [page_key(page)]
    assert report.waiting == 2


def test_row_about_the_whole_site_brings_pages_and_takes_no_phantoms(page, engine, monkeypatch):
    ghost = replace(document(page), key="00000000-0000-4000-8000-000000000000:nl")
    missing(page, engine)
    plant(engine, ghost)
    monkeypatch.setattr(engine, "apply", lambda *args, **options: False)
    monkeypatch.setattr("search.audit.PATIENCE", 0)
    journal.record(JournalEntry.Kind.SITE, "plugins")
    report = audit(engine)
    assert (report.waiting, list(report.drift)) == (1, [Drift.PHANTOM])


def test_another_writer_gets_time_to_finish(page, engine, make_page, monkeypatch):
    apply, refused = engine.apply, []

    def busy_at_first(*args, **options):
        if len(refused) < 2:
            refused.append(1)
            return False
        return apply(*args, **options)

    monkeypatch.setattr(engine, "apply", busy_at_first)
    make_page(PlainPage, title="Vers", slug="vers")
    report = audit(engine)
    assert (report.in_order(), report.waiting, len(refused)) == ([], 0, 2)


def test_server_that_takes_no_changes_is_still_compared(page, engine, make_page, monkeypatch):
    def refuse(*args, **options):
        raise EngineUnavailable("read-only")

    missing(page, engine)
    monkeypatch.setattr(engine, "apply", refuse)
    make_page(PlainPage, title="Vers", slug="vers")
    report = audit(engine)
    assert report.drift[Drift.MISSING].keys == [page_key(page)]
    assert report.waiting == 1


def test_page_changed_after_the_journal_was_applied_is_left_out(page, engine, monkeypatch):
    def changed_first():
        page.title = "Midden in het lezen"
        page.save_revision().publish()
        yield from all_documents()

    monkeypatch.setattr("search.audit.all_documents", changed_first)
    report = audit(engine)
    assert (report.in_order(), report.waiting) == ([], 1)


def test_page_changed_between_two_looks_is_left_out(page, engine, monkeypatch):
    contents = engine.contents

    def changing(keys=None):
        yield from contents(keys)
        page.title = f"Weer anders {keys}"
        page.save_revision().publish()

    monkeypatch.setattr(engine, "contents", changing)
    stale(page, engine)
    report = audit(engine)
    assert (report.in_order(), report.waiting) == ([], 1)


# What cannot be compared


def failing(self, *args):
    raise LookupError("the plugin is broken")


def test_page_of_which_no_document_can_be_made_is_set_aside(page, engine, monkeypatch):
    PlainPage.objects.exclude(pk=page.pk).update(live=False)
    plant(engine, gone=[held.key for held in engine.contents()])
    monkeypatch.setattr(PlainPageDocument, "build", failing)
    report = audit(engine)
    assert (report.in_order(), report.set_aside) == ([], {page_key(page)})


def test_old_form_of_what_cannot_be_made_leaves_the_index(page, engine, monkeypatch):
    monkeypatch.setattr(PlainPageDocument, "build", failing)
    assert page_key(page) in drift(engine)[Drift.STALE]
    outcome = repaired(engine)
    assert outcome.after.in_order() == []
    assert list(engine.contents([page_key(page)])) == []


def test_document_that_harms_an_index_is_set_aside(page, engine, monkeypatch):
    missing(page, engine)
    build = PlainPageDocument.build

    def harmful(self, one):
        good = build(self, one)
        return replace(good, numbers={"x": float("nan")}) if one.pk == page.pk else good

    monkeypatch.setattr(PlainPageDocument, "build", harmful)
    report = audit(engine)
    assert (report.in_order(), report.set_aside) == ([], {page_key(page)})


def test_document_that_this_engine_refused_is_set_aside(page, engine):
    applying.note_faults({page_key(page): f"{page_key(page)}: {engine.name}: too many fields"})
    level(engine)
    plant(engine, gone=[page_key(page)])
    report = audit(engine)
    assert (report.in_order(), report.set_aside) == ([], {page_key(page)})


def test_document_that_another_engine_refused_is_missing(page, engine):
    applying.note_faults({page_key(page): f"{page_key(page)}: another: too many fields"})
    level(engine)
    plant(engine, gone=[page_key(page)])
    assert drift(engine) == {Drift.MISSING: [page_key(page)]}


def test_documents_of_a_plugin_that_gives_no_pages_stay(page, engine, monkeypatch):
    monkeypatch.setattr(PlainPageDocument, "get_queryset", failing)
    report = audit(engine)
    assert (report.in_order(), report.unread) == ([], {"page"})
    repaired(engine)
    assert engine.search(SearchRequest("kwispelstaart")).total == 1


def test_private_page_of_a_plugin_that_gives_no_pages_is_found(page, engine, monkeypatch):
    BasePage.objects.filter(pk=page.pk).update(live=False)  # past every signal
    monkeypatch.setattr(PlainPageDocument, "get_queryset", failing)
    assert drift(engine) == {Drift.PRIVATE: [page_key(page)]}


def test_index_is_not_rebuilt_while_a_plugin_gives_no_pages(page, engine, make_news, monkeypatch):
    news = make_news(title="Nieuws")
    level(engine)
    plant(engine, gone=[page_key(news)])
    plant(engine, replace(document(news), key="x" * 500))
    monkeypatch.setattr(PlainPageDocument, "get_queryset", failing)
    outcome = repaired(engine)
    assert (outcome.is_rebuilt, list(outcome.after.drift)) == (False, [Drift.PHANTOM])
    assert engine.search(SearchRequest("kwispelstaart")).total == 1


# The command


@pytest.fixture
def near(index, make_page):
    """The engine of this machine, with one page."""
    make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    level(followers.near())
    return followers.near()


@pytest.fixture
def kwispel(near):
    return PlainPage.objects.get(slug="kwispel")


def test_command_says_that_all_is_well(near):
    assert "all well" in run()


def test_command_fails_on_drift_and_names_the_key(kwispel, near):
    missing(kwispel, near)
    out = StringIO()
    with pytest.raises(CommandError, match="embedded") as error:
        call_command("search", "audit", stdout=out)
    assert error.value.returncode == 1
    assert "missing" in out.getvalue() and page_key(kwispel) in out.getvalue()


def test_command_without_repair_mends_nothing(kwispel, near):
    missing(kwispel, near)
    for _ in range(2):
        with pytest.raises(CommandError):
            run()


def test_command_repairs_and_looks_again(kwispel, near):
    missing(kwispel, near)
    out = run("--repair")
    assert "1 pages applied again" in out and out.count("all well") == 1
    assert "all well" in run()


def test_command_fails_when_repair_leaves_drift(kwispel, near, monkeypatch):
    missing(kwispel, near)
    apply = near.apply
    monkeypatch.setattr(near, "apply", lambda _, gone, position, **__: apply([], [], position))
    monkeypatch.setattr(near, "rebuild", lambda *args, **options: 0)
    with pytest.raises(CommandError, match="embedded"):
        run("--repair")


def test_command_for_programs(kwispel, near):
    missing(kwispel, near)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("search", "audit", "--json", stdout=out)
    (told,) = json.loads(out.getvalue())
    assert told["engine"] == "embedded"
    assert told["drift"] == {
        "missing": {"severity": "wrong", "count": 1, "keys": [page_key(kwispel)]}
    }


def test_command_for_programs_tells_of_a_repair(kwispel, near):
    unpublished_without_a_signal(kwispel, near)
    (told,) = json.loads(run("--json", "--repair"))
    assert (told["drift"], told["repair"]["rows"], told["repair"]["rebuilt"]) == ({}, 1, False)
    assert told["repair"]["found"]["private"]["severity"] == "leak"


def test_command_for_programs_stays_readable_through_a_rebuild(near):
    planting.old_mapping(near)
    near.close()
    (told,) = json.loads(run("--json", "--repair"))
    assert (told["drift"], told["repair"]["rebuilt"]) == ({}, True)


@pytest.mark.parametrize("options", [[], ["--json"], ["--repair"]], ids=["text", "json", "repair"])
def test_no_title_of_a_private_page_is_told(options, near, make_press_release, capsys):
    release = make_press_release(title="Snorhaargeheim", slug="snorhaar")
    level(near)
    PressReleasePage.objects.filter(pk=release.pk).update(live=False)
    out = StringIO()
    try:
        call_command("search", "audit", *options, stdout=out)
    except CommandError as error:
        out.write(str(error))
    told = out.getvalue() + "".join(capsys.readouterr())
    assert page_key(release) in told
    assert "geheim" not in told.lower()


def test_long_list_is_cut_with_its_number(near, make_page):
    for number in range(7):
        make_page(PlainPage, title=f"Pagina {number}")
    level(near)
    plant(near, gone=[held.key for held in near.contents()])
    with pytest.raises(CommandError):
        out = StringIO()
        call_command("search", "audit", stdout=out)
    assert ("8" in out.getvalue(), "..." in out.getvalue()) == (True, True)


def test_server_that_is_away_is_named_and_this_machine_is_audited(near, settings, capsys):
    search_at(settings, "http://127.0.0.1:9")
    with pytest.raises(CommandError, match="elasticsearch: "):
        call_command("search", "audit")
    assert "embedded" in capsys.readouterr().out


def test_status_counts_no_repair_as_a_fault(kwispel, near):
    missing(kwispel, near)
    run("--repair")
    assert state.faults() == []
