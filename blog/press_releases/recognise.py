"""Recognise the parts of a press release: the entry to this package."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from blog.press_releases.draft import Draft
from blog.press_releases.errors import EmptyFile, ImportRefused, UnreadableFile
from blog.press_releases.formats import ImportFormat, format_for, formats
from blog.press_releases.header import place_header
from blog.press_releases.limits import check_file_size
from blog.press_releases.parsed import ParsedPressRelease
from blog.press_releases.sections import SectionReader
from blog.press_releases.source import SourceDocument

logger = logging.getLogger(__name__)


def recognise_file(
    filename: str, data: bytes, available: Sequence[ImportFormat] = formats
) -> ParsedPressRelease:
    """Return the parts of the press release in a file.

    The end of `filename` chooses the format. Raises ImportRefused, and nothing else, with one
    sentence that says what to do.
    """
    chosen = format_for(filename, available)
    check_file_size(data)
    try:
        document = chosen.read(data)
    except ImportRefused:
        raise
    except Exception as error:
        # The reader of a plugin may fail in any way; for the editor the file is unreadable.
        logger.exception("The import format %s failed", chosen.name)
        raise UnreadableFile(
            _("The file cannot be read as %(format)s: save it again or choose another format."),
            format=chosen.label,
        ) from error
    return recognise(document)


def recognise(document: SourceDocument) -> ParsedPressRelease:
    """Return the parts of a press release; nothing is dropped and nothing filled in.

    Raises EmptyFile, NoHeadline, UnreadableEmbargo, AmbiguousTime or MissingTime.
    """
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.text.strip()]
    if not paragraphs:
        raise EmptyFile
    draft = Draft(document.notices)
    rest = place_header(draft, paragraphs)
    SectionReader(draft, rest).read()
    return draft.finish()
