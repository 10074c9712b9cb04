"""What hits show is read on this machine only where it is what the server's hits say."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from search.content_hash import content_hash
from search.engines import elastic_hits
from search.engines.base import EngineUnavailable
from search.engines.elastic_hits import ShownTexts
from search.engines.embedded import EmbeddedEngine
from search.engines.reading import Nearby, Stored
from search.engines.stored import SHOWN_TEXTS
from search.types import SearchDocument
from tests.search.example_documents import ALL, document

BOTH = ALL[:2]
CHANGED = replace(BOTH[0], summary="Een andere samenvatting.")


class Watched:
    """An index on this machine, and which documents it was asked for."""

    def __init__(self, near: Nearby) -> None:
        self._near = near
        self.asked: list[Sequence[str]] = []

    def documents(self, keys: Sequence[str]) -> list[Stored]:
        self.asked.append(keys)
        return self._near.documents(keys)


class Still:
    """An index that gives what was read of it before."""

    def __init__(self, near: Any) -> None:
        self._documents = near.documents([one.key for one in BOTH])

    def documents(self, keys: Sequence[str]) -> list[Stored]:
        return [one for one in self._documents if one["key"] in keys]


class Broken:
    """An index that cannot be read."""

    def documents(self, keys: Sequence[str]) -> list[Stored]:
        raise EngineUnavailable("The search index cannot be read: rebuild it")


@pytest.fixture
def index(tmp_path) -> EmbeddedEngine:
    """The index of this machine with the example documents."""
    engine = EmbeddedEngine(tmp_path / "index")
    engine.rebuild(ALL, 1)
    return engine


def watched(index: EmbeddedEngine) -> Any:
    near = index.nearby()
    assert near
    return Watched(near)


def hits(*documents: SearchDocument) -> list[dict[str, Any]]:
    """Return what a server says of hits when it is asked for their names."""
    return [
        {"sort": [1500], "fields": {"key": [one.key], "hash": [content_hash(one)]}}
        for one in documents
    ]


def titles(texts: ShownTexts, near: Any, *documents: SearchDocument) -> list[str] | None:
    found = texts.read_named(hits(*documents), (), near)
    return None if found is None else [one.stored["title"] for one in found]


def test_hits_are_in_the_order_of_the_server(index):
    second, first = BOTH
    shown = titles(ShownTexts(), watched(index), first, second)
    assert shown == [first.title, second.title]


def test_score_is_that_of_the_server(index):
    found = ShownTexts().read_named(hits(BOTH[0]), (), watched(index))
    assert found and found[0].score == 1.5


def test_no_hits_are_read_without_asking(index):
    near = watched(index)
    assert (titles(ShownTexts(), near), near.asked) == ([], [])


@pytest.mark.parametrize("other", [CHANGED, document("nieuw")], ids=["changed", "missing"])
def test_server_is_to_be_asked_for_what_is_not_here(index, other):
    assert titles(ShownTexts(), watched(index), BOTH[1], other) is None


def test_server_is_to_be_asked_where_the_index_is_broken():
    assert titles(ShownTexts(), Broken(), BOTH[0]) is None


def test_document_is_read_once(index):
    texts, near = ShownTexts(), watched(index)
    for _time in range(2):
        assert titles(texts, near, *BOTH) == [one.title for one in BOTH]
    assert near.asked == [[one.key for one in BOTH]]


def test_document_that_changed_is_read_again(index):
    texts = ShownTexts()
    titles(texts, watched(index), *BOTH)
    index.apply([CHANGED], [], 2)
    near = watched(index)
    found = texts.read_named(hits(CHANGED, BOTH[1]), (), near)
    assert found and found[0].stored["summary"] == CHANGED.summary
    assert near.asked == [[CHANGED.key]]


def test_what_was_shown_longest_ago_is_forgotten_first(index, monkeypatch):
    texts, near = ShownTexts(), watched(index)
    for one in BOTH:
        titles(texts, near, one)
    titles(texts, near, BOTH[0])
    monkeypatch.setattr(elastic_hits, "MOST_KEPT", texts._bytes)
    titles(texts, near, ALL[2])
    near.asked.clear()
    titles(texts, near, BOTH[0], ALL[2], BOTH[1])
    assert near.asked == [[BOTH[1].key]]


def test_bytes_are_those_of_what_is_kept(index, monkeypatch):
    monkeypatch.setattr(elastic_hits, "MOST_KEPT", 5_000)
    texts, near = ShownTexts(), watched(index)
    for one in ALL:
        titles(texts, near, one)
    assert texts._bytes == sum(map(elastic_hits._size, texts._kept.values())) <= 5_000
    assert 0 < len(texts._kept) < len(ALL)


def test_letters_outside_latin_count_for_more():
    plain, other = (
        {"title": title, "summary": "", "body": "", "traces": dict.fromkeys(SHOWN_TEXTS, "")}
        for title in ("x" * 1_000, "\u2019" + "x" * 999)
    )
    assert elastic_hits._size(other) > elastic_hits._size(plain) + 900


def test_marker_of_an_index_is_no_document(index):
    named = [{"sort": [1], "fields": {"key": ["-"], "hash": ["0"]}}]
    assert ShownTexts().read_named(named, (), watched(index)) is None


def test_lock_that_a_thread_of_the_parent_holds_stops_no_child(index):
    texts, near = ShownTexts(), Still(watched(index))
    with texts._one_at_a_time:
        child = os.fork()
        if child == 0:  # the child answers by its exit status and runs no clean-up of pytest
            signal.alarm(10)
            os._exit(0 if titles(texts, near, BOTH[0]) == [BOTH[0].title] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
