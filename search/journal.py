"""Write to the journal, and give its rows their positions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from search.models import JournalEntry, JournalHead

KEPT = timedelta(days=14)
HEAD = 1


def record(kind: str, key: str, *, due_at: datetime | None = None) -> None:
    """Note a change in the current transaction; positions follow after its commit.

    `due_at` is a moment in the future at which the change shows (the end of an embargo).
    """
    JournalEntry.objects.create(kind=kind, key=key, due_at=due_at)
    _once_after_commit(_give_after_commit)


def record_load() -> None:
    """Note that rows came in as they are (`loaddata`): once, for the whole site.

    What a row means cannot be told before all are there, and a row for each would mean as many
    times everything.
    """
    if _once_after_commit(_note_of_load):
        record(JournalEntry.Kind.SITE, "load")


def _note_of_load() -> None:
    """Do nothing: that this waits for the commit says that the transaction has its row."""


def _once_after_commit(what: Callable[[], object]) -> bool:
    """Do something after the commit, however often it is asked; say whether this was the first.

    A savepoint that is undone takes what was asked in it along, as it does the rows.
    """
    is_asked = any(asked is what for _, asked, *_ in connection.run_on_commit)
    if not is_asked:
        # robust: a fault here must not turn a saved page into an error page; whoever reads the
        # journal next gives the positions.
        transaction.on_commit(what, robust=True)
    return not is_asked


def record_ahead(changes: Mapping[str, datetime]) -> None:
    """Note, once each, that documents change by themselves: {page's key: moment in the future}.

    They need no position yet; whoever reads the journal after the moment gives it.
    """
    now, page = timezone.now(), JournalEntry.Kind.PAGE
    ahead = {(key, moment) for key, moment in changes.items() if moment > now}
    if not ahead:
        return
    noted = JournalEntry.objects.filter(kind=page, position=None, due_at__gt=now)
    missing = sorted(ahead - set(noted.values_list("key", "due_at")))
    JournalEntry.objects.bulk_create(
        [JournalEntry(kind=page, key=key, due_at=moment) for key, moment in missing]
    )


def waiting() -> QuerySet[JournalEntry]:
    """Return the rows that are due and have no position yet."""
    due = Q(due_at=None) | Q(due_at__lte=timezone.now())
    return JournalEntry.objects.filter(due, position=None)


@contextmanager
def without_waiting() -> Iterator[None]:
    """Make SQLite raise at once where it would wait for another writer (other databases: as is)."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        busy_timeout = int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {busy_timeout}")


def give_positions(*, wait: bool = True) -> int:
    """Give every waiting row the next position, under one lock; return the last position.

    With `wait=False` raise OperationalError at once when somebody else holds the lock.
    """
    if wait:
        return _give_positions(nowait=False)
    with without_waiting():
        return _give_positions(nowait=True)


def _give_positions(*, nowait: bool) -> int:
    # Again until nothing waits: who found the lock taken left its rows to us.
    while waiting().exists():
        with transaction.atomic():
            JournalHead.objects.get_or_create(pk=HEAD)
            head = JournalHead.objects.select_for_update(nowait=nowait).get(pk=HEAD)
            for entry in waiting().order_by("id"):
                head.position += 1
                JournalEntry.objects.filter(pk=entry.pk).update(position=head.position)
            head.save(update_fields=["position"])
    return last_position()


def _give_after_commit() -> None:
    """Give positions, unless somebody else is at it: no editor waits for a process that hangs.

    On SQLite, where all writing takes turns, it waits its turn as the save before it did.
    """
    with suppress(OperationalError):
        _give_positions(nowait=True)


def note_plugins() -> None:
    """Note a change of everything when other plugins are on than the last time.

    The pages of a plugin that went off leave the index, those of one that came on enter it.
    """
    names = ",".join(settings.PLUGINS)
    if JournalHead.objects.filter(pk=HEAD, plugins=names).exists():
        return
    with transaction.atomic():
        JournalHead.objects.get_or_create(pk=HEAD)
        head = JournalHead.objects.select_for_update().get(pk=HEAD)
        if head.plugins and head.plugins != names:
            record(JournalEntry.Kind.SITE, "plugins")
        JournalHead.objects.filter(pk=HEAD).update(plugins=names)


def last_position() -> int:
    """Return the position of the newest row, 0 for an empty journal."""
    head = JournalHead.objects.filter(pk=HEAD).values_list("position", flat=True).first()
    return head or 0


def moment_of(position: int | None) -> datetime | None:
    """Return when a change came in, or was due; None when its row has gone by now."""
    moments = JournalEntry.objects.filter(position=position).values_list("due_at", "created_at")
    due_at, created_at = moments.first() or (None, None) if position else (None, None)
    return due_at or created_at


def after(cursor: int, limit: int) -> list[JournalEntry]:
    """Return the next rows for a follower that has applied up to `cursor`, oldest first."""
    rows = JournalEntry.objects.filter(position__gt=cursor).order_by("position")
    return list(rows[:limit])


def ahead_of(cursor: int) -> QuerySet[JournalEntry]:
    """Return the rows that a follower has not applied yet, with or without a position."""
    due = Q(due_at=None) | Q(due_at__lte=timezone.now())
    return JournalEntry.objects.filter(Q(position__gt=cursor) | (Q(position=None) & due))


def is_behind(cursor: int) -> bool:
    """Say, in one query, whether a follower has something to do."""
    return ahead_of(cursor).exists()


def is_lost(cursor: int) -> bool:
    """Say whether a follower must rebuild.

    Rows that it still needs have been removed, or it follows another database than this one.
    """
    if cursor > last_position():
        return True
    first = JournalEntry.objects.filter(position__gt=0).order_by("position").first()
    if first is None or first.position is None:
        return last_position() > cursor
    return first.position > cursor + 1


def old() -> QuerySet[JournalEntry]:
    """Return the rows of 14 days ago, not the newest; a follower further behind rebuilds."""
    newest = JournalEntry.objects.aggregate(newest=Max("position"))["newest"] or 0
    limit = timezone.now() - KEPT
    # The end of an embargo is as young as its moment, however long ago it was noted.
    is_old = Q(created_at__lt=limit) & (Q(due_at=None) | Q(due_at__lt=limit))
    return JournalEntry.objects.filter(is_old, position__lt=newest)


def record_repairs(keys: Iterable[str]) -> int:
    """Note that the indices and the database disagree about pages; return the number of rows."""
    page = JournalEntry.Kind.PAGE
    rows = [JournalEntry(kind=page, key=key) for key in dict.fromkeys(keys)]
    JournalEntry.objects.bulk_create(rows, batch_size=500)
    give_positions()
    return len(rows)


def record_repair(key: str) -> None:
    """Note that the index and the database disagree about a page; give up when writing waits."""
    if waiting().filter(key=key).exists():
        return
    with suppress(OperationalError), without_waiting():
        # A reader must not wait for a writer: the next reader notes it again. PostgreSQL needs no
        # more for that: there a new row waits for nobody, nor does what gives its position.
        record(JournalEntry.Kind.PAGE, key)
