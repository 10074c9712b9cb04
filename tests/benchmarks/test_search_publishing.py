"""The search benchmark waits for a published text until it is really found."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.loader import load_methods
from benchmarks.search import publishing
from catalogue.models import MethodPage
from search.followers import near
from search.indexing import catch_up_for_request, rebuild
from search.types import SearchRequest


@pytest.fixture
def key(site: Any, transactional_db: None) -> int:
    """The primary key of a method that the index knows."""
    load_methods(2)
    rebuild()
    return MethodPage.objects.order_by("pk").values_list("pk", flat=True)[0]


def test_published_word_is_found_by_the_next_request(key: int) -> None:
    took = publishing._publish_and_look(key, catch_up_for_request)
    assert list(took) == ["embedded"]
    assert took["embedded"] > 0
    word = MethodPage.objects.get(pk=key).title.split()[-1]
    assert near().search(SearchRequest(text=f'"{word}"')).total == 1


def test_text_that_nobody_brings_to_the_index_is_said(
    key: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "LONGEST", 0.1)
    with pytest.raises(RuntimeError, match="embedded did not find"):
        publishing._publish_and_look(key, lambda: None)
