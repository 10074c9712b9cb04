"""The files of the starter catalogue: each reads without a fault and is in canonical form."""

from pathlib import Path

import pytest

from catalogue.content.reading import read_case, read_method
from catalogue.content.writing import canonical

CONTENT = Path(__file__).resolve().parents[3] / "content"
METHODS = sorted((CONTENT / "methods").glob("*"))
CASES = sorted((CONTENT / "cases").glob("*"))


def names(paths):
    return {path.stem for path in paths}


@pytest.mark.parametrize("path", METHODS, ids=lambda path: path.name)
def test_method_file_has_no_faults(path):
    _record, faults = read_method(path.read_bytes(), str(path))
    assert [str(fault) for fault in faults] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case_file_has_no_faults(path):
    _record, faults = read_case(path.read_bytes(), str(path))
    assert [str(fault) for fault in faults] == []


@pytest.mark.parametrize("path", METHODS + CASES, ids=lambda path: path.name)
def test_content_file_is_canonical(path):
    assert path.read_bytes() == canonical(path.read_bytes(), str(path))


@pytest.mark.parametrize("path", METHODS, ids=lambda path: path.name)
def test_relations_of_a_method_file_lead_to_another_file(path):
    record, _faults = read_method(path.read_bytes(), str(path))
    assert {relation.to for relation in record.relations} <= names(METHODS)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_methods_of_a_case_file_exist(path):
    record, _faults = read_case(path.read_bytes(), str(path))
    assert {used.method for used in record.methods} <= names(METHODS)


def test_content_holds_methods_and_cases():
    assert METHODS
    assert CASES
