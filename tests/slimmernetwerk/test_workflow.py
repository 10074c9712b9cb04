"""The round of a page: an editor submits, a chief editor approves or asks for changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import TaskState, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html

from blog.models import NewsPage, PressReleasePage
from slimmernetwerk.settings import base

HOME = "/admin/"
WAITS = "Wacht op u"


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send(client, page, action, **fields):
    """Send the form of the editor, as a browser would."""
    html = client.get(edit_url(page)).content.decode()
    data = querydict_from_html(html, form_id="page-edit-form").copy()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            data[f"{field.name}-count"] = "0"
    for name, value in {**fields, action: "1"}.items():
        data[name] = value
    return client.post(edit_url(page), dict(data.lists()))


def answer(client, page, action, comment=""):
    """Approve a page or ask for changes, as the menu of the first page does."""
    state = TaskState.objects.get(
        workflow_state__object_id=str(page.pk), status=TaskState.STATUS_IN_PROGRESS
    )
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})


def panel(client, heading):
    """Return the part of the first page below a heading, "" without one."""
    html = client.get(HOME).content.decode()
    return html.split(heading, 1)[1].split("</section>")[0] if heading in html else ""


@pytest.fixture
def submitted(make_news, editor, editor_client):
    page = make_news(title="Loket open", live=False, owner=editor)
    response = send(editor_client, page, "action-submit", title="Loket gaat open")
    assert response.status_code == 302
    return page


def test_editor_submits_and_does_not_publish(make_news, editor_client):
    html = editor_client.get(edit_url(make_news(live=False))).content.decode()
    assert "Indienen: Controle door eindredactie" in html
    assert "action-publish" not in html


def test_editor_who_posts_a_publication_all_the_same_publishes_nothing(make_news, editor_client):
    page = make_news(live=False)
    send(editor_client, page, "action-publish")
    assert not NewsPage.objects.get(pk=page.pk).live


def test_submitted_page_waits_for_the_chief_editor(submitted, moderator_client):
    waiting = panel(moderator_client, WAITS)
    assert f'href="{edit_url(submitted)}"' in waiting
    assert "Loket gaat open" in waiting


def test_submitted_page_does_not_wait_for_the_editor(submitted, editor_client):
    assert panel(editor_client, WAITS) == ""
    assert "Loket gaat open" in panel(editor_client, "Uw pagina's die wachten op controle")


def test_submitted_page_is_not_public(submitted, client):
    assert not NewsPage.objects.published().filter(pk=submitted.pk).exists()


def test_approved_page_is_public_and_waits_no_longer(submitted, moderator_client, client):
    answer(moderator_client, submitted, "approve")
    page = NewsPage.objects.published().get(pk=submitted.pk)
    assert page.title == "Loket gaat open"
    assert client.get(page.url).status_code == 200
    assert panel(moderator_client, WAITS) == ""


def test_page_is_sent_back_with_a_comment(submitted, moderator_client, editor_client):
    answer(moderator_client, submitted, "reject", comment="Noem de openingstijden")
    assert not NewsPage.objects.get(pk=submitted.pk).live
    assert panel(moderator_client, WAITS) == ""
    assert "Noem de openingstijden" in editor_client.get(edit_url(submitted)).content.decode()


def test_page_that_was_sent_back_can_be_submitted_again(submitted, moderator_client, editor_client):
    answer(moderator_client, submitted, "reject", comment="Langer")
    send(editor_client, submitted, "action-submit", title="Loket gaat elke dag open")
    assert "Loket gaat elke dag open" in panel(moderator_client, WAITS)


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_editor_does_not_answer_for_the_chief_editor(submitted, editor_client, action):
    answer(editor_client, submitted, action)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert not NewsPage.objects.get(pk=submitted.pk).live


def test_editor_does_not_change_what_waits(submitted, editor_client):
    send(editor_client, submitted, "action-save", title="Stiekem anders")
    latest = NewsPage.objects.get(pk=submitted.pk).get_latest_revision_as_object()
    assert latest.title == "Loket gaat open"


def test_chief_editor_publishes_without_submitting(make_news, moderator_client):
    page = make_news(live=False)
    send(moderator_client, page, "action-publish")
    assert NewsPage.objects.get(pk=page.pk).live


def test_approved_release_stays_under_its_embargo(
    make_press_release, editor, moderator_client, client
):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    page = make_press_release(title="Geheim", live=False, embargo_until=tomorrow)
    page.get_workflow().start(page, editor)
    answer(moderator_client, page, "approve")
    page = PressReleasePage.objects.get(pk=page.pk)
    assert (page.live, client.get(page.url).status_code) == (True, 404)


def test_chief_editor_with_an_address_gets_mail(make_news, editor_client, moderator):
    send(editor_client, make_news(title="Loket", live=False), "action-submit")
    (letter,) = mail.outbox
    assert letter.to == [moderator.email]


@pytest.mark.parametrize("host", ["127.0.0.1", "mail.invalid"], ids=["refused", "unknown"])
def test_dead_mail_server_does_not_stop_the_submission(
    make_news, editor_client, moderator, settings, host
):
    settings.EMAIL_BACKEND = base.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, 1
    page = make_news(live=False)
    assert send(editor_client, page, "action-submit").status_code == 302
    assert WorkflowState.objects.get().object_id == str(page.pk)
