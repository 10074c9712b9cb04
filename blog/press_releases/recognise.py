"""Recognise the parts of a press release: the entry to this package."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from blog.press_releases.assembly import assign
from blog.press_releases.draft import Draft
from blog.press_releases.errors import EmptyFile, ImportRefused, NoHeadline, UnreadableFile
from blog.press_releases.formats import ImportFormat, format_for, formats
from blog.press_releases.header import place_header
from blog.press_releases.limits import check_file_size
from blog.press_releases.parsed import ParsedPressRelease, Part
from blog.press_releases.sections import SectionReader
from blog.press_releases.source import SourceDocument

logger = logging.getLogger(__name__)


def recognise_file(
    filename: str, data: bytes, available: Sequence[ImportFormat] = formats
) -> ParsedPressRelease:
    """Return the parts of the press release in a file.

    Raises ImportRefused, and nothing else, with one sentence that says what to do.
    """
    return recognise(read_document(filename, data, available))


def read_document(
    filename: str, data: bytes, available: Sequence[ImportFormat] = formats
) -> SourceDocument:
    """Return the paragraphs of a file; the end of `filename` chooses the format.

    Raises ImportRefused, and nothing else.
    """
    chosen = format_for(filename, available)
    check_file_size(data)
    try:
        return chosen.read(data)
    except ImportRefused:
        raise
    except Exception as error:
        # The reader of a plugin may fail in any way; for the editor the file is unreadable.
        logger.exception("The import format %s failed", chosen.name)
        raise UnreadableFile(
            _("The file cannot be read as %(format)s: save it again or choose another format."),
            format=chosen.label,
        ) from error


def recognise(document: SourceDocument) -> ParsedPressRelease:
    """Return the parts of a press release; nothing is dropped and nothing filled in.

    Raises EmptyFile, NoHeadline, UnreadableEmbargo, AmbiguousTime or MissingTime.
    """
    pieces, parts = find_parts(document)
    if Part.HEADLINE not in parts:
        raise NoHeadline
    return assign(pieces, parts)


def find_parts(document: SourceDocument) -> tuple[SourceDocument, tuple[Part, ...]]:
    """Return the part of each paragraph; one that holds two parts is cut in two.

    Without a line that can be the headline, none is. Raises EmptyFile, UnreadableEmbargo,
    AmbiguousTime or MissingTime.
    """
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.text.strip()]
    if not paragraphs:
        raise EmptyFile
    draft = Draft()
    SectionReader(draft, place_header(draft, paragraphs)).read()
    return replace(document, paragraphs=tuple(draft.pieces)), tuple(draft.parts)
