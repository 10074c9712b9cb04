"""What every index keeps of a document, worked out once however many engines take it.

The analysis lives as long as its document: two engines that get the same one share it, and a
rebuild, which lets go of each document after writing it, keeps nothing.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass

from search.content_hash import content_hash
from search.engines import fields
from search.engines.base import check_document
from search.engines.choices import choices_of
from search.engines.stored import Order, column_values, facet_values, order_of, stored_text
from search.types import SearchDocument


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document in the values of its index fields; no engine may change them."""

    digest: str
    stored: str
    texts: dict[str, str]  # tokens by TEXT_FIELDS
    words: list[str]  # with their language
    facets: dict[str, list[str]]
    choices: list[str]  # all facets in one
    columns: dict[str, dict[str, float]]  # numbers and dates
    order: Order


_known: dict[int, tuple[weakref.ref[SearchDocument], Analysed]] = {}


def analysed(document: SearchDocument) -> Analysed:
    """Return what an index keeps of a document; raise InvalidDocument when it would harm it."""
    number = id(document)
    if number in _known:
        return _known[number][1]
    check_document(document)
    found = _analyse(document)
    # Another document may get the number when this one is gone, so its entry goes with it.
    _known[number] = weakref.ref(document, lambda _gone: _known.pop(number, None)), found
    return found


def _analyse(document: SearchDocument) -> Analysed:
    digest, facets = content_hash(document), facet_values(document)
    return Analysed(
        digest=digest,
        stored=stored_text(document, digest),
        texts=fields.text_fields(document),
        words=[f"{document.language}:{word}" for word in fields.listed_words(document)],
        facets=facets,
        choices=choices_of(facets),
        columns=column_values(document),
        order=order_of(document),
    )
