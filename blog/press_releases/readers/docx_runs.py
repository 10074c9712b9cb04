"""The inside of a Word paragraph: runs with their form, hyperlinks, line breaks, text boxes."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from blog.press_releases.inline import link_addresses
from blog.press_releases.readers.decoding import normalise
from blog.press_releases.readers.docx_styles import is_on
from blog.press_releases.source import Run

_VML = "{urn:schemas-microsoft-com:vml}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"(?P<link>[^"]{1,2000})"', re.IGNORECASE)
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_WITHOUT_TEXT = (qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr"), qn("w:delText"))
_MAX_DEPTH = 100


class RunReader:
    """Read the paragraphs of one document; counts what it leaves out."""

    def __init__(self, document: Any) -> None:
        self._relations = document.part.rels
        self.images = 0
        self.deleted = False
        self.hidden = False
        self._runs: list[Run] = []
        self._boxes: list[Any] = []
        self._fields: list[str | None] = []  # instruction while it is read, then None
        self._field_links: list[str] = []

    def read(self, paragraph: Any, bold: bool) -> tuple[list[tuple[Run, ...]], list[Any]]:
        """Return the lines of a paragraph, and the text boxes anchored in it.

        `bold` says whether the style of the paragraph is bold.
        """
        self._runs, self._boxes = [], []
        self._walk(paragraph, "", bold, 0)
        return [link_addresses(line) for line in _lines(self._runs)], self._boxes

    def _walk(self, element: Any, link: str, bold: bool, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deeply")
        for child in element.iterchildren():
            if child.tag == qn("w:r"):
                self._read_run(child, link, bold, depth)
            elif child.tag == qn("w:hyperlink"):
                self._walk(child, self._target(child) or link, bold, depth + 1)
            elif child.tag == qn("w:fldSimple"):
                target = _field_target(child.get(qn("w:instr"), ""))
                self._walk(child, target or link, bold, depth + 1)
            elif child.tag in _DELETED:
                self.deleted = True
            elif isinstance(child.tag, str) and child.tag not in _WITHOUT_TEXT:
                self._walk(child, link, bold, depth + 1)

    def _read_run(self, run: Any, link: str, bold: bool, depth: int) -> None:
        properties = run.find(qn("w:rPr"))
        style = _value(properties, "w:rStyle").lower()
        is_bold = _switch(properties, "w:b", bold or style in ("strong", "zwaar"))
        is_italic = _switch(properties, "w:i", style in ("emphasis", "nadruk"))
        if _switch(properties, "w:vanish", False):
            self.hidden |= any(text.text for text in run.iter(qn("w:t")))
            return
        for child in run.iterchildren():
            text = child.text if child.tag == qn("w:t") else _CHARACTERS.get(child.tag)
            if text:
                target = next((found for found in reversed(self._field_links) if found), link)
                self._runs.append(Run(normalise(text), is_bold, is_italic, target))
            else:
                self._read_other(child, depth)

    def _read_other(self, child: Any, depth: int) -> None:
        if child.tag == qn("w:fldChar"):
            self._read_field(child.get(qn("w:fldCharType")))
        elif child.tag == qn("w:instrText") and self._fields and self._fields[-1] is not None:
            self._fields[-1] += child.text or ""
        elif child.tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
            self._read_drawing(child)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            choices = list(child.iterchildren())
            filled = [choice for choice in choices if _holds_content(choice)]
            for choice in filled[:1]:
                self._read_drawing(choice)

    def _read_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append("")
            self._field_links.append("")
        elif kind == "separate" and self._fields:
            self._field_links[-1] = _field_target(self._fields[-1] or "")
            self._fields[-1] = None
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._field_links.pop()

    def _read_drawing(self, drawing: Any) -> None:
        boxes = list(drawing.iter(qn("w:txbxContent")))
        outer = [box for box in boxes if not any(_is_inside(box, other) for other in boxes)]
        self._boxes += outer
        if not outer and _holds_content(drawing):
            self.images += 1

    def _target(self, hyperlink: Any) -> str:
        relation = self._relations.get(hyperlink.get(qn("r:id")))
        return str(relation.target_ref) if relation is not None and relation.is_external else ""


def _lines(runs: list[Run]) -> list[tuple[Run, ...]]:
    """Split the runs at line breaks; a paragraph without text is one empty line."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(Run(first, run.bold, run.italic, run.link))
        lines += [[Run(text, run.bold, run.italic, run.link)] for text in others]
    return [tuple(run for run in line if run.text) for line in lines]


def _holds_content(element: Any) -> bool:
    tags = (qn("w:txbxContent"), qn("a:blip"), qn("pic:pic"), f"{_VML}imagedata")
    return next(element.iter(*tags), None) is not None


def _is_inside(element: Any, other: Any) -> bool:
    return element is not other and any(parent is other for parent in element.iterancestors())


def _field_target(instruction: str) -> str:
    match = _FIELD_LINK.match(instruction)
    return match["link"] if match else ""


def _switch(properties: Any, tag: str, otherwise: bool) -> bool:
    found = properties.find(qn(tag)) if properties is not None else None
    return otherwise if found is None else is_on(found)


def _value(properties: Any, tag: str) -> str:
    found = properties.find(qn(tag)) if properties is not None else None
    return str(found.get(qn("w:val"), "")) if found is not None else ""
