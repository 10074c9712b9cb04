"""How long after an editor's request a new text is found, by each engine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from benchmarks.measuring import Timing
from benchmarks.places import ROOT
from benchmarks.search import parts
from benchmarks.search.results import Results
from catalogue.models import MethodPage
from search import followers, journal
from search.engines.base import Engine
from search.indexing import catch_up_for_request
from search.types import SearchRequest

TIMES = 30
PAUSE = 0.005  # seconds between two looks
LONGEST = 30  # seconds
LETTERS = "bcdfghjklmnpqrstvwxz"


def measure_publishing(results: Results, pages: int) -> None:
    """Publish pages with a new word: found by the next request, and by the service alone."""
    keys = list(MethodPage.objects.order_by("pk").values_list("pk", flat=True)[: 2 * TIMES])
    by_request = [_publish_and_look(key, catch_up_for_request) for key in keys[:TIMES]]
    _note(results, pages, "by the next request", by_request)
    with _service():
        by_service = [_publish_and_look(key, _nothing) for key in keys[TIMES:]]
    _note(results, pages, "by `search sync --follow`", by_service)


def _nothing() -> None:
    """Search as a visitor of a site of whom no request applies anything."""


def _publish_and_look(key: int, before: Callable[[], None]) -> dict[str, float]:
    """Publish one page; return the milliseconds until each engine found it."""
    word = "".join(Random(f"{key}:{before.__name__}").choices(LETTERS, k=16))
    page = MethodPage.objects.get(pk=key)
    page.title = f"{page.title} {word}"
    page.save_revision().publish()
    started = time.perf_counter()
    waiting = {engine.name: engine for engine in followers.followers()}
    found: dict[str, float] = {}
    while waiting:
        before()  # as a visitor's request does, each time
        for name, engine in list(waiting.items()):
            if _has(engine, word):
                found[name] = (time.perf_counter() - started) * 1000
                del waiting[name]
        if time.perf_counter() - started > LONGEST:
            raise RuntimeError(f"{', '.join(waiting)} did not find a page within {LONGEST} s")
        time.sleep(PAUSE)
    return found


def _has(engine: Engine, word: str) -> bool:
    return engine.search(SearchRequest(text=f'"{word}"', limit=1)).total > 0


def _note(results: Results, pages: int, how: str, found: list[dict[str, float]]) -> None:
    for name in found[0]:
        timing = Timing(name, tuple(one[name] for one in found))
        results.add_timing(parts.PUBLISHING, pages, f"{name}, {how}", timing)


@contextmanager
def _service() -> Iterator[None]:
    """Run the service that follows the journal, from when it is level with it."""
    command = [sys.executable, str(ROOT / "manage.py"), "search", "sync", "--follow"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "slimmernetwerk.settings.base"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + LONGEST
        page = MethodPage.objects.order_by("-pk")[0]
        page.save_revision().publish()
        while any(journal.is_behind(one.cursor() or 0) for one in followers.followers()):
            if time.monotonic() > end or process.poll() is not None:
                raise RuntimeError("`search sync --follow` does not apply changes")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(LONGEST)
