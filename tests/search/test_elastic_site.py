"""A site that searches in a real Elasticsearch: the same pages, the same changes, two followers."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from django.core.management import call_command

from search import applying, followers, indexing, journal, state
from search.building import documents_of
from search.engines.base import EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.following import Service
from search.models import JournalEntry
from search.types import SearchRequest
from slimmernetwerk.models import BasePage, PlainPage
from tests.search.elastic_sites import search_at, server_url

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def empty(site, settings, monkeypatch) -> Iterator[ElasticEngine]:
    """The engine on the server, without an index; this machine has one."""
    monkeypatch.setattr(indexing, "SERVER_SECONDS", 60)
    monkeypatch.setattr("search.engines.elastic_client.READ_SECONDS", 60)
    search_at(settings, server_url())
    engine = followers.far()
    indexing.rebuild()
    yield engine
    engine.generations.remove_all()


@pytest.fixture
def far(empty) -> ElasticEngine:
    """The engine on the server, level with the database."""
    indexing.rebuild(engine=empty)
    return empty


@pytest.fixture
def page(far, make_page):
    return make_page(PlainPage, title="Kwispelstaart", slug="kwispel")


def results(client, text="kwispelstaart"):
    return client.get("/zoeken/", {"q": text}).context["results"]


def level(engine) -> None:
    journal.give_positions()
    applying.catch_up(engine)


def test_server_answers_visitors_without_a_calm_line(page, client):
    found = results(client)
    assert (found.total, found.is_substitute) == (1, False)


def test_search_request_brings_the_server_up_as_well(page, far, client):
    results(client)
    assert [one.behind for one in state.follower_states()] == [0, 0]
    assert far.search(SearchRequest("kwispelstaart")).total == 1


def test_server_without_an_index_is_left_to_the_service(empty, make_page, client):
    make_page(PlainPage, title="Kwispelstaart")
    found = results(client)
    assert (found.total, found.is_substitute, empty.cursor()) == (1, True, None)


def test_server_that_is_lost_is_not_brought_up_by_visitors(page, far, client):
    before = far.cursor()
    journal.give_positions()
    JournalEntry.objects.filter(position__lte=before + 1).delete()
    results(client)
    assert far.cursor() == before


def test_both_engines_answer_the_same(page, far, make_method, client):
    make_method(title="Kwispelmethode", terms=["fase/testen"])
    url = "/methoden/?q=kwispelmethode"
    ours = client.get(url).context["results"]
    followers.get_engine().breaker.trip("test")
    theirs = client.get(url).context["results"]
    assert (ours.is_substitute, theirs.is_substitute) == (False, True)
    assert [row.hit.key for row in ours.rows] == [row.hit.key for row in theirs.rows]
    assert ours.facets == theirs.facets


def test_server_that_takes_no_changes_still_answers(page, far, client, caplog):
    level(far)
    alias = far.generations.alias
    far._connection.writing.indices.add_block(index=alias, block="write")
    page.title = "Kwispelstaart met snorhaar"
    page.save_revision().publish()
    found = results(client)
    assert (found.total, found.is_substitute) == (1, False)
    assert "takes no changes" in caplog.text
    caplog.clear()
    results(client)
    assert "takes no changes" not in caplog.text  # visitors let it rest


def test_synonyms_and_corrections_come_from_this_machine(page, client):
    results(client)
    found = results(client, "kwispelstart")
    assert (found.total, found.correction, found.is_substitute) == (1, "kwispelstaart", False)


def test_commands_do_both_engines(page, capsys):
    call_command("search", "sync")
    call_command("search", "rebuild")
    call_command("search", "status")
    out = capsys.readouterr().out
    for line in ("elasticsearch: ", "embedded: ", "engine: elasticsearch", "engine: embedded"):
        assert line in out


def test_command_does_one_engine_by_name(page, far, capsys):
    call_command("search", "sync", "--engine", "elasticsearch")
    out = capsys.readouterr().out
    assert ("elasticsearch: " in out, "embedded: " in out) == (True, False)
    assert far.search(SearchRequest("kwispelstaart")).total == 1


class OneLook(Service):
    """Looks a few times and stops."""

    def __init__(self, engines, looks=1):
        self.said: list[str] = []
        super().__init__(engines, Event(), self.said.append)
        for _ in range(looks):
            for patience in self.patience.values():
                patience.next_try = 0.0
            self.look()


def test_service_builds_a_missing_index_and_follows(empty, make_page):
    service = OneLook(followers.followers())
    make_page(PlainPage, title="Kwispelstaart")
    service.look()
    assert empty.search(SearchRequest("kwispelstaart")).total == 1
    assert "elasticsearch: no usable index, rebuilding" in service.said


def test_service_builds_anew_what_has_an_old_mapping(far, monkeypatch):
    monkeypatch.setattr("search.engines.elastic_generations.mapping_hash", lambda: "new")
    monkeypatch.setattr("search.engines.elastic_writing.mapping_hash", lambda: "new")
    assert far.cursor() is None
    OneLook([far])
    assert far.cursor() is not None


def test_service_builds_anew_what_is_lost(page, far):
    journal.give_positions()
    JournalEntry.objects.filter(position__lte=far.cursor() + 1).delete()
    service = OneLook([far])
    assert "elasticsearch: no usable index, rebuilding" in service.said
    assert far.search(SearchRequest("kwispelstaart")).total == 1


def test_service_waits_for_somebody_elses_rebuild(empty):
    with empty.generations.rebuilding():
        service = OneLook([empty], looks=3)
        told = [line for line in service.said if "another process" in line]
    assert len(told) == 1


def many_numbers(self, page):
    numbers = {f"n{n}": 1.0 for n in range(1200)} if page.title == "Vergif" else {}
    return self.document(page, numbers=numbers)


def test_document_that_the_server_refuses_is_set_aside(far, make_page, monkeypatch):
    """Its old form leaves the index, the others go on, and this machine has it."""
    bad = make_page(PlainPage, title="Kwispelstaart", slug="vergif")
    level(far)
    monkeypatch.setattr("search.documents.PlainPageDocument.build", many_numbers)
    bad.title = "Vergif"
    bad.save_revision().publish()
    make_page(PlainPage, title="Kwispelstaart twee", slug="twee")
    for engine in followers.followers():
        level(engine)
    urls = [
        [hit.url for hit in engine.search(SearchRequest(text)).hits]
        for engine in (far, followers.near())
        for text in ("kwispelstaart", "vergif")
    ]
    assert urls == [["/twee/"], [], ["/twee/"], ["/vergif/"]]
    (fault,) = state.faults()
    assert "elasticsearch: " in fault and str(bad.translation_key) in fault


def test_big_change_on_the_server_keeps_its_cursor_until_the_end(far, make_page, monkeypatch):
    monkeypatch.setattr(applying, "BATCH", 1)
    parent = make_page(PlainPage, title="Ouder", slug="ouder")
    make_page(PlainPage, title="Kwispelstaart", slug="kind", parent=parent)
    level(far)
    before, seen = far.cursor(), []
    apply = far.apply

    def watched(*args, **options):
        done = apply(*args, **options)
        seen.append((options["is_part"], far.cursor() == before))
        return done

    monkeypatch.setattr(far, "apply", watched)
    BasePage.objects.filter(pk=parent.pk).update(title="Anders")
    journal.record(JournalEntry.Kind.TREE, f"{parent.translation_key}:nl")
    level(far)
    assert seen == [(True, True), (False, False)]


def test_late_part_of_a_change_does_not_undo_a_later_one(far, make_page):
    """A part is written at the position of its change, not at the cursor that it leaves."""
    page = make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    level(far)
    cursor = far.cursor()
    built = documents_of([f"{page.translation_key}:nl"])
    far.apply(built.documents, [], cursor + 5, is_part=True)
    far.apply([], [document.key for document in built.documents], cursor)
    far.apply([], [], cursor + 5)
    assert far.search(SearchRequest("kwispelstaart")).total == 1


def test_missing_index_is_named_as_such(empty):
    assert "index" in state.state_of(empty).state
    with pytest.raises(EngineUnavailable):
        empty.search(SearchRequest())
