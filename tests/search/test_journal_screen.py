"""The state of search in the admin: what `manage.py search status` says, for superusers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from search import applying, followers, journal, state
from search.models import JournalEntry
from slimmernetwerk.models import PlainPage

LIST = "search_journalentry_modeladmin_index"


@pytest.fixture
def changes(index, make_page):
    """One change that is applied, one that waits and one for tomorrow."""
    make_page(PlainPage, title="Over")
    journal.give_positions()
    applying.catch_up(followers.near())
    tomorrow = timezone.now() + timedelta(days=1)
    journal.record(JournalEntry.Kind.PAGE, "later:nl", due_at=tomorrow)
    JournalEntry.objects.create(kind="page", key="wacht:nl")
    return tomorrow


def test_state_says_what_waits(changes, index):
    (found,) = state.follower_states()
    journal_state = state.journal_state()
    names = ("waiting", "due", "next_due")
    assert [found.behind, *(journal_state[name] for name in names)] == [1, 1, 1, changes]
    newest = JournalEntry.objects.get(position=found.cursor)
    assert found.applied == newest.created_at


def test_state_without_an_index_knows_nothing_applied(site):
    (found,) = state.follower_states()
    assert (found.cursor, found.applied, found.documents) == (None, None, 0)


def test_screen_and_command_say_the_same(changes, admin_client, capsys):
    call_command("search", "status")
    names = [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()]
    tables = admin_client.get(reverse(LIST)).context["status_tables"]
    # The name of the engine is the caption of its table.
    assert sum(len(lines) + (n == 0) for n, (_caption, lines) in enumerate(tables)) == len(names)


def test_screen_shows_the_journal_and_its_faults(changes, admin_client):
    JournalEntry.objects.filter(key="wacht:nl").update(fault="<b>stuk</b>")
    html = admin_client.get(reverse(LIST)).content.decode()
    assert ("wacht:nl" in html, "later:nl" in html, "data-search-status" in html) == (True,) * 3
    assert ("&lt;b&gt;stuk" in html, "<b>stuk" in html) == (True, False)


@pytest.mark.parametrize(
    ("state", "keys"),
    [("waiting", {"wacht:nl"}), ("later", {"later:nl"}), ("faulty", set()), ("onzin", None)],
)
def test_journal_is_narrowed_by_state(state, keys, changes, admin_client):
    response = admin_client.get(reverse(LIST), {"state": state})
    found = {entry.key for entry in response.context["object_list"]}
    assert found == (keys if keys is not None else {e.key for e in JournalEntry.objects.all()})


@pytest.mark.parametrize("who", ["editor_client", "moderator_client"])
def test_only_superusers_see_the_journal(who, site, request):
    assert request.getfixturevalue(who).get(reverse(LIST)).status_code != 200


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_nobody_writes_in_the_journal(action, changes, admin_client):
    entry = JournalEntry.objects.first()
    url = reverse(f"search_journalentry_modeladmin_{action}", args=[entry.pk])
    assert admin_client.post(url, {"key": "x"}).status_code != 200
    create = reverse("search_journalentry_modeladmin_create")
    assert admin_client.post(create, {"kind": "page", "key": "x"}).status_code != 200
    assert not JournalEntry.objects.filter(key="x").exists()
    assert JournalEntry.objects.filter(pk=entry.pk).exists()


def test_journal_costs_few_queries(changes, admin_client, django_assert_max_num_queries):
    for number in range(60):
        JournalEntry.objects.create(kind="page", key=f"{number}:nl")
    admin_client.get(reverse(LIST))
    with django_assert_max_num_queries(21):
        admin_client.get(reverse(LIST))
