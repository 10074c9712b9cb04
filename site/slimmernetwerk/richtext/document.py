"""The document between the forms of rich text: blocks of styled runs, in one normal shape.

Two sources that look the same to a reader give equal documents. The rules are: one space
between words, no style or link that begins or ends on a space, neighbours that are alike are
one run, neighbouring lists of one kind are one list, nothing empty.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

Style = Literal["b", "i"]
Styles = frozenset[Style]
Kind = Literal["p", "ul", "ol"]
PLAIN: Styles = frozenset()

# Characters that a database, YAML or XML refuses, or that nobody can see.
UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
# Signs that mean something to who reads HTML; a NUL and half a surrogate pair, something else too.
IN_MARKUP = re.compile("[<>&\x00\ud800-\udfff]")
SPACES = re.compile("[ \t\n\v\f\x85\u2028\u2029]+")
WORD_OR_SPACE = re.compile(r"\s+|\S+")

# Everything that ends the target of a Markdown link, unless it stands percent-encoded.
_TARGET = r'[^\s()<>"\\\[\]]'
URL = rf"(?i:https?://|mailto:|tel:)(?:{_TARGET}|\({_TARGET}*\))+"
_ALLOWED_URL = re.compile(URL)
_NOT_IN_URL = re.compile(r'[\s<>"\\\[\]]')


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in which style and link stay the same."""

    text: str
    styles: Styles = PLAIN
    href: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph (one item) or a list (its items)."""

    kind: Kind
    items: list[tuple[Run, ...]] = field(default_factory=list)


def clean_text(text: str) -> str:
    """Take out control characters and write every line end as ``\\n``."""
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_plain(source: str) -> bool:
    """Tell whether HTML is a text without tags and entities."""
    return not IN_MARKUP.search(source)


def write_plain(text: str) -> str:
    """Return a text without tags as the one line that it is."""
    return SPACES.sub(" ", clean_text(text)).strip()


def safe_href(href: str) -> str:
    """Return the address of a link as Markdown can hold it, or "" when it is not allowed."""
    href = _NOT_IN_URL.sub(_percent_encode, clean_text(href).strip())
    if not _ALLOWED_URL.fullmatch(href):
        href = href.replace("(", "%28").replace(")", "%29")
    return href if _ALLOWED_URL.fullmatch(href) else ""


def _percent_encode(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def build_blocks(items: Iterable[tuple[Kind, Iterable[Run]]]) -> list[Block]:
    """Build blocks from loose items: tidy each, drop empty ones, join list items."""
    blocks: list[Block] = []
    for kind, runs in items:
        if not (tidied := tidy(runs)):
            continue
        if kind == "p" or not blocks or blocks[-1].kind != kind:
            blocks.append(Block(kind))
        blocks[-1].items.append(tidied)
    return blocks


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Bring the runs of one item into their normal shape."""
    runs = list(runs)
    if not any(run.styles or run.href for run in runs):
        # Most texts have neither, and word by word takes many times as long.
        text = write_plain("".join(run.text for run in runs))
        return (Run(text),) if text else ()
    pieces = _link_spaces(_split(runs))
    outer = [styles for styles, group in outer_groups(pieces) for _ in group]
    for index, piece in enumerate(pieces):
        if piece.text.isspace():
            before, after = pieces[index - 1], pieces[index + 1]
            if piece.href:
                styles = before.styles & after.styles
            else:
                styles = outer[index - 1] & outer[index + 1]
            pieces[index] = Run(piece.text, styles, piece.href)
    return tuple(_join(pieces))


def outer_groups(runs: Iterable[Run]) -> Iterator[tuple[Styles, list[Run]]]:
    """Group runs as they are written: a link as a whole with the styles all its words share."""
    for href, group in groupby(runs, key=lambda run: run.href):
        members = list(group)
        if href:
            words = [run.styles for run in members if not run.text.isspace()]
            yield frozenset.intersection(*words), members
        else:
            yield from ((run.styles, [run]) for run in members)


def _split(runs: Iterable[Run]) -> list[Run]:
    """Split runs into words and single spaces between them, none at the edges."""
    pieces: list[Run] = []
    for run in runs:
        for text in WORD_OR_SPACE.findall(SPACES.sub(" ", clean_text(run.text))):
            if text.isspace() and pieces and pieces[-1].text.isspace():
                last = pieces.pop()
                href = run.href if run.href == last.href else ""
                pieces.append(Run(SPACES.sub(" ", last.text + text), PLAIN, href))
            elif pieces or not text.isspace():
                pieces.append(Run(text, run.styles, run.href))
    if pieces and pieces[-1].text.isspace():
        pieces.pop()
    return pieces


def _link_spaces(pieces: list[Run]) -> list[Run]:
    """Take the spaces at the edges of a link out of it."""
    return [
        Run(piece.text, piece.styles)
        if piece.text.isspace()
        and not pieces[index - 1].href == piece.href == pieces[index + 1].href
        else piece
        for index, piece in enumerate(pieces)
    ]


def _join(pieces: Iterable[Run]) -> Iterator[Run]:
    for (styles, href), group in groupby(pieces, key=lambda piece: (piece.styles, piece.href)):
        yield Run("".join(piece.text for piece in group), styles, href)
