"""The JSON Schemas themselves: valid, closed, described, and covered by messages."""

import pytest
from jsonschema import Draft202012Validator

from catalogue.content.checking import MESSAGES, load_schema

SCHEMAS = ["method", "case"]
# Keywords that tell about the schema, or that lead to another keyword.
SILENT = {
    *("$schema", "$ref", "$defs", "title", "description", "properties", "items"),
    *("required", "additionalProperties", "propertyNames"),
}


def subschemas(schema):
    yield schema
    for value in schema.values():
        if isinstance(value, dict):
            yield from subschemas(value)


def keywords(schema):
    """The keywords of a schema, without the names of the properties and definitions it holds."""
    for key, value in schema.items():
        yield key
        if key in ("properties", "$defs"):
            for inner in value.values():
                yield from keywords(inner)
        elif isinstance(value, dict):
            yield from keywords(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_valid(name):
    Draft202012Validator.check_schema(load_schema(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_closed_everywhere(name):
    objects = [part for part in subschemas(load_schema(name)) if "required" in part]
    assert all(part["additionalProperties"] is False for part in objects)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_describes_every_property(name):
    parts = [part["properties"] for part in subschemas(load_schema(name)) if "required" in part]
    properties = [value for part in parts for value in part.values()]
    assert all({"title", "description"} <= set(value) for value in properties)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_keyword_of_the_schema_has_a_message(name):
    assert set(keywords(load_schema(name))) - SILENT <= set(MESSAGES)


def test_definitions_in_both_schemas_are_the_same():
    method, case = (load_schema(name)["$defs"] for name in SCHEMAS)
    shared = method.keys() & case.keys()
    assert {name: method[name] for name in shared} == {name: case[name] for name in shared}
