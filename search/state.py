"""How far each index is, and what waits in the journal: for the admin and `search status`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext

from search import applying, gap_writing, journal
from search.engines.base import Engine, EngineUnavailable
from search.followers import followers
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
