"""What Prometheus is told of search: how far each index is, and what waits."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from search import applying, followers, indexing, journal, state
from search.engines.failover import FailoverEngine
from search.state import FollowerState
from slimmernetwerk.metrics import Gauge, Value


def gauges() -> Iterator[Gauge]:
    """Yield the figures; an engine that is away costs its time limit once."""
    yield Gauge(
        "search_journal_position", "Last row of the journal.", _one(journal.last_position())
    )
    waiting = journal.waiting().count()
    yield Gauge("search_journal_waiting", "Rows that are due, without a position.", _one(waiting))
    faults = applying.shown_faults().count()
    yield Gauge("search_journal_faults", "Pages that an index does not take.", _one(faults))
    yield from _of_followers(state.follower_states())
    searcher = followers.get_engine()
    if isinstance(searcher, FailoverEngine):
        is_open = searcher.breaker.is_open()
        text = "1 while the server is left alone and this machine answers."
        yield Gauge("search_breaker_open", text, _one(is_open))


def _one(value: float) -> list[Value]:
    return [({}, int(value))]


def _of_followers(found: list[FollowerState]) -> Iterator[Gauge]:
    figures = {
        "reachable": "1 when the engine answers.",
        "usable": "1 when the index can follow the journal; else it needs a rebuild.",
        "cursor": "Last row of the journal that the index has.",
        "behind": "Rows that the index does not have yet.",
        "behind_seconds": "Since when the oldest of these rows waits.",
        "documents": "Documents in the index.",
    }
    values = [({"engine": one.engine}, _values(one)) for one in found]
    for name, text in figures.items():
        known = [(labels, of_it[name]) for labels, of_it in values if name in of_it]
        yield Gauge(f"search_follower_{name}", text, known)


def _values(found: FollowerState) -> dict[str, float]:
    """Return what is known of an engine."""
    if found.documents is None:
        return {"reachable": 0}
    values: dict[str, float] = {"reachable": 1, "usable": int(indexing.is_usable(found.cursor))}
    values["documents"] = found.documents
    values["behind"] = found.behind or 0
    waiting = timezone.now() - found.since if found.since else None
    values["behind_seconds"] = round(waiting.total_seconds(), 3) if waiting else 0
    if found.cursor is not None:
        values["cursor"] = found.cursor
    return values
