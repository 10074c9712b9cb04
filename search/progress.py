"""How far a rebuild or an audit is, for whoever looks from another process or machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from search.journal import without_waiting
from search.models import IndexWork

TELL_SECONDS = 2.0  # between two notes of a process
SILENT = timedelta(minutes=5)  # after which nobody believes that it still goes on

Step = Callable[[], None]


def running() -> list[IndexWork]:
    """Return what goes on now, the oldest first; what was killed tells nothing any more."""
    return list(IndexWork.objects.filter(told_at__gte=timezone.now() - SILENT).order_by("pk"))


@contextmanager
def told(engine: str, action: str, total: int) -> Iterator[Step]:
    """Let others see how far the work in the block is; call what it gives after each piece."""
    work = _Work(IndexWork(engine=engine, action=action, total=total))
    try:
        yield work.advance
    finally:
        work.end()


class _Work:
    """One row, written seldom, and not at all where that would mean waiting.

    Work never fails because nobody can see how far it is.
    """

    def __init__(self, row: IndexWork) -> None:
        self.row = row
        self.tell_at = 0.0
        with self._unimportant():
            IndexWork.objects.filter(told_at__lt=timezone.now() - SILENT).delete()
        self.tell()

    def advance(self) -> None:
        self.row.done += 1
        if time.monotonic() >= self.tell_at:
            self.tell()

    def tell(self) -> None:
        self.tell_at = time.monotonic() + TELL_SECONDS
        self.row.told_at = timezone.now()
        with self._unimportant():
            self.row.save()

    def end(self) -> None:
        if self.row.pk is not None:
            with suppress(DatabaseError, InterfaceError):
                # Here it may wait for another writer: a row that stays would tell of work for
                # minutes after its end.
                IndexWork.objects.filter(pk=self.row.pk).delete()

    @contextmanager
    def _unimportant(self) -> Iterator[None]:
        """Leave out what cannot be written at once; the next note says it."""
        with suppress(DatabaseError, InterfaceError), without_waiting():
            yield
