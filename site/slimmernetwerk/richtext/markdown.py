"""Reading, writing and checking the Markdown subset.

Emphasis is read more simply than in CommonMark: a run of stars opens a style when a character
follows it and closes that style when a character precedes it. CommonMark's rules about
punctuation cannot express ``**Stop!**Nu`` or styles that overlap, and an editor can make both;
texts without such corners mean the same in both readings (the tests compare them).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from slimmernetwerk.richtext.document import (
    PLAIN,
    URL,
    Block,
    Kind,
    Run,
    Style,
    Styles,
    build_blocks,
    clean_text,
    outer_groups,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MARKER = re.compile(r"(?:(-)|(\d{1,9})\.)(?:\s+|$)")
PUNCTUATION = r"[!-/:-@\[-`{-~]"
TOKEN = re.compile(
    rf"\\(?P<escaped>{PUNCTUATION})"
    r"|(?P<stars>\*+)"
    rf"|\[(?P<label>(?:\\.|[^\[\]\\])+)\]\((?P<href>{URL})\)",
    re.DOTALL,
)
STAR_STYLES: dict[int, tuple[Style, ...]] = {1: ("i",), 2: ("b",), 3: ("b", "i")}
STARS: dict[Style, str] = {"b": "**", "i": "*"}

# What has a meaning elsewhere in Markdown or here, and so is written with a backslash.
SPECIAL = re.compile(r"[\\*]|\](?=\()|!(?=\[)|<(?=[A-Za-z/!?])")
SPECIAL_IN_LABEL = re.compile(r"[\\*\[\]]|<(?=[A-Za-z/!?])")
LEADING = re.compile(r"[-+](?=\s|$)|#{1,6}(?=\s|$)|>|[-_]{3,}$|`{3}|~{3}")
LEADING_NUMBER = re.compile(r"\A(\d{1,9})([.)])(?=\s|$)")

# Possessive repeats keep the time linear in the length of the text.
FOREIGN: tuple[tuple[re.Pattern[str], "StrOrPromise"], ...] = (
    (re.compile(r"^[ \t]*+#{1,6}(?:\s|$)", re.M), _("Headings are not possible in this text.")),
    (re.compile(r"!\["), _("Images are not possible in this text.")),
    (re.compile(r"<[A-Za-z/!?]"), _("HTML is not possible in this text.")),
    (re.compile(r"^[ \t]*+>", re.M), _("Quotations with “>” are not possible in this text.")),
    (re.compile(r"^[ \t]*+(?:`{3}|~{3})", re.M), _("Code blocks are not possible in this text.")),
    (
        re.compile(r"^[ \t]*+(?:[-_]{3,}+|\*{3,}+)[ \t]*+$", re.M),
        _("Horizontal rules are not possible in this text."),
    ),
    (
        re.compile(r"^[ \t]*+(?:[*+](?:\s|$)|\d{1,9}\)(?:\s|$))", re.M),
        _("Start a bullet with “- ” and a numbered item with “1. ”."),
    ),
    (
        re.compile(
            r"^(?: {2,}+|\t)[ \t]*+(?:-|\d{1,9}\.)\s|^(?:-|\d{1,9}\.)[ \t]++(?:-|\d{1,9}\.)\s", re.M
        ),
        _("A list inside a list is not possible in this text."),
    ),
    (
        re.compile(rf"\]\((?!{URL}\))"),
        _("A link is written [words](address), with an http, https, mailto or tel address."),
    ),
)


@dataclass(slots=True)
class _Stars:
    """Stars that may switch one style on or off."""

    style: Style
    opens: bool
    closes: bool
    is_used: bool = False


def read(text: str) -> list[Block]:
    """Read the subset into blocks; what is not in it stays text."""
    return build_blocks((kind, _read_inline(item)) for kind, item in _read_items(text))


def _read_items(text: str) -> list[tuple[Kind, str]]:
    items: list[tuple[Kind, list[str]]] = []
    is_open = False  # whether a line without a marker continues the last item
    for line in map(str.strip, clean_text(text).split("\n")):
        kind, content = _read_marker(line, items[-1][0] if items else "p")
        if not line:
            is_open = False
        elif kind == "p" and is_open:
            items[-1][1].append(line)
        else:
            items.append((kind, [content]))
            is_open = True
    return [(kind, " ".join(lines)) for kind, lines in items]


def _read_marker(line: str, previous: Kind) -> tuple[Kind, str]:
    """Split a line into its kind and content; only "1." starts a numbered list."""
    marker = MARKER.match(line)
    if marker and marker[1]:
        return "ul", line[marker.end() :]
    if marker and (int(marker[2]) == 1 or previous == "ol"):
        return "ol", line[marker.end() :]
    return "p", line


def _read_inline(text: str) -> Iterator[Run]:
    tokens = list(_tokens(text, ""))
    _pair(tokens)
    styles: Styles = PLAIN
    for token in tokens:
        if isinstance(token, Run):
            yield Run(token.text, styles, token.href)
        elif token.is_used:
            styles ^= {token.style}


def _tokens(text: str, href: str) -> Iterator[Run | _Stars]:
    end = 0
    for match in TOKEN.finditer(text):
        yield Run(text[end : match.start()], PLAIN, href)
        end = match.end()
        if match["escaped"]:
            yield Run(match["escaped"], PLAIN, href)
        elif match["label"]:
            yield from _tokens(match["label"], match["href"])
        else:
            yield from _stars(match, href)
    yield Run(text[end:], PLAIN, href)


def _stars(match: re.Match[str], href: str) -> Iterator[Run | _Stars]:
    closes = match.start() > 0 and not match.string[match.start() - 1].isspace()
    opens = match.end() < len(match.string) and not match.string[match.end()].isspace()
    styles = STAR_STYLES.get(len(match[0]), ())
    if not styles:
        yield Run(match[0], PLAIN, href)
    for style in styles:
        yield _Stars(style, opens, closes)
        # The text when the stars turn out to have no partner; _pair() empties it otherwise.
        yield Run(STARS[style], PLAIN, href)


def _pair(tokens: list[Run | _Stars]) -> None:
    """Match stars that open with stars that close; those left over stay text."""
    waiting: dict[Style, int] = {}
    for index, token in enumerate(tokens):
        if not isinstance(token, _Stars):
            continue
        start = waiting.get(token.style)
        if start is not None and token.closes:
            del waiting[token.style]
            _use(tokens, start)
            _use(tokens, index)
        elif start is None and token.opens:
            waiting[token.style] = index


def _use(tokens: list[Run | _Stars], index: int) -> None:
    token = tokens[index]
    assert isinstance(token, _Stars)  # noqa: S101 - tells the type checker what _pair() knows
    token.is_used = True
    tokens[index + 1] = Run("")


def write(blocks: Iterable[Block]) -> str:
    """Write blocks in canonical Markdown."""
    return "\n\n".join("\n".join(_write_items(block)) for block in blocks)


def _write_items(block: Block) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        marker = {"p": "", "ul": "- ", "ol": f"{number}. "}[block.kind]
        yield marker + _escape_start(_write_inline(item))


def _escape_start(text: str) -> str:
    """Keep the first word of an item from being read as a marker."""
    if LEADING.match(text):
        return "\\" + text
    return LEADING_NUMBER.sub(r"\1\\\2", text)


def _write_inline(runs: Iterable[Run]) -> str:
    return _write_styled(
        ((styles, _write_group(styles, group)) for styles, group in outer_groups(runs)), PLAIN
    )


def _write_group(styles: Styles, group: list[Run]) -> str:
    if not (href := group[0].href):
        return SPECIAL.sub(r"\\\g<0>", group[0].text)
    label = _write_styled(
        ((run.styles, SPECIAL_IN_LABEL.sub(r"\\\g<0>", run.text)) for run in group), styles
    )
    return f"[{label}]({href})"


def _write_styled(parts: Iterable[tuple[Styles, str]], around: Styles) -> str:
    """Join texts with the stars that switch styles, starting and ending with those around."""
    written, current = "", around
    for styles, text in [*parts, (around, "")]:
        stars = "".join(STARS[style] for style in ("b", "i") if style in styles ^ current)
        if written.endswith("!") and not stars and text.startswith("["):
            written = written[:-1] + "\\!"  # or it would be an image
        written += stars + text
        current = styles
    return written


def check_markdown(text: str) -> "list[StrOrPromise]":
    """List what in the text lies outside the subset; an empty list means it is all right."""
    plain = re.sub(rf"\\{PUNCTUATION}", "\0", clean_text(text))
    return [message for pattern, message in FOREIGN if pattern.search(plain)]
