"""The shapes that travel between content, engines and pages: documents, requests, results.

Pure Python. Every engine takes and gives these and nothing else, so that a page, the API and
the tests do not know which engine answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, weakref_slot=True)
class SearchDocument:
    """What an engine knows of one public page or object in one language."""

    # "<translation_key>:<language>", the identity in every index; with ":<language>" behind it
    # where the page stands in for its missing translation into that language.
    key: str
    type: str  # "method", "case", "news", "press_release", "page", ...
    language: str  # "nl" or "en"
    url: str  # path on this site; its last non-empty segment is the slug used to break ties
    title: str
    summary: str = ""
    body: str = ""  # plain text
    keywords: tuple[str, ...] = ()  # alternative titles, labels and synonyms of terms
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)  # with ancestors
    numbers: Mapping[str, float] = field(default_factory=dict)
    dates: Mapping[str, datetime] = field(default_factory=dict)  # aware, UTC


@dataclass(frozen=True, slots=True)
class SortKey:
    """One step of a sort order; missing values come last in both directions."""

    field: str  # "numbers.duration", "dates.published", "title"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a visitor asks: text, chosen filters, the facets to count, order and page."""

    text: str = ""
    language: str = "nl"
    types: tuple[str, ...] = ()  # empty = all
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # OR in, AND between
    facets: tuple[str, ...] = ()  # counted without their own choice; "type" counts types
    sort: tuple[SortKey, ...] = ()  # empty = relevance, or title when there is no text
    offset: int = 0
    limit: int = 20
    highlight: bool = True
    # By relevance only: where few documents have enough of the words, take those with any of them.
    may_be_loose: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document, ready to show."""

    key: str
    score: float
    type: str
    url: str
    title: str  # safe HTML with <mark>
    fragment: str  # safe HTML, "" when there is none


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits with the counts of the asked facets."""

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]
    correction: str | None = None  # "bedoelde u"
    corrected: bool = False  # the answer is for the correction: the query itself had no hit
    # How many have enough of the words, where the answer has those with any of them as well.
    full_matches: int | None = None
    is_substitute: bool = False  # from the index of this machine, in place of the server's


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One title offered while somebody types."""

    key: str
    text: str
    url: str
    type: str
