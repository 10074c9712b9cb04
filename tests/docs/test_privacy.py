"""The page on privacy names every table that refers to a person, and the numbers of the code."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from wagtail.models import Page

from search import gap_texts, gap_writing
from search.models import SearchGap
from slimmernetwerk.models import User
from tests.servers import ROOT

TEXT = (ROOT / "docs/explanation/privacy.md").read_text()


def tables_about_people() -> list[str]:
    """Return the models with a field that leads to a user; page types are named as one."""
    models = [model for model in apps.get_models() if not issubclass(model, Page) or model is Page]
    return [
        model._meta.label
        for model in models
        if any(
            field.related_model is User and field.concrete and not field.auto_created
            for field in model._meta.get_fields()
            if field.is_relation
        )
    ]


def test_every_table_that_refers_to_a_user_is_named():
    tables = tables_about_people()
    assert len(tables) > 10
    assert [table for table in tables if f"`{table}`" not in TEXT] == []


def test_no_other_table_is_named():
    named = set(re.findall(r"`([a-z]+\.[A-Z]\w+)`", TEXT))
    assert named <= {model._meta.label for model in apps.get_models()}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (SearchGap.SHOWN_FROM, "asked {} times"),
        (SearchGap.KEPT.days, "{} days after it was last asked"),
        (gap_texts.LONGEST, "{} characters"),
        (gap_texts.MOST_WORDS, "or {} words"),
        (gap_texts.MOST_DIGITS, "more than {} digits"),
        (gap_writing.NEW_A_DAY, "{} new rows a day"),
    ],
)
def test_numbers_are_those_of_the_code(number, words):
    assert words.format(number) in " ".join(TEXT.split())
