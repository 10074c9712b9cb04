"""The digest of a document: the same everywhere for the same content, another for any other."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from search.content_hash import content_hash
from search.types import SearchDocument
from tests.search.example_documents import document

ROOT = Path(__file__).resolve().parents[2]
MOMENT = datetime(2024, 3, 1, 12, tzinfo=UTC)
DOCUMENT = document(
    "klantreis",
    "Klantreis",
    summary="Kort",
    body="Lang",
    keywords=("reis", "dienst"),
    facets={"theme": ["leren", "wijken"], "phase": ["kiezen"]},
    numbers={"duration": 240},
    dates={"published": MOMENT},
)
OTHERS = {
    "key": "klantreis:en",
    "type": "case",
    "language": "en",
    "url": "/elders/",
    "title": "Klantreizen",
    "summary": "Korter",
    "body": "Langer",
    "keywords": ("reis",),
    "facets": {"theme": ["leren"], "phase": ["kiezen"]},
    "numbers": {"duration": 241},
    "dates": {"published": MOMENT + timedelta(microseconds=1)},
}


def test_every_field_of_a_document_is_tried():
    assert OTHERS.keys() == {field.name for field in fields(SearchDocument)}


@pytest.mark.parametrize("name", OTHERS)
def test_another_value_gives_another_digest(name):
    assert content_hash(replace(DOCUMENT, **{name: OTHERS[name]})) != content_hash(DOCUMENT)


SAME = {
    "order of facet values": {"facets": {"phase": ["kiezen"], "theme": ["wijken", "leren"]}},
    "value twice": {"facets": {"theme": ["wijken", "leren", "leren"], "phase": ["kiezen"]}},
    "empty facet": {"facets": {**DOCUMENT.facets, "level": []}},
    "order of keywords": {"keywords": ("dienst", "reis")},
    "number as float": {"numbers": {"duration": 240.0}},
    "other time zone": {"dates": {"published": MOMENT.astimezone(timezone(timedelta(hours=2)))}},
}


@pytest.mark.parametrize("same", SAME.values(), ids=SAME.keys())
def test_what_means_the_same_has_the_same_digest(same):
    assert content_hash(replace(DOCUMENT, **same)) == content_hash(DOCUMENT)


def test_words_do_not_move_between_fields():
    moved = replace(DOCUMENT, title="Klantreis Kort", summary="")
    assert content_hash(moved) != content_hash(replace(DOCUMENT, title="Klantreis", summary="Kort"))


def test_half_a_surrogate_pair_has_a_digest():
    assert content_hash(replace(DOCUMENT, body="\ud800"))


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_digest_is_the_same_in_every_process(seed):
    code = "from tests.search.test_content_hash import *; print(content_hash(DOCUMENT))"
    variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."}
    run = [sys.executable, "-c", code]
    told = subprocess.run(run, cwd=ROOT, env=variables, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == content_hash(DOCUMENT)
