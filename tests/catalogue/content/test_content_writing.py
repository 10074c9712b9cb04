"""Writing content files: canonical bytes that every loader reads as the same values."""

import dataclasses
import datetime

import pytest
import yaml
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from catalogue.content.reading import read_case, read_method
from catalogue.content.records import (
    VOCABULARY_ORDER,
    CaseRecord,
    DurationRecord,
    EnglishRecord,
    EvidenceRecord,
    FigureRecord,
    GroupRecord,
    MaterialRecord,
    MethodRecord,
    RelationRecord,
    SourceRecord,
    StepRecord,
    UsedMethodRecord,
)
from catalogue.content.writing import ContentFileError, canonical, write_case, write_method
from catalogue.content.yaml_output import Slugs, dump
from slimmernetwerk.richtext import canonical_markdown


@pytest.fixture(autouse=True, scope="module")
def english():
    with translation.override("en"):
        yield


HOSTILE_LINES = [
    *(
        "no",
        "Yes",
        "on",
        "y",
        "null",
        "~",
        "true",
        "=",
        "<<",
        "2007",
        "1-2",
        "0x1F",
        "0o7",
        "1_000",
    ),
    *("12:30", "1:2:3", "2024-05-31", "2001-12-14t21:59:43.10-05:00", ".5", "1e3", "-.inf", ".NaN"),
    *(
        "+1",
        "-",
        "- a",
        "-a",
        "?",
        "? a",
        ":",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "a#b",
        "---",
        "...",
    ),
    *("'s ochtends", '"citaat"', 'a "b" c', "%a", "@a", "`a`", "&a", "*a", "!a", "|", ">", "[a]"),
    *(
        "{a}",
        "a, b",
        " voor",
        "achter ",
        "\ttab",
        "a\tb",
        "a\\b",
        "\\n",
        "😀",
        "é",
        "\xa0",
        "a\xa0",
    ),
    *(
        "x" * 100,
        "x" * 101,
        "x " * 60,
        " " + "x" * 120,
        "a: b # c " * 15,
        "1.",
        "0",
        "-0",
        "1.0",
    ),
]
HOSTILE = [*HOSTILE_LINES, "a\nb\n", "a\n \nb", "\na", " a\nb", "a\n\n\tb", "\n"]
characters = st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])
any_line = st.text(characters | st.just("\t"), min_size=1, max_size=150)
plain_lines = (st.sampled_from(HOSTILE_LINES) | any_line).filter(
    lambda text: text.strip() and not {"\ufffe", "\uffff"} & set(text)
)
sentences = plain_lines
labels = plain_lines.map(lambda text: text[:255])
titles = plain_lines.map(lambda text: text[:120]).filter(str.strip)
slugs = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,4}){0,2}\Z") | st.sampled_from(
    ["no", "on", "2007", "1-2", "null", "1e3"]
)
web_addresses = st.sampled_from(
    ["https://x.example/", "https://x.example/a?b=1#c", "http://é.example"]
)
markdown_pieces = [
    "woord",
    " ",
    "\n\n",
    "- a\n",
    "1. a\n",
    "**vet** ",
    "*",
    "#",
    ": ",
    "x " * 80,
    "'",
]
markdowns = (
    (st.lists(st.sampled_from(markdown_pieces), max_size=12).map("".join) | st.text())
    .map(canonical_markdown)
    .filter(bool)
)
tips = markdowns.map(
    lambda text: canonical_markdown(text.replace("\n", " ").lstrip("-1. "))
).filter(lambda text: 0 < len(text) <= 1000)
minutes = st.integers(1, 500_000)
ranges = st.tuples(minutes, minutes).map(sorted)
terms = st.dictionaries(
    st.sampled_from(VOCABULARY_ORDER) | slugs,
    st.lists(slugs, min_size=1, max_size=4).map(tuple),
    min_size=1,
    max_size=5,
)
years = st.integers(1000, 2100)
days = st.dates(datetime.date(1000, 1, 1), datetime.date(2100, 1, 1))
dates = st.just("") | years.map(str) | days.map(str)


def tuples(strategy, smallest=0):
    return st.lists(strategy, min_size=smallest, max_size=4).map(tuple)


