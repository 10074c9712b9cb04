"""The index of this machine, brought level with the journal and asked, as many tests do."""

from __future__ import annotations

from search import applying, followers, journal
from search.types import SearchRequest


def level() -> None:
    """Apply everything that waits."""
    journal.give_positions()
    applying.catch_up(followers.near())


def found(text: str) -> list[str]:
    """Return the addresses of the hits, in the order of the alphabet."""
    hits = followers.near().search(SearchRequest(text=text)).hits
    return sorted(hit.url for hit in hits)
