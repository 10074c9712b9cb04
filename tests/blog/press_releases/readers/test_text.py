"""Plain text: paragraphs, wrapped lines, typed lists."""

import pytest

from blog.press_releases.readers.text import read_text
from blog.press_releases.source import Style


def read(text):
    return read_text(text.encode()).paragraphs


def outline(text):
    return [(p.style, p.text, p.line, p.end_line) for p in read(text)]


def test_wrapped_lines_are_joined_and_keep_their_line_numbers():
    text = "Deze regel is zo lang dat het volgende woord er niet meer op\npaste, en dus doorliep."
    assert outline("Kop\n\n" + text) == [
        (Style.PLAIN, "Kop", 1, 1),
        (Style.PLAIN, text.replace("\n", " "), 3, 4),
    ]


def test_short_lines_are_not_joined():
    assert [(p.text, p.tight) for p in read("Kade 1\nUtrecht")] == [
        ("Kade 1", False),
        ("Utrecht", True),
    ]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "·"])
def test_typed_marks_make_a_list(mark):
    found = outline(f"{mark} een\n{mark} twee")
    assert [(style, text) for style, text, *_lines in found] == [
        (Style.LIST_ITEM, "een"),
        (Style.LIST_ITEM, "twee"),
    ]


def test_numbers_that_count_make_a_list():
    assert [p.style for p in read("1. een\n2. twee\n3) drie")] == [Style.NUMBERED_ITEM] * 3


@pytest.mark.parametrize("text", ["2. twee\n3. drie", "1. alleen", "1. een\n3. drie", "– alleen"])
def test_marks_that_do_not_count_stay(text):
    assert "\n".join(p.text for p in read(text)) == text


def test_indented_line_belongs_to_its_item():
    assert [p.text for p in read("- een item\n  dat doorloopt\n- twee")] == [
        "een item dat doorloopt",
        "twee",
    ]


def test_indented_mark_is_a_deeper_item():
    assert [p.level for p in read("- een\n  - twee\n- drie")] == [0, 1, 0]


def test_end_mark_is_no_list_item():
    assert [p.text for p in read("- een\n- twee\n- einde persbericht -")][-1] == (
        "- einde persbericht -"
    )


def test_marks_of_markdown_are_read():
    assert [(p.style, p.text) for p in read("# Kop\n\n> citaat\n\n---")] == [
        (Style.HEADING, "Kop"),
        (Style.QUOTE, "citaat"),
        (Style.SEPARATOR, "---"),
    ]


def test_item_keeps_emphasis_after_its_mark():
    [item] = read("* *schuin* en **vet**")
    assert [(run.text, run.italic, run.bold) for run in item.runs] == [
        ("schuin", True, False),
        (" en ", False, False),
        ("vet", False, True),
    ]
