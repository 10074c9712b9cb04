"""Images and documents: public if and only if a published page refers to them."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from slimmernetwerk.models import Document, Image, PlainPage

TEXT = b"Vertrouwelijk: de inhoud van het document."


class ClosingClient(Client):
    """Read and close each answer, as a server does."""

    def request(self, **request):
        response = super().request(**request)
        response.text_sent = response.getvalue()
        for close in response._resource_closers:
            close()
        return response


@pytest.fixture
def client() -> ClosingClient:
    return ClosingClient()


@pytest.fixture
def editor_client(editor) -> ClosingClient:
    client = ClosingClient()
    client.force_login(editor)
    return client


@pytest.fixture
def image(db) -> Image:
    return Image.objects.create(title="Foto", file=get_test_image_file(filename="foto.png"))


@pytest.fixture
def document(db) -> Document:
    return Document.objects.create(title="Nota", file=ContentFile(TEXT, name="nota.txt"))


@pytest.fixture
def image_url(image) -> str:
    return image.get_rendition("width-100").url


def linked(document: Document) -> list[tuple[str, str]]:
    return [("paragraph", f'<p><a linktype="document" id="{document.pk}">Nota</a></p>')]


@pytest.fixture
def news(image, make_news):
    return make_news(title="Met foto", lead_image=image)


def test_image_of_a_published_page_is_public(news, image_url, client):
    response = client.get(image_url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"


def test_shared_page_shows_its_image(news, client):
    html = client.get(news.url).content.decode()
    [address] = re.findall(r'<meta property="og:image" content="http://[^/]+(/[^"]+)">', html)
    assert client.get(address).status_code == 200


def test_preview_of_a_shared_draft_shows_its_image(image, make_news, editor_client):
    page = make_news(lead_image=image, live=False)
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    html = editor_client.get(url, {"mode": "shared"}).content.decode()
    assert f"/media/beeld/{image.uuid}/" in html
    assert "Er is geen afbeelding" not in html


def test_image_nobody_uses_gives_404(image_url, client):
    assert client.get(image_url).status_code == 404


def test_image_of_a_page_that_is_only_a_draft_gives_404(image, image_url, make_news, client):
    make_news(title="Concept", lead_image=image, live=False)
    assert client.get(image_url).status_code == 404


def test_image_in_the_draft_of_a_live_page_gives_404(image, image_url, make_news, client):
    page = make_news(title="Leeft al")
    page.lead_image = image
    page.save_revision()
    assert client.get(image_url).status_code == 404


def test_editor_sees_an_image_that_is_not_public(image_url, editor_client):
    response = editor_client.get(image_url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_signed_in_user_without_the_admin_sees_nothing(site, image_url, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("lezer"))
    assert client.get(image_url).status_code == 404


def test_image_becomes_public_when_its_page_is_published(image, image_url, make_news, client):
    page = make_news(title="Concept", lead_image=image, live=False)
    before = client.get(image_url).status_code
    page.get_latest_revision().publish()
    assert (before, client.get(image_url).status_code) == (404, 200)


def test_image_gives_404_again_when_its_page_is_unpublished(news, image_url, client):
    news.unpublish()
    assert client.get(image_url).status_code == 404


def test_image_of_a_private_page_gives_404(news, image_url, make_private, client):
    make_private(news)
    assert client.get(image_url).status_code == 404


def test_image_of_a_page_under_embargo_is_public_from_its_moment(news, image_url, client):
    moment = timezone.now() + timedelta(days=1)
    news.embargo_until = moment
    news.save_revision().publish()
    with time_machine.travel(moment - timedelta(seconds=1), tick=False) as traveller:
        before = client.get(image_url).status_code
        traveller.move_to(moment)
        assert (before, client.get(image_url).status_code) == (404, 200)


def test_image_stays_public_while_another_page_uses_it(news, image, image_url, make_news, client):
    make_news(title="Ook met foto", lead_image=image)
    news.unpublish()
    assert client.get(image_url).status_code == 200


def test_image_in_a_story_is_public(image, image_url, make_page, client):
    stream = [{"type": "image", "value": {"image": image.pk, "alt_text": "", "decorative": True}}]
    page = make_page(PlainPage, title="Verhaal")
    page.body = PlainPage._meta.get_field("body").to_python(stream)
    page.save_revision().publish()
    assert client.get(image_url).status_code == 200


def test_document_in_a_published_text_is_public(document, make_page, client):
    make_page(PlainPage, title="Verhaal", body=linked(document))
    response = client.get(document.url)
    assert response.text_sent == TEXT


def test_document_of_a_draft_gives_404(document, make_page, client):
    make_page(PlainPage, title="Verhaal", body=linked(document), live=False)
    assert client.get(document.url).status_code == 404


def test_document_comes_as_a_download(document, make_page, client):
    make_page(PlainPage, title="Verhaal", body=linked(document))
    response = client.get(document.url)
    assert response["Content-Disposition"] == f'attachment; filename="{document.filename}"'


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("X-Content-Type-Options", "nosniff"),
    ],
)
def test_file_comes_with_headers_that_keep_it_harmless(name, value, news, image_url, client):
    assert client.get(image_url)[name] == value


REQUESTS = {
    "plain": {},
    "range": {"HTTP_RANGE": "bytes=0-3"},
    "one byte": {"HTTP_RANGE": "bytes=0-0"},
    "not modified": {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "any etag": {"HTTP_IF_NONE_MATCH": "*"},
    "proxy": {"HTTP_X_ACCEL_REDIRECT": "/x", "HTTP_X_SENDFILE": "/x"},
    "referer": {"HTTP_REFERER": "http://127.0.0.1:8000/admin/"},
}


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("headers", REQUESTS.values(), ids=REQUESTS)
def test_hidden_document_answers_as_one_that_does_not_exist(method, headers, document, client):
    ask = getattr(client, method)
    hidden = ask(document.url, **headers)
    absent = ask(f"/media/document/{uuid4()}/nota.txt", **headers)
    assert (hidden.status_code, absent.status_code) == (404, 404)
    kept = {"Content-Length", "Content-Security-Policy"}  # the policy holds a nonce
    shown = [{k: v for k, v in r.headers.items() if k not in kept} for r in (hidden, absent)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("name", ["ETag", "Last-Modified", "Content-Disposition"])
def test_hidden_document_shows_no_header_of_the_file(name, document, client):
    assert name not in client.get(document.url).headers


def test_public_document_makes_no_etag_of_its_hash(document, make_page, client):
    make_page(PlainPage, title="Verhaal", body=linked(document))
    assert "ETag" not in client.get(document.url).headers


WRONG_NAMES = [
    "andere.txt",
    "nota.TXT",
    "nota.txt/",
    "..%2Fnota.txt",
    "%2e%2e%2f%2e%2e%2fdatabase.sqlite3",
    "nota.txt%00",
    "nota",
]


@pytest.mark.parametrize("name", WRONG_NAMES)
def test_document_under_a_wrong_name_gives_404(name, document, make_page, client):
    make_page(PlainPage, title="Verhaal", body=linked(document))
    url = document.url.removesuffix(document.filename)
    assert client.get(url + name).status_code == 404


@pytest.mark.parametrize("name", ["foto.png", "..%2Ffoto.png", "foto.width-1.png", "x"])
def test_image_under_a_wrong_name_gives_404(name, image, news, client):
    image.get_rendition("width-100")
    assert client.get(f"/media/beeld/{image.uuid}/{name}").status_code == 404


def test_original_image_has_no_address(image, news, client):
    assert client.get(f"/media/{image.file.name}").status_code == 404


def test_file_that_is_gone_from_the_disk_gives_404(document, make_page, client):
    make_page(PlainPage, title="Verhaal", body=linked(document))
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_file_refuses_other_methods(method, document, client):
    assert getattr(client, method)(document.url).status_code == 405


def test_page_shows_its_image_by_an_address_that_works(news, client):
    html = client.get(news.url).content.decode()
    start = html.index("/media/beeld/")
    url = html[start : html.index('"', start)].split()[0]
    assert client.get(url).status_code == 200


def test_check_of_a_file_is_few_queries(news, image_url, client, django_assert_max_num_queries):
    client.get(image_url)
    with django_assert_max_num_queries(3):
        client.get(image_url)
