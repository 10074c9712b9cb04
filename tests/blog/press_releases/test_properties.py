"""What holds for every file: one kind of refusal, no word lost, no unsafe HTML."""

import re

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blog.press_releases.errors import ImportRefused
from blog.press_releases.formats import format_for, formats
from blog.press_releases.recognise import recognise, recognise_file

from .readers.word_files import saved, word_file
from .words import all_html, assigned_words, invented_words, lost_words, source_words

SUFFIXES = [suffix for found in formats for suffix in found.suffixes]

LINES = """\
PERSBERICHT
Persbericht:
Datum: 3 mei 2012
Den Haag, 3 mei 2012 –
Plaats: Utrecht
ONDER EMBARGO TOT 9 mei 2012, 10.00 uur
- einde persbericht -
###
---
“Een zin”, zegt wethouder Sanne Voorbeeld.
Sanne Voorbeeld, directeur: “Een zin”
— Sanne Voorbeeld, directeur
Noot voor de redactie
Noot voor de redactie:
Over Slimmernetwerk
Contact:
Voor meer informatie:
Redactie Stad
Redactie Stad, woordvoerder, 070 000 00 00
Telefoon: 070 000 00 00
06 00 00 00 00 / 070 000 00 00
pers@stad.example
www.stad.example
Gemeente Voorbeeld
Postbus 1
een gewone zin.
Een langere gewone zin, die doorloopt tot voorbij het midden van de regel,
Een Kop Zonder Punt
Wat gaat er gebeuren?
<script>alert(1)</script>
""".splitlines()
SIGNS = [
    *("- ", "* ", "• ", "– ", "1. ", "2. ", "# ", "## ", "> ", "*", "**", "_", "“", "”", '"', "'"),
    *("\n", "\n\n", " ", "\t", "  ", "    ", ": ", ", ", "<b onclick=x>", "</b>", "<!--", "&lt;"),
    *("[x](javascript:alert(1))", "|", "```", "\\", "é", "😀", "שלום", "\u202e", "'s"),
]
FRAGMENTS = st.one_of(st.sampled_from(LINES), st.sampled_from(SIGNS))
BREAKS = st.sampled_from(["\n", "\n\n", "", " "])
PIECES = st.lists(
    st.tuples(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=12)), BREAKS), max_size=50
).map(lambda pieces: "".join(f"{text}{end}" for text, end in pieces))
RELEASES = st.one_of(PIECES, PIECES.map(lambda text: f"Kop van het bericht\n\n{text}"))


def parsed(filename, data):
    """Return the release, or None when the file is refused as it should be."""
    try:
        return recognise_file(filename, data)
    except ImportRefused as refused:
        assert str(refused).endswith(".")
        return None


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.binary(max_size=3000))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(suffix, data):
    parsed(f"a{suffix}", data)


@given(cut=st.integers(0, 30_000), garbage=st.binary(min_size=1, max_size=50))
@settings(max_examples=50)
def test_damaged_word_file_is_read_or_refused(cut, garbage):
    data = word_file("Kop van het bericht", "Tekst van het bericht.")
    position = cut % len(data)
    parsed("a.docx", data[:position] + garbage + data[position + len(garbage) :])


def unsafe(html):
    """Return the tags with something in them that may not be there."""
    return re.findall(r"<(?!/?(?:p|b|i|ul|ol|li|br)>|/a>|a href=\"(?:https?|mailto|tel):)", html)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(text=RELEASES)
@example(text="Kop\n\n<img src=x onerror=alert(1)> [a](vbscript:x) <a href='javascript:x'>b</a>.")
@settings(max_examples=200)
def test_html_has_only_safe_tags(suffix, text):
    release = parsed(f"a{suffix}", text.encode())
    assert not release or [unsafe(html) for html in all_html(release) if unsafe(html)] == []


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(text=RELEASES)
@settings(max_examples=200)
def test_no_word_is_lost_or_invented(suffix, text):
    release = parsed(f"a{suffix}", text.encode())
    assert not release or (lost_words(release), invented_words(release)) == ({}, {})


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(text=RELEASES)
@settings(max_examples=200)
def test_every_word_of_the_source_is_assigned_once(suffix, text):
    try:
        document = format_for(f"a{suffix}").read(text.encode())
        release = recognise(document)
    except ImportRefused:
        return
    assert assigned_words(release.assignments) == source_words(document)


LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@given(text=RELEASES)
@settings(max_examples=200)
def test_every_line_with_words_is_covered(text):
    release = parsed("a.txt", text.encode())
    filled = {n for n, line in enumerate(LINE_END.split(text), 1) if re.search(r"\w", line)}
    assigned = release.assignments if release else []
    covered = {n for a in assigned for n in range(a.line, a.end_line + 1)}
    assert not release or filled <= covered


@given(lines=st.lists(RELEASES, max_size=8))
@settings(max_examples=30)
def test_word_file_loses_no_word(lines):
    document = docx.Document()
    for line in lines:
        text = "".join(c for c in line if c.isprintable() or c in "\n\t")
        document.add_paragraph(text)
    release = parsed("a.docx", saved(document))
    assert not release or (lost_words(release), invented_words(release)) == ({}, {})


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "a " * 50_000,
        "a\n" * 19_000,
        "- a\n" * 19_000,
        "*a " * 30_000,
        "“" * 100_000,
        "'a, zegt " * 11_000,
        "a@" * 50_000,
        "www." * 25_000,
        "1" * 100_000,
        ": " * 50_000,
        "[" * 50_000,
        "<" * 100_000,
        "<a " * 30_000,
        "<b>" * 30_000,
        "<script>" * 12_000,
        ", " * 50_000,
        "Den " * 25_000,
        "\n".join(["Contact:"] * 10_000),
        "\n".join(["- einde -", "Redactie Stad", "x@y.example"] * 3_000),
        "\n\n".join(["Over Stad", "Een zin met woorden."] * 3_000),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_hostile_text_is_read_or_refused(suffix, text):
    parsed(f"a{suffix}", f"Kop\n\n{text}".encode())
