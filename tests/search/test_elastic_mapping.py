"""An index that was built with another mapping is known by the mapping itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from search.engines import elastic_requests
from search.engines.elastic_requests import index_digest, mapping_hash


def with_field(name: str, kind: str):
    """Return the mapping with one field more, or another."""
    make = elastic_requests._mapping

    def mapping():
        made = make()
        made.field(name, kind)
        return made

    return mapping


@pytest.mark.parametrize(("name", "kind"), [("new", "keyword"), ("row", "long")])
def test_other_field_makes_another_mapping(name, kind, monkeypatch):
    before = index_digest()
    monkeypatch.setattr(elastic_requests, "_mapping", with_field(name, kind))
    assert index_digest() != before


def test_other_analysis_makes_another_mapping(monkeypatch):
    before = index_digest()
    monkeypatch.setattr(elastic_requests, "TOKEN_LIMIT", 255)
    assert index_digest() != before


def test_mapping_of_this_moment_counts():
    assert mapping_hash().endswith(f".{index_digest()}")


def test_every_process_has_the_same_mapping():
    """Also with another order of sets and dictionaries."""
    code = "from search.engines.elastic_requests import index_digest; print(index_digest())"
    command = [sys.executable, "-c", code]
    found = {
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {index_digest()}
