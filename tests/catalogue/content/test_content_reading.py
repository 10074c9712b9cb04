"""Reading content files: every fault is found, at its line, in words an editor understands."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalogue.content.reading import read_case, read_method
from catalogue.content.yaml_source import MAXIMUM_BYTES


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


METHOD = """\
key: kort-en-goed
title: Kort en goed
summary: Een voorbeeld.
why: |-
  Een **reden**.
need: Er is iets.
terms:
  fase: [verkennen, begrijpen]
  soort:
    - werkvorm
duration:
  min: 10
  max: 20
preparation: 5
group:
  min: 2
steps:
  - title: Een
    minutes: 5
    grouping: plenair
    instruction: Begin.
  - title: Twee
    minutes: 10
    grouping: duo
    instruction: Ga door.
  - title: Drie
    minutes: 5
    grouping: klein
    instruction: Stop.
strengths:
  - Snel.
cautions:
  - Kort.
when_to_use: Nu.
when_not: Nooit.
tips:
  - Doe het *rustig*.
evidence:
  - kind: ervaring
    level: beschreven
    date: 2024-05-31
    citation: Een bron
    summary: Wat die zegt.
relations:
  - to: ander
    kind: vervolg op
    note: Daarna.
licence: cc0
source:
  author: Redactie
  title: Een titel
  year: 2024
english:
  title: Short and good
  summary: An example.
"""
CASE = """\
key: een-geval
title: Een geval
summary: Een voorbeeld.
organisation: Gemeente Voorbeeld
illustrative: true
period: voorjaar 2025
outcome: deels
problem: Er was iets.
approach: Dat pakten ze aan.
result: Het hielp.
lessons: Begin eerder.
conditions: Tijd.
figures:
  - label: reacties
    value: 12.5
    unit: procent