steps = st.builds(
    StepRecord,
    title=labels,
    grouping=st.sampled_from(["individueel", "duo", "klein", "plenair"]),
    instruction=markdowns,
    minutes=st.none() | st.integers(1, 9),
    facilitator_note=st.just("") | markdowns,
)
materials = st.builds(
    MaterialRecord,
    name=labels,
    amount=st.none() | st.integers(1, 100),
    per=st.sampled_from(["", "groep", "deelnemer", "duo", "drietal"]),
    optional=st.booleans(),
)
evidence = st.builds(
    EvidenceRecord,
    kind=st.sampled_from(["theorie", "effectonderzoek", "ervaring"]),
    level=slugs,
    citation=sentences,
    summary=sentences,
    date=dates,
    url=st.just("") | web_addresses,
)
relations = st.builds(
    RelationRecord,
    to=slugs,
    kind=st.sampled_from(["variant van", "vervolg op"]),
    note=st.just("") | sentences,
)
methods = st.builds(
    MethodRecord,
    key=st.just("sleutel-0"),
    title=titles,
    alt_titles=tuples(titles),
    summary=titles,
    why=markdowns,
    need=markdowns,
    terms=terms,
    duration=ranges.map(lambda pair: DurationRecord(pair[0], pair[1] + 40)),
    preparation=st.integers(0, 500_000),
    group=st.builds(GroupRecord, st.integers(1, 9), st.none() | st.integers(9, 100)),
    steps=tuples(steps, 3),
    materials=tuples(materials),
    strengths=tuples(sentences, 1),
    cautions=tuples(sentences, 1),
    when_to_use=markdowns,
    when_not=markdowns,
    tips=tuples(tips, 1),
    legal_notes=st.just("") | markdowns,
    working_elements=st.just("") | markdowns,
    evidence=tuples(evidence, 1),
    relations=st.lists(
        relations, max_size=3, unique_by=lambda relation: (relation.to, relation.kind)
    ).map(tuple),
    licence=slugs,
    licence_note=st.just("") | sentences,
    source=st.builds(
        SourceRecord, author=labels, title=sentences, year=years, url=st.just("") | web_addresses
    ),
    english=st.builds(EnglishRecord, titles, titles),
    lines=st.just({}),
)
figures = st.builds(
    FigureRecord,
    label=labels,
    value=st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15),
    unit=st.just("") | labels,
)
cases = st.builds(
    CaseRecord,
    key=st.just("sleutel-0"),
    title=titles,
    summary=titles,
    organisation=labels,
    illustrative=st.booleans(),
    place=st.just("") | labels,
    period=labels,
    outcome=st.sampled_from(["gelukt", "deels", "niet"]),
    problem=markdowns,
    approach=markdowns,
    result=markdowns,
    lessons=markdowns,
    conditions=markdowns,
    figures=tuples(figures),
    terms=st.just({}) | terms,
    methods=tuples(st.builds(UsedMethodRecord, method=slugs, note=st.just("") | sentences)),
    source=st.none()
    | st.builds(
        SourceRecord,
        title=sentences,
        year=st.none() | years,
        url=st.just("") | web_addresses,
    ),
    lines=st.just({}),
)


@given(methods)
def test_method_comes_back_equal(record):
    assert read_method(write_method(record), "sleutel-0.yaml") == (record, [])


@given(cases)
def test_case_comes_back_equal(record):
    assert read_case(write_case(record), "sleutel-0.yaml") == (record, [])


@given(methods)
def test_written_method_is_canonical(record):
    data = write_method(record)
    assert canonical(data, "methods/sleutel-0.yaml") == data


@given(cases)
def test_written_case_is_canonical(record):
    data = write_case(record)
    assert canonical(data, "cases/sleutel-0.yaml") == data


LOADERS = {
    "YAML 1.1": yaml.safe_load,
    "YAML 1.2": YAML(typ="safe", pure=True).load,
}
values = st.recursive(
    st.sampled_from(HOSTILE)
    | st.text()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans(),
    lambda inner: (
        st.lists(st.dictionaries(st.sampled_from(HOSTILE), inner, min_size=1), min_size=1)
        | st.dictionaries(st.sampled_from(HOSTILE), inner, min_size=1)
    ),
    max_leaves=8,
)
number_like = st.text("0123456789-+.:_eExXobTZ abcdf,", max_size=12)


@pytest.mark.parametrize("loader", LOADERS)
@given(value=values | number_like)
def test_every_loader_reads_the_value_that_was_written(loader, value):
    assert LOADERS[loader](dump({"key": value}).decode()) == {"key": value}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_every_loader_reads_hostile_text_as_text(loader, text):
    assert LOADERS[loader](dump({"key": text, "list": [text]}).decode()) == {
        "key": text,
        "list": [text],
    }


@pytest.mark.parametrize("loader", LOADERS)
def test_every_loader_reads_a_list_of_slugs_as_text(loader):
    slugs = ["a", "no", "2007", "a,b", "[a", "a:b"]
    assert LOADERS[loader](dump({"terms": Slugs(slugs)}).decode()) == {"terms": slugs}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("gewoon woord", "gewoon woord"),
        ("1-2-4-alles", "1-2-4-alles"),
        ("https://x.example/#a", "https://x.example/#a"),
        ("Zeg: nu", '"Zeg: nu"'),
        ("'s ochtends", '"\'s ochtends"'),
        ("no", '"no"'),
        ("2007", '"2007"'),
        ("", '""'),
        ("a\u2028b", '"a\\U00002028b"'),
        ("x" * 100, "x" * 100),
        ("x" * 101, "|-\n  " + "x" * 101),
        ("a\n\nb", "|-\n  a\n\n  b"),
        (" a\nb", '" a\\nb"'),
        (2007, "2007"),
        (5.0, "5"),
        (1e-07, "1.0e-07"),
        (True, "true"),
    ],
)
def test_value_is_written_in_one_way(value, written):
    assert dump({"key": value}).decode() == f"key: {written}\n"


def test_lists_are_indented_under_their_key():
    written = dump({"list": [{"a": "x", "b": ["y\nz"]}, {"a": "w"}]}).decode()
    assert written == "list:\n  - a: x\n    b:\n      - |-\n        y\n        z\n  - a: w\n"


@given(methods)
def test_order_of_terms_does_not_change_the_bytes(record):
    turned = {name: record.terms[name][::-1] for name in reversed(record.terms)}
    assert write_method(dataclasses.replace(record, terms=turned)) == write_method(record)


def test_canonical_tells_the_faults_of_a_file_it_cannot_read():
    with pytest.raises(ContentFileError, match=r"a\.yaml:1: key: The key is"):
        canonical(b"key: b\n", "methods/a.yaml")
