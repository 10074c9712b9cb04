"""The formats a press release can be imported from; plugins add theirs to such a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from blog.press_releases.errors import UnsupportedFormat
from blog.press_releases.readers.docx import read_docx
from blog.press_releases.readers.markdown import read_markdown
from blog.press_releases.readers.text import read_text
from blog.press_releases.source import SourceDocument

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """A format with its reader.

    `suffixes` start with a dot and are in small letters. `read` raises ImportRefused for bytes
    it cannot read, and nothing else.
    """

    name: str
    label: str | _StrPromise
    suffixes: tuple[str, ...]
    read: Callable[[bytes], SourceDocument]


formats = [
    ImportFormat("text", _("Plain text"), (".txt", ".text"), read_text),
    ImportFormat("markdown", _("Markdown"), (".md", ".markdown"), read_markdown),
    ImportFormat("docx", _("Word (.docx)"), (".docx",), read_docx),
]


def format_for(filename: str, formats: Sequence[ImportFormat] = formats) -> ImportFormat:
    """Return the format of a file by the end of its name.

    Raises UnsupportedFormat, which names the suffixes that can be imported.
    """
    name = filename.lower()
    for candidate in formats:
        if name.endswith(candidate.suffixes):
            return candidate
    raise UnsupportedFormat(
        filename, tuple(suffix for candidate in formats for suffix in candidate.suffixes)
    )
