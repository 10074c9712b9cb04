"""The starter catalogue as a whole: large enough, complete, spread over every term, no echoes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from catalogue.content.reading import read_case, read_method
from search.facets import TYPE_FACET
from search.results import available_facets
from search.types import SearchRequest

CONTENT = Path(__file__).resolve().parents[2] / "content"
METHODS = {
    path.stem: read_method(path.read_bytes(), path.name)[0]
    for path in sorted((CONTENT / "methods").glob("*.yaml"))
}
CASES = {
    path.stem: read_case(path.read_bytes(), path.name)[0]
    for path in sorted((CONTENT / "cases").glob("*.yaml"))
}
SENTENCE_END = re.compile(r"(?<=[.?!:])\s+|\n+")
SHORTEST_SENTENCE = 25  # characters; "Geef ieder een pen." may well stand in two methods
NOT_PROSE = {
    *(
        "citation",
        "source",
        "period",
        "key",
        "lines",
        "to",
        "kind",
        "level",
        "terms",
        "name",
        "amount",
        "per",
    )
}
SAID_BY_ALL = {"dit is een verzonnen voorbeeld."}


def prose(value: Any) -> list[str]:
    """Return the texts of a record that somebody wrote as sentences."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in prose(item)]
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in NOT_PROSE]
        return [text for name in names for text in prose(getattr(value, name))]
    return []


def sentences(record: Any) -> set[str]:
    found = (part.strip(" -*\"'") for text in prose(record) for part in SENTENCE_END.split(text))
    return {
        sentence.casefold() for sentence in found if len(sentence) >= SHORTEST_SENTENCE
    } - SAID_BY_ALL


@pytest.fixture(scope="module")
def owners() -> dict[str, set[str]]:
    by_sentence: dict[str, set[str]] = defaultdict(set)
    for key, record in {**METHODS, **CASES}.items():
        for sentence in sentences(record):
            by_sentence[sentence].add(key)
    return by_sentence


def test_no_sentence_stands_in_two_texts(owners):
    assert {s: keys for s, keys in owners.items() if len(keys) > 1} == {}


def test_sentences_are_found_at_all(owners):
    assert len(owners) > 40 * len(METHODS)


def test_catalogue_is_large_enough():
    relations = sum(len(record.relations) for record in METHODS.values())
    assert (len(METHODS) >= 60, len(CASES) >= 18, relations >= 80) == (True, True, True)
    assert len(list((CONTENT / "news").glob("*.md"))) >= 10
    assert len(list((CONTENT / "press-releases").glob("*.md"))) >= 4


@pytest.mark.parametrize("key", METHODS)
def test_method_has_an_english_title_and_summary(key):
    english = METHODS[key].english
    assert english
    assert english.title
    assert english.summary


@pytest.mark.parametrize("key", CASES)
def test_case_that_is_made_up_says_so_at_once(key):
    case = CASES[key]
    assert case.illustrative is (case.summary.startswith("Verzonnen voorbeeld."))
    for figure in case.figures:
        assert not case.illustrative or "verzonnen" in figure.label


def test_every_term_is_used_and_every_method_complete(site, index):
    """One test, for importing everything takes a while."""
    from catalogue.models import MethodPage

    call_command("import_methods", str(CONTENT), verbosity=0)
    pages = MethodPage.objects.published()
    assert {page.key: page.completeness for page in pages if page.completeness < 100} == {}
    index.rebuild()
    unused = []
    for types in (("method",), ("case",)):
        facets = [facet for facet in available_facets(types) if facet.name != TYPE_FACET]
        request = SearchRequest(types=types, facets=tuple(facet.name for facet in facets))
        counts = index.get_engine().search(request).facets
        for facet in facets:
            is_own = types == ("method",) or facet.types == {"case"}
            unused += [
                f"{facet.name}/{value.value}"
                for value in facet.values
                if is_own and not counts[facet.name].get(value.value)
            ]
    assert unused == []
