"""Mend what an audit found, and look again.

A document that differs gets a row in the journal, as if its page had been saved: the follower
applies it as it applies everything. What that does not mend, a rebuild does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search import journal
from search.audit import Report, apply_all
from search.documents import keys_about, own_key
from search.drift import Drift
from search.engines.base import Engine
from search.models import JournalEntry

MOST_ROWS = 5_000  # a rebuild is quicker beyond, and leaves the other followers alone
LONGEST_KEY = JournalEntry._meta.get_field("key").max_length or 0

Look = Callable[[], Report]


@dataclass
class Outcome:
    """What was found, what was done about it, and what is left."""

    before: Report
    after: Report
    rows: int = 0  # written to the journal
    is_tidied: bool = False
    is_rebuilt: bool = False


def repair(engine: Engine, found: Report, look: Look, rebuild: Callable[[], None]) -> Outcome:
    """Mend what was found; `look` audits again, `rebuild` builds the index anew."""
    outcome = Outcome(found, found)
    if found.drift.keys() & {Drift.ORPHAN_INDEX, Drift.DOUBLE_ALIAS}:
        engine.tidy()
        outcome.is_tidied, outcome.after = True, look()
    if outcome.after.is_compared:
        outcome.rows = _write_rows(engine, outcome.after)
        outcome.after = look() if outcome.rows else outcome.after
    if _needs_rebuild(outcome.after):
        rebuild()
        outcome.is_rebuilt, outcome.after = True, look()
    return outcome


def _write_rows(engine: Engine, report: Report) -> int:
    """Note all documents that differ and apply them, unless there are too many; return how many."""
    found = [finding for kind, finding in report.drift.items() if kind.is_about_documents]
    if sum(finding.count for finding in found) > MOST_ROWS:
        return 0
    rows = [_row_key(key) for finding in found for key in finding.keys]
    number = journal.record_repairs(filter(_fits, rows))
    apply_all(engine)
    return number


def _row_key(key: str) -> str:
    """Return the page whose row brings a document; other keys stand for themselves."""
    own = own_key(key)
    return own if key in keys_about([own]) else key


def _fits(key: str) -> bool:
    return 0 < len(key) <= LONGEST_KEY and "\0" not in key


def _needs_rebuild(report: Report) -> bool:
    """Say whether to rebuild: not while a plugin gives no pages, for it would lose them."""
    kinds = report.drift.keys() - {Drift.ORPHAN_INDEX, Drift.DOUBLE_ALIAS}
    return bool(kinds) and not (report.is_compared and report.unread)
