"""What the styles of a Word file say about a paragraph: heading, list item, quotation, bold."""

from __future__ import annotations

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from blog.press_releases.source import Style

_HEADING = re.compile(r"(?:heading|kop)\s?(?P<level>[1-9])", re.IGNORECASE)
_TITLES = ("title", "titel")
_SUBTITLES = ("subtitle", "ondertitel")
_QUOTES = ("quote", "intense quote", "citaat", "duidelijk citaat", "block text")
_BULLETS = ("list bullet", "lijst opsom.teken", "opsomming")
_NUMBERS = ("list number", "lijstnummering")
_MAX_LEVEL = 5
_MAX_CHAIN = 20


class ParagraphStyles:
    """The styles and numberings of one document."""

    def __init__(self, document: Any) -> None:
        elements = document.styles.element.iterchildren(qn("w:style"))
        self._styles = {style.get(qn("w:styleId")): style for style in elements}
        self._formats = _number_formats(document)

    def style_of(self, paragraph: Any) -> tuple[Style, int]:
        """Return the style of a paragraph, with the level of a heading or list item."""
        chain = self._chain(paragraph)
        for properties, name in chain:  # a numbered heading is a heading, not a list item
            found = _style_named(name) or _outline(properties)
            if found:
                return found
        for properties, _name_of_style in chain:
            numbering = _value(properties, "w:numPr/w:numId")
            if numbering == "0":  # takes the list of the style away
                return Style.PLAIN, 0
            if numbering:
                style, level = self._numbered(numbering, _value(properties, "w:numPr/w:ilvl"))
                # "List Bullet 2" is deeper by its name; its numbering is a list of its own.
                return style, max(level, _list_named(chain)[1])
        return _list_named(chain)

    def is_bold(self, paragraph: Any) -> bool:
        """Return whether the style of the paragraph makes its text bold."""
        for style in self._style_chain(_style_id(paragraph.find(qn("w:pPr")))):
            bold = style.find(f"{qn('w:rPr')}/{qn('w:b')}")
            if bold is not None:
                return is_on(bold)
        return False

    def _chain(self, paragraph: Any) -> list[tuple[Any, str]]:
        """Return properties and style name: of the paragraph, its style, the style below..."""
        own = paragraph.find(qn("w:pPr"))
        styles = self._style_chain(_style_id(own))
        return [(own, ""), *((style.find(qn("w:pPr")), _name(style)) for style in styles)]

    def _style_chain(self, style_id: str) -> list[Any]:
        chain: list[Any] = []
        while style_id in self._styles and len(chain) < _MAX_CHAIN:
            style = self._styles[style_id]
            chain.append(style)
            base = style.find(qn("w:basedOn"))
            style_id = base.get(qn("w:val"), "") if base is not None else ""
        return chain

    def _numbered(self, number: str, level: str) -> tuple[Style, int]:
        is_bullet = self._formats.get((number, level or "0"), "bullet") in ("bullet", "none")
        depth = min(int(level or 0), _MAX_LEVEL)
        return (Style.LIST_ITEM if is_bullet else Style.NUMBERED_ITEM), depth


def is_on(element: Any) -> bool:
    """Return whether a switch such as `w:b` is on."""
    return element.get(qn("w:val"), "true").lower() not in ("0", "false", "off", "none")


def _style_named(name: str) -> tuple[Style, int] | None:
    heading = _HEADING.fullmatch(name)
    if heading:
        return Style.HEADING, int(heading["level"])
    if name in _TITLES:
        return Style.HEADING, 0
    if name in _SUBTITLES:
        return Style.SUBTITLE, 0
    return (Style.QUOTE, 0) if name in _QUOTES else None


def _list_named(chain: list[tuple[Any, str]]) -> tuple[Style, int]:
    for _properties, name in chain:
        for names, style in ((_BULLETS, Style.LIST_ITEM), (_NUMBERS, Style.NUMBERED_ITEM)):
            found = next((start for start in names if name.startswith(start)), None)
            if found:
                depth = name.removeprefix(found).strip()
                return style, int(depth) - 1 if depth.isdecimal() and 0 < int(depth) < 6 else 0
    return Style.PLAIN, 0


def _outline(properties: Any) -> tuple[Style, int] | None:
    level = _value(properties, "w:outlineLvl")
    return (Style.HEADING, int(level) + 1) if level.isdecimal() and int(level) < 9 else None


def _style_id(properties: Any) -> str:
    return _value(properties, "w:pStyle")


def _name(style: Any) -> str:
    return _value(style, "w:name").lower()


def _value(element: Any, path: str) -> str:
    """Return the `w:val` of the element at a path, "" when it is not there."""
    child = element.find("/".join(map(qn, path.split("/")))) if element is not None else None
    return str(child.get(qn("w:val"), "")) if child is not None else ""


def _number_formats(document: Any) -> dict[tuple[str, str], str]:
    """Return the format ("bullet", "decimal") by number id and level."""
    relations = document.part.rels.values()
    part = next((r for r in relations if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    if part is None or part.is_external:
        return {}
    root = part.target_part.element
    abstract = {
        item.get(qn("w:abstractNumId")): {
            level.get(qn("w:ilvl")): _value(level, "w:numFmt")
            for level in item.iterchildren(qn("w:lvl"))
        }
        for item in root.iterchildren(qn("w:abstractNum"))
    }
    return {
        (number.get(qn("w:numId")), level): name
        for number in root.iterchildren(qn("w:num"))
        for level, name in abstract.get(_value(number, "w:abstractNumId"), {}).items()
    }
