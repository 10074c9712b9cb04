"""The zip file around a .docx: limits and safety, checked before anything is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _

from blog.press_releases.errors import FileTooLarge, UnreadableFile
from blog.press_releases.limits import (
    MAX_UNPACKED_SIZE,
    MAX_XML_PART_SIZE,
    MAX_ZIP_ENTRIES,
    MAX_ZIP_RATIO,
    MEGABYTE,
    check_file_size,
)

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"<\x00", b"\x00<")
_MAIN_PARTS = ("[Content_Types].xml", "_rels/.rels")


def check_package(data: bytes) -> None:
    """Refuse a file that is no .docx, or that is too much or unsafe to open.

    Raises EmptyFile, FileTooLarge or UnreadableFile.
    """
    check_file_size(data)
    if data.startswith(_OLD_WORD):
        raise UnreadableFile(
            _("The file is an old or password-protected Word file: save it as .docx without one.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_sizes(package, len(data))
            _check_parts(package)
    except _BROKEN_ZIP as error:
        raise broken_docx() from error


def broken_docx() -> UnreadableFile:
    return UnreadableFile(
        _("The Word file is broken or is not a .docx: open it in Word and save it again as .docx.")
    )


# What the zip module raises for damaged files; NotImplementedError: unknown compression.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    OverflowError,
)


def _check_sizes(package: zipfile.ZipFile, packed: int) -> None:
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ZIP_ENTRIES:
        raise FileTooLarge(
            _("The Word file holds more than %(limit)s parts: save it again without images."),
            limit=MAX_ZIP_ENTRIES,
        )
    if unpacked > MAX_UNPACKED_SIZE or unpacked > packed * MAX_ZIP_RATIO:
        raise FileTooLarge(
            _(
                "Unpacked, the Word file is larger than %(limit)s MB or %(ratio)s times its size: "
                "save it again without images."
            ),
            limit=MAX_UNPACKED_SIZE // MEGABYTE,
            ratio=MAX_ZIP_RATIO,
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(_("The Word file is protected by a password: save it without one."))


def _check_parts(package: zipfile.ZipFile) -> None:
    if not set(_MAIN_PARTS) <= set(package.namelist()):
        raise broken_docx()
    for entry in package.infolist():
        with package.open(entry) as part:
            start = part.read(64)
        if entry.filename.lower().endswith((".xml", ".rels")) or _looks_like_xml(entry, start):
            _check_xml(package, entry)


def _looks_like_xml(entry: zipfile.ZipInfo, start: bytes) -> bool:
    """A drawing (.svg) is not parsed here, and often has the document type that is refused."""
    return start.lstrip().startswith(_XML_STARTS) and not entry.filename.lower().endswith(".svg")


def _check_xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse a part with a document type or entities, and one that is too large to parse."""
    if entry.file_size > MAX_XML_PART_SIZE:
        raise FileTooLarge(
            _("The text of the Word file is larger than %(limit)s MB: split the file."),
            limit=MAX_XML_PART_SIZE // MEGABYTE,
        )
    try:
        with package.open(entry) as part:
            for _event, element in iterparse(part, forbid_dtd=True):
                element.clear()
    except DefusedXmlException as error:
        raise UnreadableFile(
            _("The Word file holds XML that is not safe to open: save it again in Word as .docx.")
        ) from error
    except ParseError as error:
        raise broken_docx() from error
