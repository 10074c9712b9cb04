"""The formats, and the choice between them by file name."""

import pytest
from django.utils.translation import override

from blog.press_releases.errors import ImportRefused, UnreadableFile, UnsupportedFormat
from blog.press_releases.formats import ImportFormat, format_for, formats
from blog.press_releases.recognise import recognise_file
from blog.press_releases.source import Run, SourceDocument, SourceParagraph


@pytest.mark.parametrize(
    ("filename", "name"),
    [("a.txt", "text"), ("A.TXT", "text"), ("a.b.md", "markdown"), ("een kop.docx", "docx")],
)
def test_format_is_chosen_by_the_end_of_the_name(filename, name):
    assert format_for(filename, formats).name == name


@pytest.mark.parametrize("filename", ["a.pdf", "a.doc", "docx", "a.docx.exe", ""])
def test_other_file_is_refused_with_the_suffixes(filename):
    with pytest.raises(UnsupportedFormat, match=r"\.txt, .*\.docx"):
        format_for(filename, formats)


def read_reversed(data):
    return SourceDocument((SourceParagraph((Run(data.decode()[::-1]),), 1, 1),))


def test_format_of_a_plugin_is_used():
    plugin = ImportFormat("reversed", "Reversed", (".rev",), read_reversed)
    assert recognise_file("a.rev", b"tekoL", [*formats, plugin]).headline == "Loket"


def fail(data):
    raise KeyError("broken plugin")


def test_format_that_fails_refuses_the_file():
    plugin = ImportFormat("failing", "Failing", (".bad",), fail)
    with pytest.raises(UnreadableFile, match="Failing"):
        recognise_file("a.bad", b"x", [plugin])


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_refusal_is_one_sentence(suffix):
    with pytest.raises(ImportRefused) as refused:
        recognise_file(f"a{suffix}", b"\x00\x01binary\x00")
    with override("en"):
        message = str(refused.value)
    assert message.endswith(".") and ". " not in message
