"""Build Word files for tests: whole ones with python-docx, hostile ones part by part."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from blog.press_releases.readers.docx import read_docx

MAIN = "word/document.xml"


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_file(*texts: str) -> bytes:
    """Return a .docx with these paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one part replaced or added."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", 8) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return result.getvalue()


def without_part(data: bytes, name: str) -> bytes:
    """Return the package without one part."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", 8) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
    return result.getvalue()


def with_body(body: str, before: str = "") -> bytes:
    """Return a .docx whose document part has this XML as body, and `before` above its root."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{before}'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return with_part(word_file("x"), MAIN, xml.encode())


def add_hyperlink(paragraph, address: str, text: str) -> None:
    """Add a hyperlink to a paragraph of python-docx."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    content = OxmlElement("w:t")
    content.text = text
    run.append(content)
    link.append(run)
    paragraph._p.append(link)


def texts(data: bytes) -> list[str]:
    """Return the texts of the paragraphs that are read from a Word file."""
    return [paragraph.text for paragraph in read_docx(data).paragraphs]
