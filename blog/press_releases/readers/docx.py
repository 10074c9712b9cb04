"""Word (.docx): paragraphs, list items, headings, tables and text boxes in reading order."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

from blog.press_releases.errors import EmptyFile, ImportRefused
from blog.press_releases.limits import check_line_count, check_text_length
from blog.press_releases.lists import mark_typed_lists
from blog.press_releases.phrases import is_rule
from blog.press_releases.readers.docx_notices import find_notices
from blog.press_releases.readers.docx_package import broken_docx, check_package
from blog.press_releases.readers.docx_runs import RunReader
from blog.press_releases.readers.docx_styles import ParagraphStyles
from blog.press_releases.source import Run, SourceDocument, SourceParagraph, Style, trim_runs

logger = logging.getLogger(__name__)


def read_docx(data: bytes) -> SourceDocument:
    """Return the document in the bytes of a .docx file.

    Lines are counted as paragraphs and typed line breaks, empty ones included. Raises
    EmptyFile, FileTooLarge or UnreadableFile.
    """
    check_package(data)
    try:
        return _read(data)
    except ImportRefused:
        raise
    except Exception as error:
        # python-docx and lxml raise whatever a damaged package leads to (KeyError, ValueError,
        # AttributeError, XMLSyntaxError...): each means that this file cannot be read.
        logger.warning("A .docx could not be read: %r", error)
        raise broken_docx() from error


def _read(data: bytes) -> SourceDocument:
    document = docx.Document(io.BytesIO(data))
    reader = DocumentReader(document)
    paragraphs = mark_typed_lists(reader.read(document.element.body))
    check_text_length(sum(len(paragraph.text) for paragraph in paragraphs))
    if not any(paragraph.text.strip() for paragraph in paragraphs):
        raise EmptyFile
    return SourceDocument(tuple(paragraphs), tuple(find_notices(document, reader.runs)))


class DocumentReader:
    """Walk the body of a document in reading order and collect paragraphs."""

    def __init__(self, document: Any) -> None:
        self.styles = ParagraphStyles(document)
        self.runs = RunReader(document)
        self.line = 0

    def read(self, container: Any) -> list[SourceParagraph]:
        """Return the paragraphs in a body, cell or text box."""
        paragraphs: list[SourceParagraph] = []
        for block in _blocks(container):
            if block.tag == qn("w:p"):
                paragraphs += self._paragraph(block)
            else:
                for row in block.iterchildren(qn("w:tr")):
                    paragraphs += self._row(row)
        return paragraphs

    def _row(self, row: Any) -> list[SourceParagraph]:
        """Return a table row as one paragraph, or cell by cell when a cell holds more."""
        cells = [self.read(cell) for cell in row.iterchildren(qn("w:tc"))]
        filled = [cell for cell in cells if cell]
        if any(len(cell) > 1 or cell[0].is_list_item for cell in filled):
            return [paragraph for cell in filled for paragraph in cell]
        if not filled:
            return []
        runs = [run for cell in filled for run in (Run("\t"), *cell[0].runs)]
        last = filled[-1][0].end_line
        return [replace(filled[0][0], runs=tuple(runs[1:]), end_line=last, style=Style.PLAIN)]

    def _paragraph(self, element: Any) -> list[SourceParagraph]:
        style, level = self.styles.style_of(element)
        lines, boxes = self.runs.read(element, bold=self.styles.is_bold(element))
        paragraphs: list[SourceParagraph] = []
        for runs in lines:
            self.line += 1
            check_line_count(self.line)
            runs = trim_runs(runs)
            if runs:
                kind = Style.SEPARATOR if _is_rule(runs) else style
                paragraph = SourceParagraph(runs, self.line, self.line, kind, level)
                paragraphs.append(replace(paragraph, tight=bool(paragraphs)))
        return paragraphs + [p for box in boxes for p in self.read(box)]


def _is_rule(runs: tuple[Run, ...]) -> bool:
    return is_rule("".join(run.text for run in runs))


def _blocks(container: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a container, also those in content controls."""
    for child in container.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (
            qn("w:sdt"),
            qn("w:sdtContent"),
            qn("w:ins"),
            qn("w:moveTo"),
            qn("w:customXml"),
            qn("w:smartTag"),
        ):
            yield from _blocks(child)
