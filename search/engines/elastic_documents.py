"""A SearchDocument as a document of Elasticsearch."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from search.analysis import START
from search.engines import fields
from search.engines.analysed import analysed
from search.engines.choices import CHOICES
from search.engines.stored import as_letters
from search.types import SearchDocument

ID_BYTES = 16


def document_id(key: str) -> str:
    """Return the id under which a document stands; a key may be longer than an id may."""
    return blake2b(key.encode(errors="replace"), digest_size=ID_BYTES).hexdigest()


def indexed_document(document: SearchDocument) -> dict[str, Any]:
    """Return a document as the index takes it; raise InvalidDocument when it would harm it."""
    kept = analysed(document)
    title, slug, row = kept.order
    return {
        "key": document.key,
        "language": document.language,
        "type": document.type,
        "hash": kept.digest,
        "stored": kept.stored,
        **kept.texts,
        "words": kept.words,
        "facets": kept.facets,
        CHOICES: kept.choices,
        **kept.columns,
        "title_order": as_letters(title),
        "slug_order": as_letters(slug),
        "row": row.hex(),
    }


def marker_document(cursor: int, mapping: str) -> dict[str, Any]:
    """Return the document that says how far the index is and with what it was built.

    Without a language no search meets it; its text fields are as those of any empty document.
    """
    empty = dict.fromkeys(fields.TEXT_FIELDS, START)
    return {"key": "-", **empty, "cursor": cursor, "mapping": mapping}
