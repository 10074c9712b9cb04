"""An editor as a process: `python -m benchmarks.faults.publisher NAME [asking]`.

Each line that it reads is a number of times to publish; each line that it writes is the seconds
that these took, as JSON. Beside them it unpublishes, deletes, hides behind an embargo or a login
and shows again, moves, and saves what is rolled back, so that there is also something which must
not be found, or elsewhere. *asking* plants a fault: each publish waits for the search server.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import django

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from slimmernetwerk.models import PlainPage

NEW_EACH = 5  # a new page instead of another title
EMBARGO_EACH = 4  # in turn set and lifted
PRIVATE_EACH = 6  # in turn made so and undone
UNDONE_EACH = 7
MOVED_EACH = 8
GONE_EACH = 10  # in turn unpublished and deleted
EMBARGO = timedelta(days=1)  # no clock lifts it in the middle of a count
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
        pages = list(self._own_pages())
        return self.random.choice(pages) if pages else None

    def _own_pages(self) -> QuerySet[PlainPage]:
        pages: QuerySet[PlainPage] = self.model.objects.child_of(self.parent).order_by("pk")
        return pages

    def _do_something_else(self) -> None:
        others = {
            EMBARGO_EACH: self._embargo,
            PRIVATE_EACH: self._restrict,
            UNDONE_EACH: self._undo,
            MOVED_EACH: self._move,
            GONE_EACH: self._remove,
        }
        for each, do in others.items():
            if self.number % each == 0 and (page := self._any_page()):
                do(page)
                self.parent.refresh_from_db()  # how many pages it has

    def _is_second(self, each: int) -> bool:
        return self.number % (2 * each) == 0

    def _embargo(self, page: PlainPage) -> None:
        """Hide a page until tomorrow, or show the first that was hidden so."""
        from django.utils import timezone

        if self._is_second(EMBARGO_EACH):
            hidden = self._own_pages().exclude(embargo_until=None)
            for one in hidden[:1]:
                one.embargo_until = None
                one.save_revision().publish()
        else:
            page.embargo_until = timezone.now() + EMBARGO
            page.save_revision().publish()

    def _restrict(self, page: PlainPage) -> None:
        """Hide a page and all below it from who has not signed in, or undo the first of those."""
        from wagtail.models import PageViewRestriction

        if self._is_second(PRIVATE_EACH):
            own = PageViewRestriction.objects.filter(page__path__startswith=self.parent.path)
            for restriction in own.order_by("pk")[:1]:
                restriction.delete()
        else:
            login = PageViewRestriction.LOGIN
            PageViewRestriction.objects.create(page_id=page.pk, restriction_type=login)

    def _move(self, page: PlainPage) -> None:
        """Move a page, with all below it, below another one: perhaps one that is hidden."""
        if others := list(self._own_pages().exclude(pk=page.pk)):
            page.move(self.random.choice(others), pos="last-child")

    def _remove(self, page: PlainPage) -> None:
        if self._is_second(GONE_EACH):
            page.delete()
        else:
            page.unpublish()

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
