"""The preview of a page in the editor, which shows it in a frame."""

from __future__ import annotations

import pytest
from django.urls import reverse

from slimmernetwerk.models import PlainPage


@pytest.fixture
def page(make_page):
    return make_page(PlainPage, title="Proef", slug="proef")


def policy(response):
    return response["Content-Security-Policy"]


def test_preview_may_stand_in_a_frame_of_the_admin(page, editor_client):
    response = editor_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "frame-ancestors 'self'" in policy(response)


def test_preview_keeps_the_rest_of_the_policy(page, editor_client):
    response = editor_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "object-src 'none'" in policy(response)


@pytest.mark.parametrize("query", ["", "?in_preview_panel=true&mode="])
def test_page_itself_may_not_stand_in_a_frame(page, client, query):
    assert "frame-ancestors 'none'" in policy(client.get(f"/proef/{query}"))


def test_visitor_gets_no_preview(page, client):
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert reverse("wagtailadmin_login") in client.get(url)["Location"]
