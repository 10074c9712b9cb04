"""From bytes to text."""

import codecs

import pytest

from blog.press_releases.errors import EmptyFile, FileTooLarge, UnreadableFile
from blog.press_releases.readers.decoding import decode

TEXT = "Eén café – ‘financiële’ steun: €\u00a010"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "utf-32", "cp1252"],
)
def test_text_is_decoded(data):
    assert decode(data) == TEXT


def test_letters_are_composed():
    assert decode("Eén".encode()) == "Eén"


def test_line_ends_are_made_equal():
    assert decode("a\r\nb\rc\x0bd\u2028e".encode()) == "a\nb\nc\nd\ne"


@pytest.mark.parametrize("data", [b"", b" ", b"\r\n\t \n", codecs.BOM_UTF8, "\u00a0".encode()])
def test_file_without_text_is_refused(data):
    with pytest.raises(EmptyFile):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"kop\x00tekst",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7\ntekst",
        rb"{\rtf1 tekst}",
        b"PK\x03\x04tekst",
        b"\x81\x8d\x8f\x90\x9d",
        bytes(range(1, 32)) * 10,
        codecs.BOM_UTF16_LE + b"\x00\xd8",
        codecs.BOM_UTF8 + b"\xff\xff",
        "tekst".encode("utf-16-le"),
    ],
)
def test_file_that_is_no_text_is_refused(data):
    with pytest.raises(UnreadableFile):
        decode(data)


def test_large_file_is_refused():
    with pytest.raises(FileTooLarge, match="10 MB"):
        decode(b"a" * (50 * 1024 * 1024))


def test_long_text_is_refused():
    with pytest.raises(FileTooLarge, match="300000"):
        decode(b"a" * 300_001)


def test_text_with_too_many_lines_is_refused():
    with pytest.raises(FileTooLarge, match="20000"):
        decode(b"a\n" * 20_001)


def test_stray_control_character_is_dropped():
    assert decode(b"Kop van het bericht\x1a" + b" tekst" * 20).startswith("Kop van het bericht te")
