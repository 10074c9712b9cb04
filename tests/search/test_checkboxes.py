"""The values of a facet as checkboxes, written in code: escaped, counted, in their state."""

from __future__ import annotations

import pytest
from django.utils.html import escape

from search.drawing import DrawnFacet, DrawnValue
from search.templatetags.search_components import checkboxes

HOSTILE = """<b class="x">'&amp;</b>"""


def drawn(
    label: str = "wijk",
    *,
    name: str = "plaats",
    value: str = "wijk",
    count: int = 3,
    is_chosen: bool = False,
    level: int = 0,
) -> str:
    values = [DrawnValue(value, label, count, is_chosen, level)]
    return checkboxes(DrawnFacet(name, "Plaats", values, is_open=True))


def test_names_values_and_labels_are_escaped():
    html = drawn(HOSTILE, name=HOSTILE, value=HOSTILE)
    assert "<b" not in html
    assert html.count(escape(HOSTILE)) == 5


@pytest.mark.parametrize(
    ("count", "is_chosen", "state"),
    [(3, False, ""), (3, True, " checked"), (0, False, " disabled"), (0, True, " checked")],
)
def test_state_is_that_of_the_value(count, is_chosen, state):
    assert f'value="wijk"{state}><span>Wijk</span>' in drawn(count=count, is_chosen=is_chosen)


def test_count_is_shown_and_kept_for_scripts():
    html = drawn(count=12_345)
    assert 'data-count="12345"' in html
    assert '<span class="n">12345</span>' in html


def test_value_below_another_is_indented():
    assert drawn(level=1).startswith('<li class="deep-1">')


def test_same_value_with_another_label_is_drawn_anew():
    assert "<span>Wijk</span>" in drawn("wijk")
    assert "<span>District</span>" in drawn("district")
