"""Remarks about the text of a page, for its editor; they never stop a save or a publication.

`content_checks` reads a page as it stands in the editor. A page type adds remarks of its own by
overriding `BasePage.get_remarks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

from slimmernetwerk import plugins
from slimmernetwerk.blocks import HeadingBlock
from slimmernetwerk.richtext import html_to_text

if TYPE_CHECKING:
    from slimmernetwerk.models import BasePage

SUMMARIES = ("lead", "summary")
PLAIN_FIELDS = ("title", "headline", "subtitle", *SUMMARIES)
VAGUE_LINKS = frozenset(
    {
        *("klik hier", "klik", "hier", "deze link", "link", "lees meer", "lees verder", "meer"),
        *("lees hier meer", "meer lezen", "meer informatie", "meer info", "verder lezen"),
        *("click here", "here", "this link", "read more", "more", "more information"),
    }
)
ABBREVIATION = re.compile(r"\b[A-Z]{3,}\b")
# Numerals are no abbreviations, and these are words by now.
NO_ABBREVIATION = re.compile(r"[IVXLC]+|PDF|SMS|USB")
TOP_HEADING = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that an editor may want to mend; `name` says which check made it."""

    name: str
    text: str


@dataclass
class PageParts:
    """What the checks look at, collected from all fields of a page in reading order."""

    texts: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images_without_alt: list[str] = field(default_factory=list)


def content_checks(page: BasePage) -> list[Remark]:
    """Return the remarks about a page as it stands in the editor."""
    parts, none = read_page(page), list[Remark]()
    return [
        *_check_summary(page),
        *_check_headings(parts),
        *_check_images(parts),
        *_check_links(parts),
        *_check_abbreviations(parts),
        # The editor must open, whatever a plugin does.
        *plugins.guarded_by_owner(type(page), page.get_remarks, default=none),
    ]


def _check_summary(page: BasePage) -> Iterator[Remark]:
    for name in SUMMARIES:
        found = next((f for f in page._meta.fields if f.name == name), None)
        if found and not html_to_text(getattr(page, name) or "").strip():
            label = capfirst(str(found.verbose_name))
            yield Remark("summary", _("“%(field)s” is empty.") % {"field": label})


def _check_headings(parts: PageParts) -> Iterator[Remark]:
    if any(not text.strip() for _level, text in parts.headings):
        yield Remark("heading", _("A heading has no text."))
    if parts.headings and parts.headings[0][0] > TOP_HEADING:
        text = _("The first heading, “%(heading)s”, is of a lower level: start with a main one.")
        yield Remark("heading", text % {"heading": _short(parts.headings[0][1])})


def _check_images(parts: PageParts) -> Iterator[Remark]:
    for title in parts.images_without_alt:
        text = _("The image “%(image)s” has no text for people who do not see it.")
        yield Remark("image", text % {"image": _short(title)})


def _check_links(parts: PageParts) -> Iterator[Remark]:
    vague = [link for link in parts.links if link.lower().strip(" .,:;!?…»>→") in VAGUE_LINKS]
    for link in dict.fromkeys(vague):
        text = _("The link “%(link)s” does not say where it leads: name the page behind it.")
        yield Remark("link", text % {"link": _short(link)})


def _check_abbreviations(parts: PageParts) -> Iterator[Remark]:
    words = "\n".join(parts.texts)
    for short in dict.fromkeys(ABBREVIATION.findall(words)):
        is_explained = re.search(rf"[^\W\d_]+[ \xa0]\({short}\)", words)
        if not is_explained and not NO_ABBREVIATION.fullmatch(short):
            text = _("%(short)s is not explained: write it once as “full name (%(short)s)”.")
            yield Remark("abbreviation", text % {"short": short})


def _short(text: str) -> str:
    return Truncator(text).chars(60)


def read_page(page: BasePage) -> PageParts:
    """Collect the texts, headings, links and images of all fields of a page."""
    parts = PageParts()
    for each in page._meta.fields:
        value = getattr(page, each.name, None) if each.concrete and not each.is_relation else None
        if isinstance(each, StreamField):
            _read_block(each.stream_block, value, parts)
        elif isinstance(each, RichTextField):
            _read_html(value or "", parts)
        elif each.name in PLAIN_FIELDS:
            parts.texts.append(value or "")
    return parts


def _read_block(block: blocks.Block, value: Any, parts: PageParts) -> None:
    """Read what a block holds; blocks of plugins too, for they are made of the same ones."""
    if isinstance(block, ImageBlock):  # a StructBlock whose value is an image
        if value and not value.decorative and not value.contextual_alt_text:
            parts.images_without_alt.append(value.title)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _read_block(child, (value or {}).get(name), parts)
    elif isinstance(block, blocks.StreamBlock):
        for item in value or ():
            _read_block(item.block, item.value, parts)
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            _read_block(block.child_block, item, parts)
    elif isinstance(block, blocks.RichTextBlock):
        _read_html(getattr(value, "source", ""), parts)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        parts.texts.append(value or "")
        if isinstance(block, HeadingBlock):
            parts.headings.append((TOP_HEADING, value or ""))


def _read_html(source: str, parts: PageParts) -> None:
    parts.texts.append(html_to_text(source))
    reader = _HTMLReader(parts)
    reader.feed(source)
    reader.close()


class _HTMLReader(HTMLParser):
    """Note the links, headings and images of rich text."""

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        self.parts = parts
        self.open: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" or re.fullmatch("h[1-6]", tag):
            self.open[tag] = []
        elif tag == "embed" and values.get("embedtype") == "image" and not values.get("alt"):
            self.parts.images_without_alt.append(values.get("id") or "")

    def handle_data(self, data: str) -> None:
        for words in self.open.values():
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        text = " ".join("".join(self.open.pop(tag)).split())
        if tag == "a":
            self.parts.links.append(text)
        else:
            self.parts.headings.append((int(tag[1]), text))
