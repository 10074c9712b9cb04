"""The style page draws real components, and exists only while DEBUG is on."""

from types import ModuleType

import pytest
from django.urls import path

from slimmernetwerk import urls
from slimmernetwerk.style_page import style_page


@pytest.fixture
def html(site, settings, client):
    debug_urls = ModuleType("debug_urls")
    debug_urls.urlpatterns = [path("stijl/", style_page), *urls.urlpatterns]
    settings.ROOT_URLCONF = debug_urls
    response = client.get("/stijl/")
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    return response.content.decode()


def test_style_page_is_not_there_on_a_real_site(site, client):
    assert client.get("/stijl/").status_code == 404


@pytest.mark.parametrize(
    "component",
    [
        *("sn-strip--xl", "sn-ladder", "sn-timebar", "sn-card", "sn-row", "sn-chip", "sn-facet"),
        *("sn-alert--warn", "sn-contact", "sn-quote", "sn-embargo", "sn-tabs", "has-error"),
        *("sn-switch", "sn-rows", "sn-parts", "sn-event", "sn-promoted"),
        *("sn-pocket", "sn-qr", "sn-shared"),
    ],
)
def test_style_page_draws_each_component(html, component):
    assert component in html


def test_style_page_holds_to_the_security_policy(html):
    assert " style=" not in html
    assert "<script>" not in html
