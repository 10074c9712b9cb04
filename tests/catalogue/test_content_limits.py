"""A value that a content file may hold fits in the field that it goes to."""

from __future__ import annotations

import pytest

from catalogue.content.checking import load_schema
from catalogue.models import CaseMethod, CasePage, EvidenceRecord, MethodPage, MethodRelation

PLACES = [
    ("method", "key", MethodPage, "key"),
    ("method", "title", MethodPage, "title"),
    ("method", "summary", MethodPage, "summary"),
    ("method", "licence_note", MethodPage, "licence_note"),
    ("method", "source.author", MethodPage, "source_author"),
    ("method", "source.title", MethodPage, "source_title"),
    ("method", "source.url", MethodPage, "source_url"),
    ("method", "english.title", MethodPage, "title_en"),
    ("method", "english.summary", MethodPage, "summary_en"),
    ("method", "evidence.citation", EvidenceRecord, "citation"),
    ("method", "evidence.url", EvidenceRecord, "url"),
    ("method", "relations.note", MethodRelation, "note"),
    ("case", "key", CasePage, "key"),
    ("case", "title", CasePage, "title"),
    ("case", "summary", CasePage, "summary"),
    ("case", "organisation", CasePage, "organisation"),
    ("case", "place", CasePage, "place"),
    ("case", "period", CasePage, "period"),
    ("case", "source.title", CasePage, "source_title"),
    ("case", "source.url", CasePage, "source_url"),
    ("case", "methods.note", CaseMethod, "note"),
]


def limit_of(kind, path):
    schema = load_schema(kind)
    found = schema
    for name in path.split("."):
        found = found["properties"][name]
        found = found.get("items", found)
        if "$ref" in found:
            found = schema["$defs"][found["$ref"].rsplit("/", 1)[1]]
    return found["maxLength"]


@pytest.mark.parametrize(("kind", "path", "model", "field"), PLACES)
def test_longest_value_of_a_file_fits_its_field(kind, path, model, field):
    assert limit_of(kind, path) <= model._meta.get_field(field).max_length
