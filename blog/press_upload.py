"""An upload between its two steps: signed for the user who made it, good for a day.

The text travels in the form of the review itself. So nothing of it is kept on the server, there
is no address at which somebody else could find it, and nothing needs to be cleared away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing
from django.utils.translation import gettext_lazy as _

from blog import extension_points
from blog.press_releases.errors import FileTooLarge, ImportRefused
from blog.press_releases.limits import MAX_REVIEW_PARAGRAPHS, MAX_SIGNED_SIZE
from blog.press_releases.packing import pack, unpack
from blog.press_releases.parsed import Part
from blog.press_releases.recognise import find_parts, read_document
from blog.press_releases.source import SourceDocument
from slimmernetwerk import sealing

if TYPE_CHECKING:
    from slimmernetwerk.models import User

PURPOSE = "blog.press_upload"
MAX_AGE = 24 * 60 * 60  # seconds


class UploadGone(ImportRefused):
    """The upload is too old, was made by somebody else, or was changed on its way."""

    def __init__(self) -> None:
        super().__init__(
            _("This upload is no longer valid: choose the file or paste the text once more.")
        )


@dataclass(frozen=True, slots=True)
class Upload:
    """The paragraphs of a file, a line that holds two parts in two, and the part of each."""

    name: str
    document: SourceDocument
    parts: tuple[Part, ...]


def read_upload(name: str, data: bytes) -> Upload:
    """Read a file and tell its parts; raises ImportRefused.

    A file without a headline is not refused: the editor can say which line it is.
    """
    document = read_document(name, data, extension_points.importers.items())
    pieces, parts = find_parts(document)
    if len(parts) > MAX_REVIEW_PARAGRAPHS:
        raise FileTooLarge(
            _("The text has more than %(limit)s paragraphs: import one press release at a time."),
            limit=MAX_REVIEW_PARAGRAPHS,
        )
    return Upload(name, pieces, parts)


def seal(upload: Upload, user: User) -> str:
    """Return the upload as a text that only this user can hand in again; raises FileTooLarge."""
    packed = {"name": upload.name, **pack(upload.document, upload.parts)}
    sealed = sealing.seal(packed, PURPOSE, user)
    if len(sealed) > MAX_SIGNED_SIZE:
        raise FileTooLarge(_("The file is too large; choose one with text only."))
    return sealed


def open_sealed(sealed: str, user: User) -> Upload:
    """Return the upload; raises UploadGone for what was not sealed for this user today."""
    try:
        packed = sealing.unseal(sealed, PURPOSE, user, max_age=MAX_AGE)
    except signing.BadSignature:
        raise UploadGone from None
    return Upload(packed["name"], *unpack(packed))
