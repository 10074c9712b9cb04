"""The inside of a Markdown paragraph: emphasis, links, line breaks, bits of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from blog.press_releases.inline import link_addresses
from blog.press_releases.lists import list_mark
from blog.press_releases.readers.html_fragments import (
    ACTIVE_TAGS,
    FORM_TAGS,
    FormParser,
    has_active_content,
    tag_name,
)
from blog.press_releases.readers.wrapping import stands_alone, was_wrapped
from blog.press_releases.source import Run, trim_runs


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph; `start` and `end` count lines from that of the paragraph.

    `broken` says that the writer meant the break before it; `soft` that the break was typed
    without a mark, which Markdown takes for a space.
    """

    runs: tuple[Run, ...]
    start: int = 0
    end: int = 0
    broken: bool = False
    soft: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class InlineReader:
    """Turn the tokens inside a paragraph into lines of runs."""

    def __init__(self, tokens: Sequence[Token], width: int) -> None:
        self.tokens = tokens
        self.width = width
        self.images: list[str] = []
        self.left_out = False
        self._form = FormParser()
        self._bold = 0
        self._italic = 0
        self._link = ""
        self._lines: list[Line] = []
        self._runs: list[Run] = []
        self._break = ""

    def finish(self) -> list[Line]:
        """Close the last line and return all lines, without empty ones."""
        self._end_line("")
        return [
            replace(line, runs=link_addresses(trim_runs(line.runs)))
            for line in self._lines
            if line.text.strip()
        ]

    def read(self) -> None:
        skip_until = ""
        last_end = {
            tag_name(token.content): index
            for index, token in enumerate(self.tokens)
            if token.type == "html_inline" and token.content.startswith("</")
        }
        for index, token in enumerate(self.tokens):
            tag = _active_tag(token)
            if not skip_until and last_end.get(tag, -1) > index:
                skip_until = tag
                self.left_out = True
            if not skip_until:
                self._read_token(token)
            elif token.content.startswith("</") and tag_name(token.content) == skip_until:
                skip_until = ""

    def add_text(self, run: Run) -> None:
        """Add text that already has its form; a "\\n" in it is a line break."""
        first, *others = run.text.split("\n")
        self._runs.append(replace(run, text=first))
        for text in others:
            self._end_line("hard")
            self._runs.append(replace(run, text=text))

    def joined_lines(self) -> list[Line]:
        """Return the lines with soft breaks joined.

        A paragraph with a line that stands alone (a date, an e-mail address) was not written
        to be joined: there only lines that were full are.
        """
        lines = self.finish()
        loose = any(stands_alone(line.text) or list_mark(line.text) for line in lines)
        groups: list[list[Line]] = []
        for line in lines:
            if groups and line.soft and self._joins(groups[-1][-1], line, loose):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [_joined(group, broken=index > 0) for index, group in enumerate(groups)]

    def _joins(self, previous: Line, line: Line, loose: bool) -> bool:
        if not loose:
            return True
        return not list_mark(line.text) and was_wrapped(previous.text, line.text, self.width)

    def _read_token(self, token: Token) -> None:
        if token.type in ("softbreak", "hardbreak"):
            self._end_line(token.type.removesuffix("break"))
        elif token.type == "html_inline":
            self._read_html(token.content)
        elif token.type == "image":
            source = str(token.attrs.get("src", ""))
            self.images.append(f"{token.content} ({source[:80]})" if token.content else source[:80])
        elif token.type in ("text", "code_inline", "text_special"):
            self.add_text(self._formed(token.content))
        else:
            self._read_mark(token)

    def _read_mark(self, token: Token) -> None:
        step = token.nesting
        if token.tag == "strong":
            self._bold += step
        elif token.tag == "em":
            self._italic += step
        elif token.tag == "a":
            self._link = str(token.attrs.get("href", ""))

    def _read_html(self, html: str) -> None:
        self.left_out |= has_active_content(html)
        if tag_name(html) not in FORM_TAGS:  # comments, scripts that never end, layout
            return
        self._form.feed(html)
        breaks = [run for run in self._form.runs if run.text == "\n"]
        self._form.runs.clear()
        if breaks:
            self._end_line("hard")

    def _formed(self, text: str) -> Run:
        bold = self._bold > 0 or self._form.bold > 0
        italic = self._italic > 0 or self._form.italic > 0
        return Run(text, bold, italic, self._link or self._form.link)

    def _end_line(self, kind: str) -> None:
        number = len(self._lines)
        runs = tuple(run for run in self._runs if run.text)
        self._lines.append(Line(runs, number, number, bool(self._break), self._break == "soft"))
        self._runs = []
        self._break = kind


def _joined(lines: Sequence[Line], broken: bool) -> Line:
    runs = [run for line in lines for run in (Run(" "), *line.runs)]
    return Line(tuple(runs[1:]), lines[0].start, lines[-1].end, broken)


def _active_tag(token: Token) -> str:
    is_open = token.type == "html_inline" and not token.content.startswith("</")
    name = tag_name(token.content) if is_open else ""
    return name if name in ACTIVE_TAGS else ""
