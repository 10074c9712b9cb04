"""What an engine must be able to read, so that answering is written once for all engines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from search.query import Query
from search.spelling import Vocabulary
from search.types import SortKey

Counts = dict[str, dict[str, int]]
# key, type, url, title, summary, body, traces; language, facets and hash too unless a hit has it
Stored = Mapping[str, Any]


class Found(NamedTuple):
    """A document that a query found, with what was stored of it."""

    score: float
    stored: Stored


@dataclass(frozen=True, slots=True)
class Question:
    """One page of hits within a language and chosen filters, and the facets to count.

    `filters` has one query for each facet with a choice; the counts of a facet leave its own out.
    """

    text: Query | None
    language: str
    filters: Mapping[str, Query] = field(default_factory=dict)
    sort: tuple[SortKey, ...] = ()
    offset: int = 0
    limit: int = 0
    facets: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What an index has to say to a question; it may count still, until `counts` is called."""

    total: int
    found: list[Found]
    counts: Callable[[], Counts]


class Words(Protocol):
    """What an index knows of words."""

    def count(self, query: Query) -> int:
        """Return the number of documents that match."""

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the words of the documents in a language."""


class Nearby(Words, Protocol):
    """An index on this machine, beside one that is far away."""

    @property
    def is_damaged(self) -> bool:
        """Say whether reading it has failed."""

    def document_count(self) -> int:
        """Return how many documents it has, of all languages."""

    def documents(self, keys: Sequence[str]) -> list[Stored]:
        """Return what was stored of those documents that it has, in any order.

        May raise EngineUnavailable.
        """


class Reader(Words, Protocol):
    """One state of an index. Every method may raise EngineUnavailable."""

    def answer(self, question: Question) -> Answer:
        """Return the number of hits, one page of them, and the counts, in one go."""

    def answer_beside(
        self, question: Question, counted: Sequence[Query]
    ) -> tuple[Answer, list[int]]:
        """Answer a question, and count what some queries match, in one go."""

    def page(
        self, query: Query, sort: tuple[SortKey, ...], offset: int, limit: int
    ) -> tuple[int, list[Found]]:
        """Return the number of hits and one page; by score, to three decimals, without sort.

        Ties are in the order of the slugs. Missing values come last in both directions.
        """

    def stored(self, key: str) -> Stored | None:
        """Return what was stored of a document, None for an unknown key."""