"""


def read(text):
    return read_method(text.encode(), "content/methods/kort-en-goed.yaml")


def line_of(text, start):
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def replaced(old, new):
    assert METHOD.count(old) == 1
    return METHOD.replace(old, new)


def test_read_method_gives_a_record_without_faults():
    record, faults = read(METHOD)
    assert faults == []
    assert (record.title, record.group.maximum, len(record.steps)) == ("Kort en goed", None, 3)


def test_read_method_keeps_a_date_as_written():
    assert read(METHOD)[0].evidence[0].date == "2024-05-31"


def test_read_method_keeps_a_year_as_text():
    assert read(replaced("date: 2024-05-31", "date: 2024"))[0].evidence[0].date == "2024"


def test_read_method_tells_the_line_of_terms_in_the_order_of_the_record():
    text = replaced("fase: [verkennen, begrijpen]", "fase: [verkennen,\n    begrijpen]")
    record, _faults = read(text)
    lines = [record.lines[f"terms.fase[{index}]"] for index in (0, 1)]
    assert (record.terms["fase"], lines) == (("begrijpen", "verkennen"), [9, 8])


def test_read_method_tells_the_line_of_every_field():
    record, _faults = read(METHOD)
    places = {path: record.lines[path] for path in ("key", "why", "duration.max", "steps[1]")}
    assert places == {"key": 1, "why": 4, "duration.max": 13, "steps[1]": 22}


def test_read_method_writes_markdown_in_its_canonical_form():
    text = replaced("need: Er is iets.", "need: >\n  Er is\n  iets 2 * 3.\n\n\n  En meer.\n")
    assert read(text)[0].need == "Er is iets 2 \\* 3.\n\nEn meer."


@pytest.mark.parametrize("change", ["\ufeff{}", "# uitleg\n{}", "---\n{}"])
def test_read_method_accepts_other_spellings(change):
    assert read(change.format(METHOD)) == read(METHOD)


@pytest.mark.parametrize("style", ["|", "|-", ">", ">+"])
def test_read_method_takes_no_line_end_from_a_block(style):
    text = replaced("summary: Een voorbeeld.", f"summary: {style}\n  Een voorbeeld.")
    assert read(text) == read(METHOD)


def test_read_method_adds_up_minutes_only_when_all_steps_have_them():
    text = METHOD.replace("max: 20", "max: 10").replace("    minutes: 5\n", "", 1)
    assert read(text)[1] == []


def test_read_method_accepts_windows_line_ends():
    assert read(METHOD.replace("\n", "\r\n")) == read(METHOD)


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("title: Kort en goed", "title: 2007", "title", "quotes"),
        ("title: Kort en goed", "title:", "title", "missing"),
        ("title: Kort en goed", 'title: ""', "title", "empty"),
        ("title: Kort en goed", 'title: "a\\nb"', "title", "one line"),
        ("title: Kort en goed", 'title: "a\\0b"', "title", "one line"),
        ("title: Kort en goed", f"title: {'x' * 121}", "title", "121 characters"),
        ("title: Kort en goed", "titel: Kort", "titel", "not known"),
        ("title: Kort en goed", "titel: Kort", "title", "missing"),
        ("title: Kort en goed", "title: a\ntitle: b", "title", "twice"),
        ("title: Kort en goed", "title: &a x", "title", "Anchors"),
        ("title: Kort en goed", "title: !!str x", "title", "Tags"),
        ("title: Kort en goed", "title: *a", "title", "References"),
        ("key: kort-en-goed", "key: Kort", "key", "lower-case"),
        ("key: kort-en-goed", "key: lang", "key", "kort-en-goed.yaml"),
        ("  Een **reden**.", "  # Kop", "why", "Headings"),
        ("  Een **reden**.", "  [x](javascript:y)", "why", "http"),
        ("  Een **reden**.", "  <b>vet</b>", "why", "HTML"),
        ("need: Er is iets.", 'need: " "', "need", "empty"),
        ("soort:\n", "Soort:\n", "terms.Soort", "lower-case"),
        ("fase: [verkennen, begrijpen]", "fase: [a, a]", "terms.fase", "twice"),
        ("fase: [verkennen, begrijpen]", "fase: [a, B]", "terms.fase[1]", "lower-case"),
        ("fase: [verkennen, begrijpen]", "fase: verkennen", "terms.fase", "list"),
        ("  min: 10", "  min: 21", "duration.max", "lower than"),
        ("  min: 10", "  min: tien", "duration.min", "whole number"),
        ("  min: 10", "  min: 0", "duration.min", "1 or more"),
        ("  max: 20", "  max: 19", "duration.max", "20 minutes"),
        ("group:\n  min: 2", "group:\n  min: 2\n  max: 1", "group.max", "lower than"),
        ("group:\n  min: 2", "group: 2", "group", "keys of its own"),
        ("    grouping: duo", "    grouping: trio", "steps[1].grouping", "duo, klein"),
        ("  - Doe het *rustig*.", "  - - a", "tips[0]", "text"),
        ("  - Doe het *rustig*.", '  - "a\\n\\nb"', "tips[0]", "one paragraph"),
        ("strengths:\n  - Snel.", "strengths: []", "strengths", "At least 1"),
        ("date: 2024-05-31", "date: 2024-02-30", "evidence[0].date", "not exist"),
        ("date: 2024-05-31", "date: mei", "evidence[0].date", "YYYY"),
        ("date: 2024-05-31", "date: [2024]", "evidence[0].date", "YYYY"),
        ("date: 2024-05-31", "url: javascript:x", "evidence[0].url", "https"),
        ("to: ander", "to: kort-en-goed", "relations[0].to", "itself"),
    ],
)
def test_read_method_finds_the_fault_and_its_line(old, new, field, words):
    text = replaced(old, new)
    record, faults = read(text)
    assert record is None
    assert [fault for fault in faults if fault.field == field and words in str(fault.message)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title: Kort en goed", "title: a\ntitle: b", 3),
        ("    grouping: duo", "    grouping: trio", 24),
        ("  max: 20", "  max: 19", 13),
        ("  max: 20", "", 11),
        ("  soort:\n    - werkvorm", "  soort:\n    - werkvorm\n    - Vorm", 11),
    ],
)
def test_fault_names_the_line(old, new, line):
    _record, faults = read(replaced(old, new))
    assert [fault.line for fault in faults] == [line]


def test_read_method_finds_all_faults_in_the_order_of_the_file():
    text = METHOD.replace("title: Kort en goed", "title: 1").replace("max: 20", "max: 12")
    text = text.replace("grouping: duo", "grouping: x")
    _record, faults = read(text)
    assert [fault.field for fault in faults] == ["title", "duration.max", "steps[1].grouping"]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "empty"),
        (b"# niets\n", 1, "empty"),
        (b"~", 1, "empty"),
        (b"- a\n", 1, "keys of its own"),
        (b"key: a\ntitle: caf\xe9\n", 2, "UTF-8"),
        (b"key: a\n  b: c\n", 2, "not valid YAML"),
        (b"key: a\ntitle: [a\n", 3, "not valid YAML"),
        (b"key: a\n---\nkey: b\n", 2, "one document"),
        (b"%YAML 1.3\n---\nkey: a\n", 1, "percent"),
        (b'key: "\\UFFFFFFFF"\n', 1, "characters"),
        (b"key: a\x00\n", 1, "characters"),
        (b"? [a]\n: b\n", 1, "A key must be a word"),
        (b"a: [[[[[[[[[[1]]]]]]]]]]\n", 1, "nested"),
        (b"a: &a [1]\nb: *a\n", 2, "References"),
        (b"a:\n" + b"- a\n" * 20_000, 10_000, "values"),
        (b"a: " + b"a" * 200_000, 1, "too long"),
        (b"a: b\n" * (MAXIMUM_BYTES // 5 + 1), 1, "larger"),
    ],
)
def test_read_method_refuses_what_is_no_plain_yaml(data, line, words):
    _record, faults = read_method(data, "a.yaml")
    assert [fault for fault in faults if fault.line == line and words in str(fault.message)]


yaml_pieces = st.sampled_from(
    [
        *("key", "title", "steps", ":", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "'", '"', "|"),
        *(">", "a", "1", "&a ", "*a", "!", "#", "%", "---", "...", "?", "\t", ",", "\\", "\x85"),
    ]
)


@given(st.binary() | st.lists(yaml_pieces, max_size=30).map(lambda parts: "".join(parts).encode()))
def test_read_method_answers_any_bytes_with_faults(data):
    record, faults = read_method(data, "a.yaml")
    assert record is None
    assert all(fault.line >= 1 and str(fault) for fault in faults)


@given(st.integers(0, len(METHOD)), yaml_pieces)
def test_read_method_survives_a_slip_anywhere(place, piece):
    record, faults = read(METHOD[:place] + piece + METHOD[place:])
    assert (record is None) == bool(faults)


def test_fault_reads_as_a_line_for_the_editor():
    _record, faults = read_method(b"key: a\n", "content/methods/b.yaml")
    start = "content/methods/b.yaml:1: key: The key is “a” but"
    assert [str(fault) for fault in faults if str(fault).startswith(start)]


def test_read_case_gives_a_record_without_faults():
    record, faults = read_case(CASE.encode(), "een-geval.yaml")
    assert faults == []
    assert (record.illustrative, record.figures[0].value, record.source) == (True, 12.5, None)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("illustrative: true", "illustrative: ja", "illustrative"),
        ("outcome: deels", "outcome: half", "outcome"),
        ("value: 12.5", "value: veel", "figures[0].value"),
        ("value: 12.5", "value: .inf", "figures[0].value"),
        ("value: 12.5", "value: 1e20", "figures[0].value"),
        ("key: een-geval", "key: ander-geval", "key"),
    ],
)
def test_read_case_finds_the_fault(old, new, field):
    _record, faults = read_case(CASE.replace(old, new).encode(), "een-geval.yaml")
    assert [fault.field for fault in faults] == [field]
