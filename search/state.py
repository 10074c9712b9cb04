"""How far each index is, and what waits in the journal: for the admin and `search status`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext

from search import applying, gap_writing, indexing, journal
from search.engines.base import Engine, EngineUnavailable
from search.followers import ENGINES, followers
from search.models import JournalEntry

FAULTS = 50


@dataclass(frozen=True, slots=True)
class FollowerState:
    """One engine; what cannot be known while it is away is None."""

    engine: str
    state: str  # in words
    documents: int | None = None
    cursor: int | None = None
    behind: int | None = None
    since: datetime | None = None
    applied: datetime | None = None


def follower_states() -> list[FollowerState]:
    """Ask every engine; one that is away takes a second at most."""
    return [state_of(engine) for engine in followers()]


def state_of(engine: Engine) -> FollowerState:
    try:
        cursor = engine.cursor()
        documents = None if cursor is None else engine.count()
    except EngineUnavailable as error:
        state = gettext("not reachable: %(reason)s") % {"reason": error}
        return FollowerState(engine.name, state)
    # A row that was noted long before its moment waits since that moment.
    since = Min(Coalesce("due_at", "created_at"))
    found = journal.ahead_of(cursor or 0).aggregate(rows=Count("pk"), since=since)
    return FollowerState(
        engine=engine.name,
        state=_in_words(cursor),
        documents=documents or 0,
        cursor=cursor,
        behind=found["rows"],
        since=found["since"],
        applied=journal.moment_of(cursor),
    )


def _in_words(cursor: int | None) -> str:
    if cursor is None:
        return gettext("no usable index: rebuild it")
    return gettext("too far behind: rebuild it") if journal.is_lost(cursor) else gettext("well")


def trouble_of(found: FollowerState, most: float) -> str:
    """Return what is wrong with an index that may be behind for `most` seconds, else ""."""
    if not indexing.is_usable(found.cursor):
        return f"{found.engine}: {found.state}"
    seconds = (timezone.now() - found.since).total_seconds() if found.since else 0
    if seconds <= most:
        return ""
    return f"{found.engine}: {found.behind} changes behind, the oldest for {seconds:.0f} seconds"


def journal_state() -> dict[str, Any]:
    """Return what the journal holds, whoever follows it."""
    later = JournalEntry.objects.filter(position=None, due_at__gt=timezone.now())
    return {
        "position": journal.last_position(),
        "waiting": journal.waiting().count(),
        **later.aggregate(due=Count("pk"), next_due=Min("due_at")),
        "uncounted": gap_writing.left_out_today(),
    }


def faults() -> list[str]:
    """Return why documents are not in an index, newest first."""
    found = applying.shown_faults().order_by("-pk").values_list("fault", flat=True)
    return list(dict.fromkeys(found[:FAULTS]))


def left_out(engine: Engine) -> set[str]:
    """Return the keys of the pages that an index does not have because of a fault."""
    rows = applying.shown_faults().order_by()
    for name in ENGINES:
        if name != engine.name:
            rows = rows.exclude(fault__contains=f": {name}: ")  # as `applying.noting` writes it
    return set(rows.values_list("key", flat=True))
