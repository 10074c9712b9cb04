"""The previews of a page in the editor, which shows them in a frame."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blog.models import NewsIndexPage, PressReleaseIndexPage
from slimmernetwerk.models import BasePage, PlainPage
from slimmernetwerk.models.querysets import page_types

PAPER = 'class="sn-on-paper"'


@pytest.fixture
def page(make_page):
    return make_page(PlainPage, title="Proef", slug="proef")


def preview(client, page, mode=""):
    return client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode})


def policy(response):
    return response["Content-Security-Policy"]


@pytest.mark.parametrize("mode", ["", "print", "shared"])
def test_preview_may_stand_in_a_frame_of_the_admin(page, editor_client, mode):
    assert "frame-ancestors 'self'" in policy(preview(editor_client, page, mode))


@pytest.mark.parametrize("model", [NewsIndexPage, PressReleaseIndexPage])
@pytest.mark.parametrize("mode", ["", "print"])
def test_preview_of_a_page_with_addresses_below_it_may_too(site, admin_client, model, mode):
    response = preview(admin_client, model.objects.get(), mode)
    assert "frame-ancestors 'self'" in policy(response)


def test_preview_keeps_the_rest_of_the_policy(page, editor_client):
    assert "object-src 'none'" in policy(preview(editor_client, page))


@pytest.mark.parametrize("query", ["", "?in_preview_panel=true&mode=print"])
def test_page_itself_may_not_stand_in_a_frame(page, client, query):
    response = client.get(f"/proef/{query}")
    assert "frame-ancestors 'none'" in policy(response)
    assert PAPER not in response.content.decode()


def test_visitor_gets_no_preview(page, client):
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert reverse("wagtailadmin_login") in client.get(url)["Location"]


def test_every_kind_of_page_can_be_seen_on_paper_and_as_a_shared_link(db):
    kinds = [model for model in page_types() if not model._meta.abstract]
    for model in kinds:
        assert [name for name, _label in model().preview_modes][:3] == ["", "print", "shared"]
    assert BasePage().default_preview_mode == ""
    assert len(kinds) > 8


def test_names_of_previews_differ(db):
    for model in page_types():
        names = [mode.name for mode in model.previews]
        assert len(set(names)) == len(names)


def test_preview_on_paper_is_the_page_with_the_rules_for_paper(page, editor_client):
    html = preview(editor_client, page, "print").content.decode()
    assert PAPER in html
    assert "js/paper.js" in html
    assert "js/paper.js" not in preview(editor_client, page).content.decode()


def test_unknown_preview_is_the_page(page, editor_client):
    response = preview(editor_client, page, "<script>")
    assert "<h1>Proef</h1>" in response.content.decode()


def test_shared_link_is_that_of_the_draft(page, editor_client):
    page.title, page.lead = "Concept <b>", "Waar het over gaat."
    page.save_revision()
    html = preview(editor_client, page, "shared").content.decode()
    assert "<b>Concept &lt;b&gt;</b>" in html
    assert "<p>Waar het over gaat.</p>" in html


def test_shared_link_says_what_is_missing(page, editor_client):
    html = preview(editor_client, page, "shared").content.decode()
    assert "Er is geen samenvatting" in html
    assert "Er is geen afbeelding" in html
