"""Rich text in its two forms: Wagtail's HTML in the database, a small Markdown subset outside.

The subset is paragraphs, ``**bold**``, ``*italic*``, ``[words](https://…)`` and flat bullet
(``- ``) and numbered (``1. ``) lists. Everything else is literal text. Both readers give the
same :mod:`~slimmernetwerk.richtext.document`, so every form can be written as every other one.
"""

from slimmernetwerk.richtext import html, markdown
from slimmernetwerk.richtext.document import is_plain, write_plain
from slimmernetwerk.richtext.html import clean_html
from slimmernetwerk.richtext.markdown import check_markdown

__all__ = [
    "canonical_markdown",
    "check_markdown",
    "clean_html",
    "html_to_markdown",
    "html_to_text",
    "is_one_paragraph",
    "markdown_to_html",
    "markdown_to_text",
]


def markdown_to_html(text: str) -> str:
    """Render the Markdown subset as the HTML that Wagtail stores; all else is escaped text."""
    return html.write(markdown.read(text))


def html_to_markdown(source: str) -> str:
    """Write rich text HTML as canonical Markdown; what has no form there keeps its words only."""
    return markdown.write(html.read(source))


def canonical_markdown(text: str) -> str:
    """Rewrite the Markdown subset in its one canonical spelling, the meaning unchanged."""
    return markdown.write(markdown.read(text))


def html_to_text(source: str) -> str:
    """Reduce rich text HTML to its words, one line for each paragraph and list item."""
    if is_plain(source):
        return write_plain(source)  # what a search reads of blocks mostly is: no need to parse
    return html.write_text(html.read(source))


def markdown_to_text(text: str) -> str:
    """Reduce the Markdown subset to its words, one line for each paragraph and list item."""
    return html.write_text(markdown.read(text))


def is_one_paragraph(text: str) -> bool:
    """Tell whether Markdown holds at most one paragraph and no list."""
    blocks = markdown.read(text)
    return not blocks or (len(blocks) == 1 and blocks[0].kind == "p")
