"""What a Word file holds that an import leaves out: told to the editor, text included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from blog.press_releases.readers.docx_runs import RunReader
from blog.press_releases.source import Notice

_PARTS = {
    RELATIONSHIP_TYPE.HEADER: _("The page header is not imported: “%(text)s”."),
    RELATIONSHIP_TYPE.FOOTER: _("The page footer is not imported: “%(text)s”."),
    RELATIONSHIP_TYPE.FOOTNOTES: _("Footnotes are not imported: “%(text)s”."),
    RELATIONSHIP_TYPE.ENDNOTES: _("Endnotes are not imported: “%(text)s”."),
    RELATIONSHIP_TYPE.COMMENTS: _("Comments are not imported: “%(text)s”."),
}
_MAX_TEXT = 2_000


def find_notices(document: Any, reader: RunReader) -> Iterator[Notice]:
    """Yield a notice for everything the reader passed by."""
    if reader.images:
        yield Notice(_("Images are not imported: %(count)s."), {"count": reader.images})
    if reader.deleted:
        yield Notice(_("Text that was deleted with tracked changes is not imported."))
    if reader.hidden:
        yield Notice(_("Hidden text is not imported."))
    for relation in document.part.rels.values():
        if relation.reltype in _PARTS and not relation.is_external:
            text = _text(relation.target_part.blob)
            if text:
                yield Notice(_PARTS[relation.reltype], {"text": text[:_MAX_TEXT]})


def _text(xml: bytes) -> str:
    root = fromstring(xml, forbid_dtd=True)
    paragraphs = [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in root.iter(qn("w:p"))
    ]
    return " ".join(" ".join(paragraphs).split())
