"""From bytes to text: byte order marks, UTF-8, UTF-16 and the Windows code page; no binaries."""

from __future__ import annotations

import codecs
import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from blog.press_releases.errors import EmptyFile, UnreadableFile
from blog.press_releases.limits import check_file_size, check_line_count, check_text_length

_MARKS = (  # UTF-32 first: its mark starts with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    b"%PDF-",
    b"{\\rtf",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def decode(data: bytes) -> str:
    """Return the text of a file in Unicode form C, with \\n as the end of a line.

    Raises EmptyFile, FileTooLarge or UnreadableFile.
    """
    check_file_size(data)
    text = normalise(_decoded(data))
    check_text_length(len(text))
    check_line_count(text.count("\n"))
    if not text.strip():
        raise EmptyFile
    return text


def normalise(text: str) -> str:
    """Return the text in Unicode form C, with \\n as line end and without control characters."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", _LINE_END.sub("\n", text)))


def _decoded(data: bytes) -> str:
    if data.startswith(_OTHER_FORMATS):
        raise _not_text()
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:  # the next encoding may fit; none left means no text
            continue
        return _checked(text)
    raise _not_text()


def _checked(text: str) -> str:
    """Refuse what decodes by chance: a text has no NUL and hardly any control characters."""
    if "\x00" in text or len(_CONTROL.findall(text)) * 50 > len(text) + 50:
        raise _not_text()
    return text


def _not_text() -> UnreadableFile:
    return UnreadableFile(
        _("The file does not hold readable text: save it as plain text (UTF-8) or as .docx.")
    )
