"""Form inside a paragraph: emphasis marks in plain text, and addresses that become links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from blog.press_releases.source import Run

MAX_LINK_LENGTH = 2_000
_ADDRESS = re.compile(
    r"(?<![\w@])(?P<web>(?:https?://|www\.)[^\s<>\[\]\"“”„«»]{2,2000})"
    r"|(?<![A-Za-z0-9._%+@-])(?P<mail>[A-Za-z0-9.%+_-]{1,64}@[A-Za-z0-9-]{1,63}"
    r"(?:\.[A-Za-z0-9-]{1,63}){1,8})(?![\w@])",
    re.IGNORECASE,
)
_MARK = re.compile(r"\*+|_+")
_SAFE_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


def parse_emphasis(text: str) -> tuple[Run, ...]:
    """Return the runs of a text with `*italic*`, `_italic_` and `**bold**`.

    A mark without a partner is an ordinary character; marks inside addresses are too.
    """
    marks = _paired_marks(text)
    runs = []
    position = 0
    bold = italic = 0
    for start, end, step in marks:
        runs.append(Run(text[position:start], bold > 0, italic > 0))
        bold += step if end - start > 1 else 0
        italic += step if (end - start) % 2 else 0
        position = end
    runs.append(Run(text[position:], bold > 0, italic > 0))
    return tuple(run for run in runs if run.text)


def link_addresses(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs with web and e-mail addresses as links."""
    return tuple(piece for run in runs for piece in ([run] if run.link else _linked(run)))


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and target of every web or e-mail address in the text."""
    for match in _ADDRESS.finditer(text):
        found = _without_closing(match[0])
        if match["mail"]:
            yield match.start(), match.start() + len(found), f"mailto:{found}"
        elif "." in found:
            yield match.start(), match.start() + len(found), with_scheme(found)


def with_scheme(address: str) -> str:
    """Return a web address with https:// when it has no scheme."""
    return address if _SAFE_SCHEME.match(address) else f"https://{address}"


def safe_target(link: str) -> str:
    """Return the address a link may point to, "" when it may not be a link."""
    if len(link) > MAX_LINK_LENGTH:  # one of megabytes, used by every word, would fill the memory
        return ""
    link = "".join(character for character in link if character.isprintable()).strip()
    if link.lower().startswith("www."):
        return with_scheme(link)
    return link if _SAFE_SCHEME.match(link) else ""


def _linked(run: Run) -> Iterator[Run]:
    position = 0
    for start, end, target in find_addresses(run.text):
        if start > position:
            yield replace(run, text=run.text[position:start])
        yield replace(run, text=run.text[start:end], link=target)
        position = end
    if position < len(run.text):
        yield replace(run, text=run.text[position:])


def _without_closing(address: str) -> str:
    """Drop the punctuation that closes the sentence around an address."""
    while address and address[-1] in ".,;:!?'’‘*_)]}-–—":
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def _paired_marks(text: str) -> list[tuple[int, int, int]]:
    """Return start, end and +1 or -1 of every mark that has a partner, in order."""
    addresses = _inside(text)
    waiting: list[re.Match[str]] = []
    counts: Counter[str] = Counter()
    pairs = []
    letters = list(accumulate(map(str.isalnum, text), initial=0))
    for mark in _MARK.finditer(text):
        if len(mark[0]) > 3 or mark.start() in addresses:
            continue
        # Something must be emphasised: marks around nothing but signs are decoration.
        has_text = bool(waiting) and letters[waiting[-1].end()] < letters[mark.start()]
        if counts[mark[0]] and has_text and _can_close(text, mark):
            opener = waiting.pop()
            while opener[0] != mark[0]:
                counts[opener[0]] -= 1
                opener = waiting.pop()
            counts[mark[0]] -= 1
            pairs += [(*opener.span(), 1), (*mark.span(), -1)]
        elif _can_open(text, mark):
            waiting.append(mark)
            counts[mark[0]] += 1
    return sorted(pairs)


def _inside(text: str) -> set[int]:
    if "_" not in text and "*" not in text:
        return set()
    return {i for start, end, _target in find_addresses(text) for i in range(start, end)}


def _can_open(text: str, mark: re.Match[str]) -> bool:
    before, after = text[: mark.start()][-1:], text[mark.end() : mark.end() + 1]
    return bool(after) and not after.isspace() and not before.isalnum()


def _can_close(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return not before.isspace() and not after.isalnum()
