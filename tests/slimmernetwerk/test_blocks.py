"""Blocks whose plugin is off: sealed, invisible, and unharmed by any way through the code."""

from __future__ import annotations

import json

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from slimmernetwerk.blocks import StoryBlock, UnavailableBlock, open_sealed, seal
from slimmernetwerk.fields import StoryField
from slimmernetwerk.models import PlainPage

IDENTITY = "11111111-1111-4111-8111-111111111111"
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=8,
)


def unknown(value: object, name: str = "elders_kaart") -> dict[str, object]:
    return {"type": name, "value": value, "id": IDENTITY}


@given(JSON_VALUES, st.text(min_size=1))
def test_any_data_of_an_unknown_block_survives(value, name):
    block = StoryBlock()
    stored = [unknown(value, f"elders_{name}")]
    assert block.get_prep_value(block.to_python(stored)) == stored


@pytest.mark.parametrize("raw", [json.dumps, list], ids=["as in a revision", "as in the database"])
def test_field_reads_unknown_blocks_in_both_forms(raw):
    field = StoryField()
    stream = field.to_python(raw([unknown({"a": 1.10})]))
    assert field.stream_block.get_prep_value(stream) == [unknown({"a": 1.10})]


def test_unknown_blocks_keep_their_place_among_others():
    block = StoryBlock()
    stored = [
        {"type": "heading", "value": "Kop", "id": IDENTITY},
        unknown(1),
        {"type": "heading", "value": "Nog een", "id": IDENTITY},
        unknown(None, "weg_blok"),
    ]
    assert block.get_prep_value(block.to_python(stored)) == stored


def test_known_blocks_of_a_plugin_are_not_sealed():
    stored = [{"type": "dummy_card", "value": {"title": "Kaart"}, "id": IDENTITY}]
    assert [child.block_type for child in StoryBlock().to_python(stored)] == ["dummy_card"]


def test_unknown_block_draws_nothing_and_is_not_searched():
    stream = StoryBlock().to_python([unknown("geheim")])
    assert StoryBlock().render(stream).count("geheim") == 0
    assert StoryBlock().get_searchable_content(stream) == []


def test_page_with_an_unknown_block_is_served(make_page, client):
    page = make_page(PlainPage, title="Met blok", body=[("heading", "Kop")])
    PlainPage.objects.filter(pk=page.pk).update(body=json.dumps([unknown("geheim")]))
    response = client.get(page.url)
    assert (response.status_code, b"geheim" in response.content) == (200, False)


FORGED = {
    "no signature": json.dumps({"type": "heading", "value": "vals"}),
    "empty": "",
    "signed elsewhere": signing.Signer(salt="elders").sign_object({"type": "heading"}),
    "changed": "x" + str(seal(unknown("echt"))["value"]),
}


@pytest.mark.parametrize("value", FORGED.values(), ids=FORGED)
def test_forged_data_of_an_unknown_block_is_refused(value):
    with pytest.raises(ValidationError):
        UnavailableBlock().clean(value)


def test_sealed_data_is_accepted_as_it_is():
    value = str(seal(unknown("echt"))["value"])
    assert open_sealed(UnavailableBlock().clean(value)) == {
        "type": "elders_kaart",
        "value": "echt",
    }


def test_blocks_of_plugins_stay_out_of_migrations():
    _name, path, arguments, options = PlainPage._meta.get_field("body").deconstruct()
    assert (path, arguments) == ("slimmernetwerk.fields.StoryField", [])
    assert "block_lookup" not in options
