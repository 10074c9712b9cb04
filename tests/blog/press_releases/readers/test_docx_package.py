"""Word files that must be refused before they are opened."""

import io
import tracemalloc
import zipfile
from itertools import pairwise

import pytest

from blog.press_releases.errors import EmptyFile, FileTooLarge, ImportRefused, UnreadableFile
from blog.press_releases.readers.docx import read_docx

from .word_files import MAIN, with_body, with_part, without_part, word_file

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    + "]>"
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def zip_of(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def many_entries():
    buffer = io.BytesIO(word_file("Kop"))
    with zipfile.ZipFile(buffer, "a") as package:
        for number in range(2_000):
            package.writestr(f"word/media/{number}.txt", "")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"geen zip",
        b"\x00" * 1000,
        word_file("Kop")[:-100],
        word_file("Kop")[100:],
        zip_of(iets="anders"),
        without_part(word_file("Kop"), MAIN),
        without_part(word_file("Kop"), "[Content_Types].xml"),
        without_part(word_file("Kop"), "word/styles.xml"),
        with_part(word_file("Kop"), MAIN, b"<niet af"),
        with_part(word_file("Kop"), MAIN, b"<x/>"),
        with_part(word_file("Kop"), "word/_rels/document.xml.rels", b"<x/>"),
        b"\xd0\xcf\x11\xe0" + b"\x00" * 1000,
    ],
    ids=lambda data: f"{len(data)} bytes {data[:4]!r}",
)
def test_broken_word_file_is_refused_or_read(data):
    try:
        read_docx(data)
    except UnreadableFile as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize("data", [b"geen zip", word_file("Kop")[:-100], b"\xd0\xcf\x11\xe0" * 9])
def test_file_that_is_no_word_file_is_refused(data):
    with pytest.raises(UnreadableFile):
        read_docx(data)


def test_empty_file_is_refused():
    with pytest.raises(EmptyFile):
        read_docx(b"")


@pytest.mark.parametrize("before", [LAUGHS, EXTERNAL], ids=["billion laughs", "external entity"])
def test_document_type_in_a_word_file_is_refused(before):
    entity = "&j;" if before == LAUGHS else "&e;"
    with pytest.raises(UnreadableFile):
        read_docx(with_body(PARAGRAPH.format(entity), before))


def test_document_type_in_a_part_with_another_name_is_refused():
    data = with_part(word_file("Kop"), "word/anders.bin", EXTERNAL.encode() + b"<x>&e;</x>")
    with pytest.raises(UnreadableFile):
        read_docx(data)


def test_document_type_in_utf_16_is_refused():
    part = f'<?xml version="1.0" encoding="UTF-16"?>{EXTERNAL}<x>&e;</x>'.encode("utf-16")
    with pytest.raises(UnreadableFile):
        read_docx(with_part(word_file("Kop"), "word/anders.xml", part))


def test_zip_bomb_is_refused_without_unpacking_it():
    bomb = with_part(word_file("Kop"), "word/media/image1.png", b"\0" * (101 * 1024 * 1024))
    tracemalloc.start()
    try:
        with pytest.raises(FileTooLarge):
            read_docx(bomb)
        assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_word_file_that_unpacks_over_its_ratio_is_refused():
    with pytest.raises(FileTooLarge):
        read_docx(with_part(word_file("Kop"), "word/media/a.png", b"\0" * (20 * 1024 * 1024)))


def test_word_file_with_too_many_parts_is_refused():
    with pytest.raises(FileTooLarge):
        read_docx(many_entries())


def test_entry_that_lies_about_its_size_is_refused():
    data = bytearray(with_part(word_file("Kop"), "word/media/a.xml", b"<x>" + b"a" * 5_000_000))
    entry = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("word/media/a.xml")
    size = entry.file_size.to_bytes(4, "little")
    with pytest.raises(ImportRefused):
        read_docx(bytes(data).replace(size, (10).to_bytes(4, "little")))


def test_protected_word_file_is_refused():
    data = bytearray(word_file("Kop"))
    position = data.index(b"PK\x01\x02")
    while position >= 0:
        data[position + 8] |= 1
        position = data.find(b"PK\x01\x02", position + 4)
    with pytest.raises(UnreadableFile):
        read_docx(bytes(data))


def test_tables_nested_deeply_are_refused_or_read():
    body = "<w:tbl><w:tr><w:tc>" * 300 + PARAGRAPH.format("x") + "</w:tc></w:tr></w:tbl>" * 300
    try:
        read_docx(with_body(body))
    except UnreadableFile as refused:
        assert str(refused).endswith(".")
