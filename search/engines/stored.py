"""What an index keeps of a document beside its tokens: what hits show, and by what they sort.

The same for every engine, so that both show the same and break ties alike.
"""

import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from search.engines import fields
from search.highlighting import traced
from search.types import SearchDocument

SHOWN_TEXTS = ("title", "summary", "body")
HIT_PARTS = ("key", "type", "url", *SHOWN_TEXTS, "traces")  # what is read of a hit to draw it
TITLE_BYTES = 48  # of a title that count for its place in an order
SLUG_BYTES = 64
ROW_BYTES = 8


def stored_text(document: SearchDocument, digest: str) -> str:
    """Return what hits show, and the content hash, as one value.

    Half of a surrogate pair becomes a question mark.
    """
    stored = {name: getattr(document, name) for name in ("key", "type", "language", "url")}
    shown = {name: " ".join(getattr(document, name).split()) for name in SHOWN_TEXTS}
    traces = {name: traced(text, document.language).trace for name, text in shown.items()}
    facets = {name: list(values) for name, values in document.facets.items()}
    everything = {**stored, **shown, "traces": traces, "facets": facets, "hash": digest}
    text = json.dumps(everything, ensure_ascii=False)
    return text.encode(errors="replace").decode()


def read_stored(text: str | bytes) -> dict[str, Any]:
    """Return what `stored_text` wrote."""
    stored: dict[str, Any] = orjson.loads(text)
    return stored


def facet_values(document: SearchDocument) -> dict[str, list[str]]:
    """Return the values of each facet, each value once; the type is a facet too."""
    chosen = {**document.facets, "type": (document.type,)}
    return {name: _distinct(values) for name, values in chosen.items() if values}


def column_values(document: SearchDocument) -> dict[str, dict[str, float]]:
    """Return the numbers, and the dates as seconds, by which hits are sorted."""
    return {
        "numbers": {name: float(number) for name, number in document.numbers.items()},
        "dates": {name: moment.timestamp() for name, moment in document.dates.items()},
    }


class Order(NamedTuple):
    """The texts of a document in an order as bytes; `row` is another for each document."""

    title: bytes
    slug: bytes
    row: bytes


def order_of(document: SearchDocument) -> Order:
    """Return by what a document is sorted where scores and values are equal."""
    title = fields.title_order(document.title).encode(errors="replace")
    slug = fields.slug_of(document.url).encode(errors="replace")
    row = blake2b(document.key.encode(), digest_size=ROW_BYTES).digest()
    return Order(title[:TITLE_BYTES], slug[:SLUG_BYTES], row)


def as_letters(piece: bytes) -> str:
    """Return bytes as text in the same order: in Latin-1 every byte is a letter."""
    return piece.decode("latin-1")


def _distinct(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))
