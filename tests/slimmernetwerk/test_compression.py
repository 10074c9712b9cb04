"""Text travels compressed to visitors, and never beside a secret."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from slimmernetwerk.middleware import CompressionMiddleware

WORDS = "Wie een vraag heeft, vindt hier een methode. " * 40
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def answer(request, response):
    return CompressionMiddleware(lambda _request: response)(request)


def test_page_is_compressed_for_a_visitor(site, client):
    response = client.get("/", **GZIP)
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    html = gzip.decompress(response.content)
    assert html == client.get("/").content
    assert len(response.content) < len(html) / 2


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_page_of_who_is_signed_in_is_not_compressed(path, admin_client):
    response = admin_client.get(path, **GZIP)
    assert response.status_code == 200
    assert "Content-Encoding" not in response
    assert "Accept-Encoding" in response["Vary"]


def test_visitor_who_wants_no_compression_gets_plain_text(site, client):
    response = client.get("/")
    assert "Content-Encoding" not in response
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize(
    ("kind", "is_text"),
    [
        ("text/html; charset=utf-8", True),
        ("text/css", True),
        ("text/javascript", True),
        ("application/json", True),
        ("application/atom+xml", True),
        ("image/svg+xml", True),
        ("font/woff2", False),
        ("image/png", False),
        ("application/pdf", False),
        ("", False),
    ],
)
def test_only_text_is_compressed(kind, is_text):
    response = HttpResponse(WORDS)
    response["Content-Type"] = kind
    answered = answer(RequestFactory().get("/", **GZIP), response)
    assert ("Content-Encoding" in answered) is is_text


def test_part_of_a_file_is_left_alone():
    """A range counts the bytes of the file, not of its compressed form."""
    response = HttpResponse(WORDS[100:600], status=206, content_type="text/css")
    answered = answer(RequestFactory().get("/", HTTP_RANGE="bytes=100-599", **GZIP), response)
    assert answered.content.decode() == WORDS[100:600]


def test_answer_without_a_body_is_left_alone():
    response = StreamingHttpResponse((), content_type="text/css")
    response["Content-Length"] = "9999"
    answered = answer(RequestFactory().head("/", **GZIP), response)
    assert (answered["Content-Length"], "Content-Encoding" in answered) == ("9999", False)


def test_style_sheet_is_compressed_too(client):
    response = client.get("/static/css/site.css", **GZIP)
    body = b"".join(response.streaming_content)
    assert b"@layer" in gzip.decompress(body)
