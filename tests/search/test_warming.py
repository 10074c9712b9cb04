"""Behind the first answer of a process words are read, and what it has loaded is kept."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections

from search import analysis, warming


def reading() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == warming.NAME]


def answer() -> None:
    """Let a request be over, and wait for what goes on behind it."""
    # As Django's test client does: a test's connection is not one to close.
    request_finished.disconnect(close_old_connections)
    request_finished.send(None)
    request_finished.connect(close_old_connections)
    for thread in reading():
        thread.join(60)


@pytest.fixture
def cold() -> Iterator[None]:
    """Be like a process that has answered nobody."""
    analysis._dutch_forms.cache_clear()
    gc.unfreeze()
    warming.connect()
    yield
    gc.unfreeze()
    request_finished.disconnect(dispatch_uid=warming.NAME)


def known_words() -> int:
    return analysis._dutch_forms.cache_info().currsize


def test_first_answer_reads_the_words(cold):
    answer()
    assert known_words() == 1


def test_later_answers_do_not(cold):
    answer()
    analysis._dutch_forms.cache_clear()
    answer()
    assert known_words() == 0


def test_garbage_is_not_looked_for_in_what_was_loaded(cold):
    answer()
    assert gc.get_freeze_count() > 100_000
