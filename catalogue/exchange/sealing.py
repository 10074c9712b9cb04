"""An upload between its check and its import: packed, signed, and kept in the form itself.

Kept there it costs no table, no clean-up and no shared folder; it works on any web machine, and
what was shown is what is imported. The seal holds for one person, for two hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core import signing

from catalogue.exchange.uploads import UploadedContent
from slimmernetwerk import sealing

if TYPE_CHECKING:
    from slimmernetwerk.models import User

PURPOSE = "catalogue.exchange.sealing"
MAX_AGE = 2 * 60 * 60  # seconds


class SealBroken(Exception):
    """The form was changed, is too old, or is somebody else's."""


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """The files of an upload, and which outcome the check showed for each."""

    files: list[UploadedContent]
    shown: list[str]


def seal(checked: CheckedUpload, user: User) -> str:
    """Return an upload as text that only the same user can hand in again."""
    # Each byte as one character: JSON has no bytes, and what cannot be read must go along too.
    files = [[str(each.path), each.data.decode("latin-1")] for each in checked.files]
    return sealing.seal([files, checked.shown], PURPOSE, user)


def unseal(text: str, user: User) -> CheckedUpload:
    """Return what was sealed for the user; raises SealBroken."""
    try:
        files, shown = sealing.unseal(text, PURPOSE, user, max_age=MAX_AGE)
    except signing.BadSignature as error:
        raise SealBroken from error
    found = [UploadedContent(PurePosixPath(path), data.encode("latin-1")) for path, data in files]
    return CheckedUpload(found, shown)
