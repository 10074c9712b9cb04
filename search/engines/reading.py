"""What an engine must be able to read, so that answering is written once for all engines."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from search.query import Query
from search.spelling import Vocabulary
from search.types import SortKey

Counts = dict[str, dict[str, int]]
Stored = Mapping[str, Any]  # key, type, language, url, title, summary, body, traces, facets


class Found(NamedTuple):
    """A document that a query found, with what was stored of it."""

    score: float
    stored: Stored


class Reader(Protocol):
    """One state of an index. Every method may raise EngineUnavailable."""

    def count(self, query: Query) -> int:
        """Return the number of documents that match."""

    def page(
        self, query: Query, sort: tuple[SortKey, ...], offset: int, limit: int
    ) -> tuple[int, list[Found]]:
        """Return the number of hits and one page; by score, to three decimals, without sort.

        Ties are in the order of the slugs. Missing values come last in both directions.
        """

    def facet_counts(self, query: Query, names: tuple[str, ...]) -> Counts:
        """Return the number of matching documents for every value of the facets."""

    def stored(self, key: str) -> Stored | None:
        """Return what was stored of a document, None for an unknown key."""

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the words of the documents in a language."""
