"""Write noted gaps to the database: one short transaction at a time, on whatever machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from search.gaps import Gap
from search.journal import without_waiting
from search.models import SearchGap, SearchGapLedger

# Rows go after 30 days, so whoever sends 100,000 different searches fills 30,000 rows and no more.
# No editor reads a thousand new gaps a day; what was counted before goes on being counted.
NEW_A_DAY = 1000
LEDGER = 1

Status = SearchGap.Status


def write(noted: Mapping[Gap, date], left_out: int) -> None:
    """Count each gap once more; raise DatabaseError at once when somebody else is writing."""
    with without_waiting(), transaction.atomic():
        ledger = _lock_ledger()
        by_key = {gap.key: gap for gap in noted}
        rows = SearchGap.objects.filter(key__in=by_key)
        known = dict(rows.values_list("key", "last_seen"))
        # Not an older day than the row has: a process may have waited long with its list.
        days = {key: max(noted[by_key[key]], day) for key, day in known.items()}
        for day in set(days.values()):
            _count_again(day, [key for key, last in days.items() if last == day])
        new = [_row(gap, noted[gap]) for key, gap in by_key.items() if key not in known]
        _add(ledger, new, left_out)


def _lock_ledger() -> SearchGapLedger:
    """Return today's ledger, locked: other processes write one after the other."""
    today = timezone.localdate()
    SearchGapLedger.objects.get_or_create(pk=LEDGER, defaults={"day": today})
    ledger = SearchGapLedger.objects.select_for_update(nowait=True).get(pk=LEDGER)
    if ledger.day != today:
        ledger.day, ledger.added, ledger.left_out = today, 0, 0
    return ledger


def _count_again(day: date, keys: Iterable[str]) -> None:
    """Count rows once more; asked again, an answered question turns out to be open."""
    is_open = Case(When(status=Status.ANSWERED, then=Value(Status.OPEN)), default=F("status"))
    rows = SearchGap.objects.filter(key__in=keys)
    rows.update(times=F("times") + 1, last_seen=day, status=is_open)


def _row(gap: Gap, day: date) -> SearchGap:
    return SearchGap(
        key=gap.key,
        kind=gap.kind,
        language=gap.language,
        type=gap.type,
        text=gap.text,
        filters=gap.filters,
        corrected_to=gap.corrected_to,
        first_seen=day,
        last_seen=day,
    )


def _add(ledger: SearchGapLedger, new: list[SearchGap], left_out: int) -> None:
    """Add rows as far as the day has room, and say in the ledger how many had none."""
    added = new[: max(0, NEW_A_DAY - ledger.added)]
    SearchGap.objects.bulk_create(added)
    ledger.added += len(added)
    ledger.left_out += left_out + len(new) - len(added)
    ledger.save()


def remove_expired() -> int:
    """Delete the gaps that were last seen more than 30 days ago and that nobody wants."""
    if not SearchGap.objects.expired().exists():
        return 0  # a day without old gaps needs no lock
    with without_waiting():
        return SearchGap.objects.expired().delete()[0]


def left_out_today() -> int:
    """Return how many questions of today had no room."""
    rows = SearchGapLedger.objects.filter(pk=LEDGER, day=timezone.localdate())
    return rows.values_list("left_out", flat=True).first() or 0
