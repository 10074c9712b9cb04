"""Markdown (CommonMark with tables): tokens of markdown-it become paragraphs with runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from blog.press_releases.errors import FileTooLarge, UnreadableFile
from blog.press_releases.limits import MAX_MARKDOWN_CHARACTERS
from blog.press_releases.lists import mark_typed_lists
from blog.press_releases.readers.decoding import decode
from blog.press_releases.readers.html_fragments import has_active_content, read_fragment
from blog.press_releases.readers.markdown_inline import InlineReader, Line
from blog.press_releases.source import Notice, Run, SourceDocument, SourceParagraph, Style

MAX_NESTING = 60
MAX_HEADING_LENGTH = 200


def read_markdown(data: bytes) -> SourceDocument:
    """Return the document in the bytes of a Markdown file.

    Raises EmptyFile, FileTooLarge or UnreadableFile.
    """
    text = decode(data)
    if len(text) > MAX_MARKDOWN_CHARACTERS:
        raise FileTooLarge(
            _("The Markdown text is longer than %(limit)s characters: import it as .txt or .docx."),
            limit=MAX_MARKDOWN_CHARACTERS,
        )
    reader = TokenReader(width=max(map(len, text.split("\n"))), lines=text.split("\n"))
    reader.read(_parser().parse(text))
    return SourceDocument(tuple(mark_typed_lists(reader.paragraphs)), tuple(reader.notices()))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING}).enable("table")
    # Every link is a link here; which addresses are allowed is decided in one place, rich_text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@dataclass(slots=True)
class OpenList:
    """A list that is being read; `fresh` until the first text of an item has come."""

    ordered: bool
    start: int
    number: str = ""
    fresh: bool = True


@dataclass(slots=True)
class TokenReader:
    """Walk the block tokens and collect paragraphs."""

    width: int
    lines: Sequence[str]
    paragraphs: list[SourceParagraph] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    left_out: bool = False
    _lists: list[OpenList] = field(default_factory=list)
    _quotes: int = 0
    _quote_fresh: bool = True
    _heading: int = 0
    _cells: list[Run] | None = None
    _row: tuple[int, int] = (1, 1)

    def read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.level >= MAX_NESTING - 1:
                raise UnreadableFile(
                    _("The Markdown is nested too deeply: use fewer lists or quotes in each other.")
                )
            handler = getattr(self, f"_on_{token.type}", None)
            if handler:
                handler(token)

    def notices(self) -> list[Notice]:
        found = []
        if self.images:
            found.append(
                Notice(_("Images are not imported: %(names)s."), {"names": ", ".join(self.images)})
            )
        if self.left_out:
            found.append(Notice(_("Scripts and other active content in the text were left out.")))
        return found

    def _on_heading_open(self, token: Token) -> None:
        self._heading = int(token.tag[1:])

    def _on_heading_close(self, token: Token) -> None:
        self._heading = 0

    def _on_blockquote_open(self, token: Token) -> None:
        self._quotes += 1
        self._quote_fresh = True

    def _on_blockquote_close(self, token: Token) -> None:
        self._quotes -= 1

    def _on_bullet_list_open(self, token: Token) -> None:
        self._lists.append(OpenList(ordered=False, start=1))

    def _on_ordered_list_open(self, token: Token) -> None:
        self._lists.append(OpenList(ordered=True, start=int(token.attrs.get("start", 1))))

    def _on_bullet_list_close(self, token: Token) -> None:
        self._lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self, token: Token) -> None:
        self._lists[-1].fresh = True
        self._lists[-1].number = token.info

    def _on_tr_open(self, token: Token) -> None:
        self._cells = []
        self._row = _span(token)

    def _on_tr_close(self, token: Token) -> None:
        cells, self._cells = self._cells, None
        self._add(Line(tuple(cells or ())), *self._row)

    def _on_hr(self, token: Token) -> None:
        first, last = _span(token)
        text = self.lines[first - 1].strip()
        self.paragraphs.append(SourceParagraph((Run(text),), first, last, Style.SEPARATOR))

    def _on_fence(self, token: Token) -> None:
        first, last = _span(token)
        texts = token.content.rstrip("\n").split("\n")
        if token.info.strip():
            texts = [token.info.strip(), *texts]
        for index, text in enumerate(texts):
            self._add(Line((Run(text),), broken=index > 0), first, last)

    _on_code_block = _on_fence

    def _on_html_block(self, token: Token) -> None:
        self.left_out |= has_active_content(token.content)
        reader = InlineReader([], self.width)
        for run in read_fragment(token.content):
            reader.add_text(run)
        for line in reader.finish():
            self._add(Line(line.runs), *_span(token))

    def _on_inline(self, token: Token) -> None:
        reader = InlineReader(token.children or [], self.width)
        reader.read()
        self.images += reader.images
        self.left_out |= reader.left_out
        if self._cells is not None:
            self._cells += [Run("\t")] * bool(self._cells)
            self._cells += [run for line in reader.finish() for run in line.runs]
            return
        first, last = _span(token)
        lines = reader.joined_lines()
        for line in lines:
            end = last if line is lines[-1] else first + line.end
            self._add(line, first + line.start, end)
        if self._heading and not lines:
            # "###" on a line of its own is an end mark, not a heading.
            text = Run(self.lines[first - 1].strip())
            self.paragraphs.append(SourceParagraph((text,), first, last, Style.SEPARATOR))

    def _add(self, line: Line, first: int, last: int) -> None:
        if not line.text.strip():
            return
        style, tight = self._style(line)
        runs = line.runs
        if self._lists and style is Style.PLAIN and self._lists[-1].fresh:
            runs = (Run(f"{self._lists[-1].number}. "), *runs)
        level = self._heading if style is Style.HEADING else max(0, len(self._lists) - 1)
        last = max(first, last)
        self.paragraphs.append(SourceParagraph(runs, first, last, style, level, tight))
        self._quote_fresh = False
        if self._lists:
            self._lists[-1].fresh = False

    def _style(self, line: Line) -> tuple[Style, bool]:
        """Return the style of a line here, and whether it belongs to the paragraph before it."""
        if self._heading and len(line.text) <= MAX_HEADING_LENGTH:
            return Style.HEADING, line.broken
        if self._lists:
            current = self._lists[-1]
            if current.ordered and current.start != 1:
                return Style.PLAIN, not current.fresh
            style = Style.NUMBERED_ITEM if current.ordered else Style.LIST_ITEM
            return style, not current.fresh
        if self._quotes:
            return Style.QUOTE, not self._quote_fresh
        return Style.PLAIN, line.broken


def _span(token: Token) -> tuple[int, int]:
    """Return the first and last line of a token, counted from 1."""
    first, end = token.map or [0, 1]
    return first + 1, max(first + 1, end)
