"""Serve images and documents, each only to those who may see it.

A file is public if and only if a published page refers to it (Wagtail's reference index).
"""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db.models import IntegerField
from django.db.models.functions import Cast
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Page, ReferenceIndex

from slimmernetwerk.models import BasePage, Document, Image, Rendition

PUBLIC_SECONDS = 300


def is_public(medium: Image | Document) -> bool:
    """Say whether a published page refers to the file."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(type(medium)),
        to_object_id=str(medium.pk),
    ).values_list(Cast("object_id", IntegerField()), flat=True)
    return BasePage.objects.published().filter(pk__in=references).exists()


def is_editor(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")


@require_safe
def serve_document(request: HttpRequest, uuid: UUID, name: str) -> FileResponse:
    """Send a document as a download."""
    document = get_object_or_404(Document, uuid=uuid)
    if document.filename != name:
        raise Http404
    return _serve(request, document, document.file, as_attachment=True)


@require_safe
def serve_rendition(request: HttpRequest, uuid: UUID, name: str) -> FileResponse:
    """Send one size of an image."""
    rendition = (
        Rendition.objects.select_related("image")
        .filter(image__uuid=uuid, file=f"renditions/{uuid}/{PurePath(name).name}")
        .first()
    )
    if rendition is None:
        raise Http404
    return _serve(request, rendition.image, rendition.file, as_attachment=False)


def _serve(
    request: HttpRequest, medium: Image | Document, file: File[bytes], *, as_attachment: bool
) -> FileResponse:
    public = is_public(medium)
    if not public and not is_editor(request):
        raise Http404
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    filename = PurePath(file.name or "").name
    response = FileResponse(opened, as_attachment=as_attachment, filename=filename)
    seconds = f"public, max-age={PUBLIC_SECONDS}"
    response["Cache-Control"] = seconds if public else "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
