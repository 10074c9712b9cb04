"""Read the lists of words behind the first answer of a process, and keep what it has loaded.

The words take half a second, which else the first visitor who searches would wait for. What is
loaded by then stays as long as the process, so the garbage collector need not look through it: that
too made a visitor wait, a tenth of a second now and then.
"""

from __future__ import annotations

import gc
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.signals import request_finished

from search.analysis import analyser_for

NAME = "search-words"
COMPOUND = "woordenlijst"  # splitting it asks for all that there is


def connect() -> None:
    """Wait for the first answer; a command that answers nobody does none of this."""
    request_finished.connect(_on_answer, dispatch_uid=NAME)


def _on_answer(**kwargs: Any) -> None:
    request_finished.disconnect(dispatch_uid=NAME)
    # Not by `background`, which is switched off where a service does the work of an index.
    Thread(target=_settle, name=NAME, daemon=True).start()


def _settle() -> None:
    _read_words()
    gc.collect()
    gc.freeze()


def _read_words() -> None:
    for language, _label in settings.LANGUAGES:
        analyser_for(language).forms(COMPOUND)
