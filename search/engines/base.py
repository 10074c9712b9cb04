"""What every search engine can do, and what it raises.

An engine holds the public documents, knows up to which journal position it is up to date, and
answers requests. It never reads the database: documents and positions are handed to it.
"""

import logging
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

from search.drift import Drift
from search.types import SearchDocument, SearchRequest, SearchResult, Suggestion

WINDOW = 10_000  # hits that can be paged through, as in Elasticsearch
FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
VALUE_LIMIT = 1_000  # characters of a key, a type or a facet value

Value = TypeVar("Value")
Refused = Callable[[str, str], None]  # told the key of a document, and why it was left out

logger = logging.getLogger(__name__)


class EngineUnavailable(Exception):
    """The engine cannot answer: no index yet, a damaged one, or a server that is down."""


class RebuildRunning(EngineUnavailable):
    """Another process is rebuilding this index; wait for it instead of starting a second."""


class InvalidDocument(ValueError):
    """A document that would harm the index; the message names the key and the field."""


def log_refused(key: str, reason: str) -> None:
    # %r: half of a surrogate pair in a key would break whoever writes the log as UTF-8
    logger.error("Left out of the search index: %r: %s", key, reason)


class Held(NamedTuple):
    """What identifies a document in an index: enough to compare it with the database."""

    key: str
    language: str
    type: str
    content_hash: str


class Searcher(ABC):
    """What answers visitors."""

    name: str

    @abstractmethod
    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a request; raise EngineUnavailable when there is no usable index."""

    @abstractmethod
    def suggest(self, text: str, language: str, limit: int = 8) -> list[Suggestion]:
        """Offer titles of which every typed word begins a word; the last may be unfinished."""

    @abstractmethod
    def related(self, key: str, limit: int = 4, types: tuple[str, ...] = ()) -> list[str]:
        """Return keys of documents sharing facet values with `key`, the rarest values first."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections; the engine opens again when it is used."""


class Engine(Searcher):
    """A place that holds documents, knows how far it is in the journal, and finds things."""

    @abstractmethod
    def cursor(self) -> int | None:
        """Return the last applied journal position; None when there is no usable index."""

    @abstractmethod
    def apply(
        self,
        documents: Iterable[SearchDocument],
        deleted: Iterable[str],
        position: int,
        *,
        since: int | None = None,
        is_part: bool = False,
        refused: Refused = log_refused,
    ) -> bool:
        """Add or replace documents, delete keys and set the cursor in one commit.

        `since` is the cursor after which the changes come. False when it has gone back, by a
        rebuild that began before, for rows would be passed over; and when it has gone on, in an
        engine where a later position does not win by itself.
        `is_part` leaves the cursor where it is: more of the change at this position follows.
        A document that would harm the index leaves it, and `refused` is told; the others go on.
        False means that somebody else is writing: nothing was changed here.
        """

    @abstractmethod
    def rebuild(
        self,
        documents: Iterable[SearchDocument],
        cursor: int,
        *,
        refused: Refused = log_refused,
    ) -> int:
        """Build a new index from a stream and swap it in; return the number of documents.

        The old index answers until the swap. Raises RebuildRunning.
        """

    @abstractmethod
    def count(self) -> int:
        """Return the number of documents; raise EngineUnavailable without an index."""

    @abstractmethod
    def contents(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """Yield what it holds, or what it holds of some keys, in no order and with flat memory.

        All as at one moment; a key that is there twice comes twice. Close an iterator that you
        do not read to its end.
        """

    @abstractmethod
    def disorders(self) -> list[tuple[Drift, str]]:
        """Return what is wrong with its generations, each with the name of the generation."""

    @abstractmethod
    def tidy(self) -> None:
        """Remove generations that nothing leads to, and let one count where two do.

        Raises RebuildRunning: the generation of a rebuild under way looks like one to remove.
        """


def check_document(document: SearchDocument) -> None:
    """Raise InvalidDocument when a value has a type or size that an index cannot take."""
    for name in ("key", "type", "language"):
        _check_value(document, name, getattr(document, name))
    for name in ("url", "title", "summary", "body"):
        if not isinstance(getattr(document, name), str):
            raise InvalidDocument(f"{document.key}: {name} must be text")
    for keyword in document.keywords:
        if not isinstance(keyword, str):
            raise InvalidDocument(f"{document.key}: keywords must be texts")
    _check_facets(document)
    for name, number in _named(document, "numbers", document.numbers):
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise InvalidDocument(f"{document.key}: numbers.{name} must be a number")
        if not math.isfinite(number):
            raise InvalidDocument(f"{document.key}: numbers.{name} must be finite")
    for name, moment in _named(document, "dates", document.dates):
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            raise InvalidDocument(f"{document.key}: dates.{name} must be an aware datetime")


def is_storable(value: str) -> bool:
    """Tell whether a text can be a value in an index: half of a surrogate pair cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_facets(document: SearchDocument) -> None:
    for name, values in _named(document, "facets", document.facets):
        if name == "type":
            raise InvalidDocument(f"{document.key}: facet 'type' is the document's own type")
        if isinstance(values, str):
            raise InvalidDocument(f"{document.key}: facets.{name} must be a list of texts")
        for value in values:
            _check_value(document, f"facets.{name}", value)


def _check_value(document: SearchDocument, name: str, value: object) -> None:
    is_text = isinstance(value, str) and 0 < len(value) <= VALUE_LIMIT and is_storable(value)
    if not is_text:
        raise InvalidDocument(
            f"{document.key!r}: {name} must be text of 1 to {VALUE_LIMIT} characters"
        )


def _named(
    document: SearchDocument, group: str, values: Mapping[str, Value]
) -> Iterator[tuple[str, Value]]:
    for name, value in values.items():
        if not isinstance(name, str) or not FIELD_NAME.fullmatch(name):
            raise InvalidDocument(
                f"{document.key}: {group} may be named with letters, digits, - and _ only"
            )
        yield name, value
