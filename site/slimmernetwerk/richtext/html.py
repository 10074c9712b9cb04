"""Reading, writing and cleaning the HTML of rich text, as Wagtail stores it."""

from collections.abc import Iterable, Iterator
from html import escape
from html.parser import HTMLParser

import nh3

from slimmernetwerk.richtext.document import (
    PLAIN,
    Block,
    Kind,
    Run,
    Style,
    Styles,
    build_blocks,
    outer_groups,
    safe_href,
)

ALLOWED_TAGS = {"p", "b", "i", "a", "ul", "ol", "li", "br"}
STYLE_TAGS: dict[str, Style] = {"b": "b", "strong": "b", "i": "i", "em": "i"}
LIST_TAGS: dict[str, Kind] = {"ul": "ul", "ol": "ol"}
# Not kept, but their text must not run into that of their neighbours.
BLOCK_TAGS = {
    *("address", "article", "aside", "blockquote", "caption", "dd", "div", "dl", "dt"),
    *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *("main", "nav", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
}


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    return safe_href(value) or None


_STRICT = nh3.Cleaner(
    tags=ALLOWED_TAGS | set(STYLE_TAGS),
    attributes={"a": {"href"}},
    attribute_filter=_keep_attribute,
    link_rel=None,
)
_LENIENT = nh3.Cleaner(
    tags=ALLOWED_TAGS | set(STYLE_TAGS) | BLOCK_TAGS,
    attributes={"a": {"href"}},
    attribute_filter=_keep_attribute,
    link_rel=None,
)


def clean_html(source: str) -> str:
    """Keep only p, b, i, a with a safe href, ul, ol, li and br; the words of the rest stay."""
    # Twice: taking a table out can leave a link in a link, which no browser reads back as such.
    cleaned = _STRICT.clean(_STRICT.clean(source))
    # Safe as plain replacement: in cleaned HTML every "<" opens a tag.
    for tag, name in STYLE_TAGS.items():
        cleaned = cleaned.replace(f"<{tag}>", f"<{name}>").replace(f"</{tag}>", f"</{name}>")
    return cleaned


def read(source: str) -> list[Block]:
    """Read any HTML into blocks; a tag without a place there leaves its words."""
    reader = _Reader()
    # Cleaned first: the standard parser stumbles over broken declarations.
    reader.feed(_LENIENT.clean(source))
    reader.close()
    reader.end_item()
    return build_blocks(reader.items)


class _Reader(HTMLParser):
    """Collect the runs of each paragraph and list item."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[tuple[Kind, list[Run]]] = []
        self._runs: list[Run] = []
        self._styles: list[Style] = []
        self._hrefs: list[str] = []
        self._lists: list[Kind] = []
        self._open_items = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in STYLE_TAGS:
            self._styles.append(STYLE_TAGS[tag])
        elif tag == "a":
            self._hrefs.append(dict(attrs).get("href") or "")
        else:
            self._change_block(tag, +1)

    def handle_endtag(self, tag: str) -> None:
        if tag in STYLE_TAGS and STYLE_TAGS[tag] in self._styles:
            self._styles.remove(STYLE_TAGS[tag])
        elif tag == "a" and self._hrefs:
            self._hrefs.pop()
        elif tag not in STYLE_TAGS and tag != "a":
            self._change_block(tag, -1)

    def handle_data(self, data: str) -> None:
        self._runs.append(
            Run(data, frozenset(self._styles), self._hrefs[-1] if self._hrefs else "")
        )

    def end_item(self) -> None:
        """Close the paragraph or list item that is being collected."""
        kind: Kind = self._lists[-1] if self._lists and self._open_items else "p"
        self.items.append((kind, self._runs))
        self._runs = []

    def _change_block(self, tag: str, change: int) -> None:
        if self._open_items and tag not in {"li", *LIST_TAGS}:
            self._runs.append(Run(" "))  # a list item is one line, whatever stands in it
            return
        self.end_item()
        if tag == "li":
            self._open_items = max(0, self._open_items + change)
        elif tag in LIST_TAGS and change > 0:
            self._lists.append(LIST_TAGS[tag])
        elif tag in LIST_TAGS and self._lists:
            self._lists.pop()


def write(blocks: Iterable[Block]) -> str:
    """Write blocks as HTML for the database."""
    return "".join(_write_block(block) for block in blocks)


def _write_block(block: Block) -> str:
    items = [_write_inline(item) for item in block.items]
    if block.kind == "p":
        return f"<p>{items[0]}</p>"
    return f"<{block.kind}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{block.kind}>"


def _write_inline(runs: Iterable[Run]) -> str:
    groups = outer_groups(runs)
    return _write_styled(((styles, _write_group(styles, group)) for styles, group in groups), PLAIN)


def _write_group(styles: Styles, group: list[Run]) -> str:
    if not (href := group[0].href):
        return escape(group[0].text, quote=False)
    words = ((run.styles, escape(run.text, quote=False)) for run in group)
    return f'<a href="{escape(href)}">{_write_styled(words, styles)}</a>'


def _write_styled(parts: Iterable[tuple[Styles, str]], around: Styles) -> str:
    """Join texts with their tags; the italic tag is always the inner one."""
    return "".join(_tagged_parts([*parts, (around, "")], around))


def _tagged_parts(parts: Iterable[tuple[Styles, str]], around: Styles) -> Iterator[str]:
    current = around
    for styles, text in parts:
        if "b" in styles ^ current and "i" in current - around:
            yield "</i>"
            current -= {"i"}
        yield from (f"</{style}>" for style in ("i", "b") if style in current - styles)
        yield from (f"<{style}>" for style in ("b", "i") if style in styles - current)
        yield text
        current = styles


def write_text(blocks: Iterable[Block]) -> str:
    """Write only the words, one line for each item."""
    return "\n".join("".join(run.text for run in item) for block in blocks for item in block.items)
