"""What the first page of the admin offers to who has nothing waiting there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from slimmernetwerk import plugins, roles
from slimmernetwerk.models import PlainPage, User

HOME = "/admin/"


def steps(client):
    html = client.get(HOME).content.decode()
    return re.findall(r'data-step="([^"]+)">\s*<a href="([^"]+)"', html)


def names(client):
    return [name for name, _url in steps(client)]


@pytest.fixture
def make_plain(make_page):
    return lambda **fields: make_page(PlainPage, **fields)


def manager_client():
    user = User.objects.create_user("beheer")
    user.groups.add(Group.objects.get(name=roles.VOCABULARY_MANAGERS))
    client = Client()
    client.force_login(user)
    return client


def test_editor_may_begin_with_press_news_events_and_methods(editor_client):
    found = names(editor_client)
    assert found == ["press-import", "news", "events", "methods", "dummy"]


def test_chief_editor_also_looks_after_vocabularies(moderator_client):
    assert "vocabularies" in names(moderator_client)


def test_vocabulary_manager_may_begin_with_vocabularies_only(site):
    assert names(manager_client()) == ["vocabularies", "dummy"]


def test_each_step_leads_to_a_page_that_opens(admin_client):
    urls = [url for name, url in steps(admin_client) if name != "dummy"]
    assert len(urls) == 5
    for url in urls:
        assert admin_client.get(url, follow=True).status_code == 200


def test_step_of_news_leads_to_a_new_news_item(editor_client):
    url = dict(steps(editor_client))["news"]
    response = editor_client.get(url, follow=True)
    assert "/add/blog/newspage/" in response.redirect_chain[-1][0]


def test_editor_who_may_add_no_news_is_not_offered_it(editor, editor_client, make_plain):
    GroupPagePermission.objects.update(page=make_plain())
    assert names(editor_client) == ["methods", "dummy"]


@pytest.mark.parametrize(
    "wait",
    [
        lambda page, user: page.save_revision(user=user),
        lambda page, user: PlainPage.objects.filter(pk=page.pk).update(
            embargo_until=timezone.now() + timedelta(days=1)
        ),
        lambda page, user: PlainPage.objects.filter(pk=page.pk).update(
            review_date=timezone.localdate()
        ),
    ],
    ids=["draft", "embargo", "review"],
)
def test_panel_is_gone_while_something_waits(make_plain, editor, editor_client, wait):
    wait(make_plain(title="Pagina"), editor)
    assert names(editor_client) == []


def test_panel_is_gone_for_both_while_a_page_waits_for_review(
    make_plain, editor, editor_client, moderator_client
):
    page = make_plain(live=False)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    assert (names(editor_client), names(moderator_client)) == ([], [])


def test_draft_of_somebody_else_is_nothing_to_wait_for(make_plain, moderator, editor_client):
    make_plain(title="Oud").save_revision(user=moderator)
    assert "news" in names(editor_client)


def test_guide_is_offered_where_the_site_has_one(editor_client, settings):
    settings.GUIDE_URL = "https://www.example.org/handleiding"
    assert steps(editor_client)[-1] == ("guide", settings.GUIDE_URL)


def test_step_that_raises_is_left_out_and_named(editor_client, monkeypatch):
    from dummy import desk

    def fail(request):
        raise ValueError("stuk")

    broken = desk.FirstStep("dummy", "Dummy", "", fail)
    monkeypatch.setattr(desk, "first_steps", [broken])
    assert names(editor_client) == ["press-import", "news", "events", "methods"]
    assert "dummy" in plugins.trouble()


def test_panels_are_read_once(editor_client, monkeypatch):
    from slimmernetwerk.dashboard import MyDraftsPanel

    asked = []
    monkeypatch.setattr(MyDraftsPanel, "get_rows", lambda self, user, limit: asked.append(1) or [])
    editor_client.get(HOME)
    assert asked == [1]


def test_list_of_a_panel_is_not_that_of_the_first_day(editor_client):
    assert editor_client.get(reverse("dashboard_panel", args=["first-day"])).status_code == 404
