"""The editor of the fault experiments does what takes pages out of sight, and brings them back."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from benchmarks.faults.publisher import (
    EMBARGO_EACH,
    MOVED_EACH,
    PRIVATE_EACH,
    Editor,
    section_slug,
)
from slimmernetwerk.models import PlainPage


@pytest.fixture
def editor(site, make_page) -> Editor:
    make_page(PlainPage, title="Sectie", slug=section_slug("ed"))
    return Editor("ed")


def publish_until(editor: Editor, number: int) -> None:
    while editor.number < number:
        editor.publish()


def test_embargo_is_set_and_lifted(editor):
    hidden = PlainPage.objects.exclude(embargo_until=None)
    found = []
    for turn in (1, 2):
        publish_until(editor, turn * EMBARGO_EACH)
        found.append(hidden.count())
    assert found == [1, 0]


def test_page_is_made_private_and_public_again(editor):
    found = []
    for turn in (1, 2):
        publish_until(editor, turn * PRIVATE_EACH)
        found.append(PageViewRestriction.objects.count())
    assert found == [1, 0]


def test_page_is_moved_below_another(editor):
    publish_until(editor, MOVED_EACH)
    deepest = max(PlainPage.objects.values_list("depth", flat=True))
    assert deepest == editor.parent.depth + 2


def test_tree_stays_sound(editor):
    publish_until(editor, 5 * MOVED_EACH)
    assert PlainPage.find_problems() == ([], [], [], [], [])
