"""Which line breaks a writer meant, and which are there because the line was full.

The width is that of the longest line of the file. A line was full when the first word of the
next line did not fit on it. A file with long lines was never wrapped: each line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from blog.press_releases.contact_fields import read_field
from blog.press_releases.dateline import read_dateline
from blog.press_releases.dates import find_date
from blog.press_releases.phrases import contact_label, is_end_mark, kind_of, notes_label

NARROWEST_WRAP = 55
WIDEST_WRAP = 100


@dataclass(slots=True)
class LogicalLine:
    """Lines of the file that are one line of text; `tight` when a break was meant before it."""

    texts: list[str]
    line: int
    tight: bool = False

    @property
    def text(self) -> str:
        return " ".join([self.texts[0].rstrip(), *(text.strip() for text in self.texts[1:])])

    @property
    def end_line(self) -> int:
        return self.line + len(self.texts) - 1


def unwrap(
    lines: Sequence[str], first: int, width: int, starts_anew: Callable[[str], bool]
) -> list[LogicalLine]:
    """Join the wrapped lines of one block (lines without a blank one between them).

    `first` is the line number of the block, `width` that of the longest line of the file;
    `starts_anew` says which lines never join the one before (list items, quotations).
    """
    logical = [LogicalLine([lines[0]], first)]
    for number, line in enumerate(lines[1:], first + 1):
        last = logical[-1]
        is_indented = line.startswith(("  ", "\t")) and starts_anew(last.texts[0])
        wrapped = is_indented or was_wrapped(last.texts[-1], line, width)
        if wrapped and not starts_anew(line):
            last.texts.append(line)
        else:
            logical.append(LogicalLine([line], number))
    for previous, current in pairwise(logical):
        current.tight = width <= WIDEST_WRAP and len(previous.texts) == len(current.texts) == 1
    return logical


def blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of lines between blank lines, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def stands_alone(text: str) -> bool:
    """Return whether a line is a part of its own, such as a date or an e-mail address."""
    text = text.strip()
    if len(text) > WIDEST_WRAP:
        return False
    if text.lower().startswith(("embargo", "onder embargo", "strikt onder")) and find_date(text):
        return True
    return bool(
        kind_of(text)
        or is_end_mark(text)
        or read_dateline(text)
        or read_field(text)
        or notes_label(text)
        or (contact_label(text) and text.endswith(":"))
    )


def was_wrapped(line: str, following: str, width: int) -> bool:
    if width > WIDEST_WRAP or stands_alone(line) or stands_alone(following):
        return False
    text = line.rstrip()
    first_word = following.split(None, 1)[0]
    if width >= NARROWEST_WRAP and len(text) + 1 + len(first_word) > width:
        return True
    unfinished = text[-1] not in ".!?:;" and following.lstrip()[:1].islower()
    return unfinished and len(text) * 2 >= width >= NARROWEST_WRAP
