"""The first page of a visitor is light: what comes over the wire, as the server sends it."""

from __future__ import annotations

import pytest

from tools.page_states import PAGES

pytestmark = pytest.mark.browser

BYTES = 100_000


@pytest.mark.parametrize("kind", ["home", "results", "method", "press-release"])
def test_first_page_is_under_a_hundred_kilobytes(visits, demo_site, kind):
    page = visits(demo_site).page
    finished = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(PAGES[kind], wait_until="networkidle")
    weights = {}
    for request in finished:
        sizes, response = request.sizes(), request.response()
        if request.resource_type != "image":
            weights[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        if request.resource_type in {"document", "stylesheet", "script"} and response:
            assert response.headers.get("content-encoding") == "gzip", request.url
    assert {request.resource_type for request in finished} >= {"document", "stylesheet", "font"}
    assert sum(weights.values()) < BYTES, weights
