"""The neutral form of a source document: what every reader gives and the recogniser takes.

A document is a row of paragraphs without blank ones. A paragraph is one line as the writer
meant it: lines that were only wrapped are joined, lines that were broken on purpose are
paragraphs of their own, marked `tight`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Style(StrEnum):
    PLAIN = "plain"
    HEADING = "heading"
    SUBTITLE = "subtitle"
    LIST_ITEM = "list item"
    NUMBERED_ITEM = "numbered item"
    QUOTE = "quote"
    SEPARATOR = "separator"


LIST_STYLES = (Style.LIST_ITEM, Style.NUMBERED_ITEM)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one form; `link` is an address as found, not yet trusted."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """One paragraph with its place in the file.

    `line` and `end_line` count from 1. `level` is the depth of a list item (0 = outermost) or
    of a heading (0 = document title). `tight` says that it belongs to the paragraph before it:
    only a line break stands between them. `continues` says that not even that does: the two were
    one paragraph that holds two parts.
    """

    runs: tuple[Run, ...]
    line: int
    end_line: int
    style: Style = Style.PLAIN
    level: int = 0
    tight: bool = False
    continues: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_list_item(self) -> bool:
        return self.style in LIST_STYLES

    def part(self, start: int, end: int | None = None) -> SourceParagraph:
        """Return the paragraph with only the characters from `start` to `end`."""
        return replace(self, runs=slice_runs(self.runs, start, end))

    def cut(self, at: int) -> tuple[SourceParagraph, SourceParagraph]:
        """Return the paragraph as two: what stands before `at`, and what goes on there."""
        return self.part(0, at), replace(self.part(at), tight=False, continues=True)

    def joined(self, tail: SourceParagraph) -> SourceParagraph:
        """Return the paragraph with its other half again."""
        is_apart = self.text[-1:].isspace() or tail.text[:1].isspace()
        runs = (*self.runs, *(() if is_apart else (Run(" "),)), *tail.runs)
        return replace(self, runs=runs, end_line=max(self.end_line, tail.end_line))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the editor must know; `str()` gives it in the active language."""

    message: str | _StrPromise
    parameters: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.parameters if self.parameters else text


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What a reader makes of a file."""

    paragraphs: tuple[SourceParagraph, ...]
    notices: tuple[Notice, ...] = ()


def slice_runs(runs: Iterable[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """Return the runs of the characters from `start` to `end`, counted over all runs."""
    kept = []
    offset = 0
    for run in runs:
        stop = None if end is None else max(0, end - offset)
        text = run.text[max(0, start - offset) : stop]
        if text:
            kept.append(replace(run, text=text))
        offset += len(run.text)
    return tuple(kept)


def trim_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the runs without white space at both ends."""
    text = "".join(run.text for run in runs)
    return slice_runs(runs, len(text) - len(text.lstrip()), len(text.rstrip()))
