"""HTML inside Markdown: its form becomes runs, its scripts and handlers are left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from blog.press_releases.source import Run

ACTIVE_TAGS = {"script", "style", "iframe", "object", "template", "noscript", "svg", "math"}
_BLOCKS = {"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_BOLD = {"b", "strong"}
_ITALIC = {"i", "em"}
FORM_TAGS = _BLOCKS | _BOLD | _ITALIC | {"a"}
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9]{0,20})", re.I)
_ACTIVE = re.compile(rf"<(?:{'|'.join(ACTIVE_TAGS)})\b|\bon[a-z]{{3,20}}\s?=|javascript:", re.I)


class FormParser(HTMLParser):
    """Follow the form that tags give: after feeding a tag, `bold`, `italic` and `link` are set.

    Text becomes runs, with "\\n" where a block or line ends.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.bold = 0
        self.italic = 0
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.link = dict(attrs).get("href") or ""
        self._follow(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.link = ""
        self._follow(tag, -1)

    def handle_data(self, data: str) -> None:
        if data:
            self.runs.append(Run(data, self.bold > 0, self.italic > 0, self.link))

    def _follow(self, tag: str, step: int) -> None:
        if tag in _BOLD:
            self.bold = max(0, self.bold + step)
        elif tag in _ITALIC:
            self.italic = max(0, self.italic + step)
        elif tag in _BLOCKS:
            self.handle_data("\n")


def read_fragment(html: str) -> tuple[Run, ...]:
    """Return the runs of a piece of HTML; what is active in it (scripts) is no text."""
    # Cleaned first: the parser of the standard library then meets well-formed HTML only.
    parser = FormParser()
    parser.feed(nh3.clean(html, tags=FORM_TAGS, clean_content_tags=ACTIVE_TAGS, link_rel=None))
    parser.close()
    return tuple(parser.runs)


def tag_name(html: str) -> str:
    """Return the name of the tag at the start, in small letters, "" when there is none."""
    match = _TAG_NAME.match(html)
    return match[1].lower() if match else ""


def has_active_content(html: str) -> bool:
    """Return whether a piece of HTML holds scripts, handlers or other active content."""
    return bool(_ACTIVE.search(html))
