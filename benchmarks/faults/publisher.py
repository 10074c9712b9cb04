"""An editor as a process: `python -m benchmarks.faults.publisher NAME [asking]`.

Each line that it reads is a number of times to publish; each line that it writes is the seconds
that these took, as JSON. Beside them it unpublishes, deletes, and saves what is rolled back, so
that there is also something which must not be found. *asking* plants a fault: each publish waits
for the search server.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import django

if TYPE_CHECKING:
    from slimmernetwerk.models import PlainPage

NEW_EACH = 5  # a new page instead of another title
UNDONE_EACH = 7
GONE_EACH = 10  # in turn unpublished and deleted
NEVER = "nooit"
ASKING = "asking"


class Undone(Exception):
    """The transaction is to be rolled back."""


class Editor:
    """Publishes below a page of its own, so that editors meet in the journal only."""

    def __init__(self, name: str) -> None:
        from slimmernetwerk.models import PlainPage

        self.model, self.name, self.random = PlainPage, name, Random(name)
        self.parent = PlainPage.objects.get(slug=section_slug(name))
        self.number = 0

    def publish(self) -> float:
        """Publish a new page or another title; return the seconds that it took."""
        self.number += 1
        word = uuid4().hex[:8]  # by which it can be found
        title = f"{self.name} {self.number} {word}"
        page = None if self.number % NEW_EACH == 1 else self._any_page()
        if page is None:
            page = self.model(title=title, slug=f"{self.name}-{word}", live=False)
            self.parent.add_child(instance=page)
        started = time.perf_counter()
        page.title = title
        page.save_revision().publish()
        seconds = time.perf_counter() - started
        self._do_something_else()
        return seconds

    def _any_page(self) -> PlainPage | None:
        pages: list[PlainPage] = list(self.model.objects.child_of(self.parent).order_by("pk"))
        return self.random.choice(pages) if pages else None

    def _do_something_else(self) -> None:
        if self.number % UNDONE_EACH == 0 and (page := self._any_page()):
            self._undo(page)
        if self.number % GONE_EACH == 0 and (page := self._any_page()):
            if self.number % (2 * GONE_EACH):
                page.unpublish()
            else:
                page.delete()
                self.parent.refresh_from_db()

    def _undo(self, page: PlainPage) -> None:
        from django.db import transaction

        try:
            with transaction.atomic():
                page.title = f"{NEVER} {self.name} {self.number}"
                page.save_revision().publish()
                raise Undone
        except Undone:
            pass  # as meant: nothing of it may be found


def section_slug(name: str) -> str:
    return f"section-{name}"


def ask_while_publishing() -> None:
    """Plant a fault: whoever publishes waits for the search server."""
    from wagtail.signals import page_published

    from search import followers
    from search.engines.base import EngineUnavailable

    def ask(**kwargs: object) -> None:
        server = followers.far()
        with suppress(EngineUnavailable):  # as search engines of pages do: the page comes first
            if server is not None:
                server.cursor()

    page_published.connect(ask, weak=False)


def main() -> None:
    django.setup()
    name, *planted = sys.argv[1:]
    if ASKING in planted:
        ask_while_publishing()
    editor = Editor(name)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        seconds = [editor.publish() for _ in range(int(line))]
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main()
