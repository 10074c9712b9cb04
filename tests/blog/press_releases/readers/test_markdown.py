"""Markdown: blocks, inline form, HTML."""

import pytest

from blog.press_releases.errors import FileTooLarge, UnreadableFile
from blog.press_releases.readers.markdown import read_markdown
from blog.press_releases.source import Style


def read(text):
    return read_markdown(text.encode()).paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Kop", [(Style.HEADING, "Kop")]),
        ("Kop\n===", [(Style.HEADING, "Kop")]),
        ("een\ntwee", [(Style.PLAIN, "een twee")]),
        ("een  \ntwee", [(Style.PLAIN, "een"), (Style.PLAIN, "twee")]),
        ("- een\n- twee", [(Style.LIST_ITEM, "een"), (Style.LIST_ITEM, "twee")]),
        ("1. een\n1. twee", [(Style.NUMBERED_ITEM, "een"), (Style.NUMBERED_ITEM, "twee")]),
        ("3. drie", [(Style.PLAIN, "3. drie")]),
        ("> citaat", [(Style.QUOTE, "citaat")]),
        ("```\ncode\nmeer\n```", [(Style.PLAIN, "code"), (Style.PLAIN, "meer")]),
        ("---", [(Style.SEPARATOR, "---")]),
        ("###", [(Style.SEPARATOR, "###")]),
        ("|a|b|\n|-|-|\n|c|d|", [(Style.PLAIN, "a\tb"), (Style.PLAIN, "c\td")]),
        ("a\\*b &amp; c", [(Style.PLAIN, "a*b & c")]),
        ("• een\n• twee", [(Style.LIST_ITEM, "een"), (Style.LIST_ITEM, "twee")]),
        ("<div>\n<p>een</p>\n</div>", [(Style.PLAIN, "een")]),
        ("<!-- stil -->\n\ntekst", [(Style.PLAIN, "tekst")]),
        ("een<br>twee", [(Style.PLAIN, "een"), (Style.PLAIN, "twee")]),
    ],
)
def test_markdown_becomes_paragraphs(text, expected):
    assert [(p.style, p.text) for p in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "bold", "italic", "link"),
    [
        ("**x**", True, False, ""),
        ("_x_", False, True, ""),
        ("<b>x</b>", True, False, ""),
        ("<em onclick=y>x</em>", False, True, ""),
        ("[x](https://x.example)", False, False, "https://x.example"),
        ('<a href="https://x.example">x</a>', False, False, "https://x.example"),
    ],
)
def test_form_becomes_a_run(text, bold, italic, link):
    [run] = read(text)[0].runs
    assert (run.text, run.bold, run.italic, run.link) == ("x", bold, italic, link)


@pytest.mark.parametrize(
    "text",
    [
        "Tekst <script>alert(1)</script> verder",
        "Tekst <SCRIPT>alert(1)</SCRIPT> verder",
        "Tekst verder\n\n<script>\nalert(1)\n</script>",
        "Tekst verder\n\n<style>alert</style>",
    ],
)
def test_script_is_left_out_and_reported(text):
    document = read_markdown(text.encode())
    assert "".join(p.text for p in document.paragraphs).split() == ["Tekst", "verder"]
    assert len(document.notices) == 1


def test_script_that_never_ends_hides_no_text():
    assert read("Tekst <script> verder")[0].text.split() == ["Tekst", "verder"]


def test_lines_are_those_of_the_file():
    text = "# Kop\n\nRedactie\npers@x.example\n\n- een\n  twee\n- drie\n\n|a|\n|-|\n|b|"
    assert [(p.line, p.end_line) for p in read(text)] == [
        (1, 1),
        (3, 3),
        (4, 4),
        (6, 7),
        (8, 8),
        (10, 10),
        (12, 12),
    ]


def test_lines_around_an_address_are_not_joined():
    assert [p.text for p in read("Redactie\nwoordvoerder\npers@x.example")] == [
        "Redactie",
        "woordvoerder",
        "pers@x.example",
    ]


def test_deep_nesting_is_refused():
    with pytest.raises(UnreadableFile):
        read(">" * 200 + " tekst")


def test_long_markdown_is_refused():
    with pytest.raises(FileTooLarge):
        read("a" * 200_001)
