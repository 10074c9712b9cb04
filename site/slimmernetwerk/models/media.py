"""Images and documents that are public only where a published page uses them.

Files lie on the storage `private`, outside the public root, under a random folder; their
address is our own view, which asks `slimmernetwerk.media` each time.
"""

from __future__ import annotations

from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


def private_storage() -> Storage:
    """Return the storage for files that a view guards; a callable, so no migration names it."""
    return storages["private"]


def image_path(instance: Image, filename: str) -> str:
    return f"images/{instance.uuid}/{PurePath(filename).name}"


def rendition_path(instance: Rendition, filename: str) -> str:
    return f"renditions/{instance.image.uuid}/{PurePath(filename).name}"


def document_path(instance: Document, filename: str) -> str:
    return f"documents/{instance.uuid}/{PurePath(filename).name}"


class Uploaded(models.Model):
    """Fields that Wagtail's own, unused models of the same name also have: other reverse names."""

    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by user"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="uploaded_%(class)ss",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    class Meta:
        abstract = True


class Image(Uploaded, AbstractImage):  # noqa: DJ008 - Wagtail's base has it
    """An image with its maker and the text that replaces it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.ImageField(
        _("file"),
        upload_to=image_path,
        storage=private_storage,
        width_field="width",
        height_field="height",
    )
    credit = models.CharField(_("made by"), max_length=200, blank=True)
    tags = TaggableManager(blank=True, related_name="tagged_images", verbose_name=_("tags"))

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    def get_upload_to(self, filename: str) -> str:
        return image_path(self, filename)


class Rendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    file = models.ImageField(
        upload_to=rendition_path,
        storage=private_storage,
        width_field="width",
        height_field="height",
    )

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

    def get_upload_to(self, filename: str) -> str:
        return rendition_path(self, filename)

    @property
    def url(self) -> str:
        name = PurePath(self.file.name or "").name
        return reverse("media:rendition", args=[self.image.uuid, name])


class Document(Uploaded, AbstractDocument):  # noqa: DJ008 - as above
    """A file to download."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to=document_path, storage=private_storage)
    tags = TaggableManager(blank=True, related_name="tagged_documents", verbose_name=_("tags"))

    admin_form_fields = ("title", "file", "collection", "tags")

    @property
    def url(self) -> str:
        return reverse("media:document", args=[self.uuid, self.filename])
