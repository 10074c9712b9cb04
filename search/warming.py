"""Read the lists of words behind the first answer of a process.

They take half a second, which else the first visitor who searches would wait for.
"""

from __future__ import annotations

from threading import Thread
from typing import Any

from django.conf import settings
from django.core.signals import request_finished

from search.analysis import analyser_for

NAME = "search-words"
COMPOUND = "woordenlijst"  # splitting it asks for all that there is


def connect() -> None:
    """Wait for the first answer; a command that answers nobody reads no words."""
    request_finished.connect(_on_answer, dispatch_uid=NAME)


def _on_answer(**kwargs: Any) -> None:
    request_finished.disconnect(dispatch_uid=NAME)
    # Not by `background`, which is switched off where a service does the work of an index.
    Thread(target=_read_words, name=NAME, daemon=True).start()


def _read_words() -> None:
    for language, _label in settings.LANGUAGES:
        analyser_for(language).forms(COMPOUND)
