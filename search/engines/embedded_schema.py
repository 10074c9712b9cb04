"""The mapping of the embedded index: its fields, and a SearchDocument as a document of it.

Everything that differs between plugins (facets, numbers, dates) stands in JSON fields, so a new
facet or sort order changes no schema.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import tantivy

from search.analysis import fingerprint
from search.engines import fields
from search.engines.base import check_document
from search.highlighting import traced
from search.types import SearchDocument

TOKENIZER = "spaces"
MARKER = "cursor"
CHOICES = "choices"  # every value of every facet, as "facet=value"
TITLE_COLUMNS = tuple(f"title_{number}" for number in range(6))
SLUG_COLUMNS = tuple(f"slug_{number}" for number in range(8))
ROW = "row"
TITLE_ORDER = "title_order"  # title, slug and row in one text that no two documents share
SHOWN_TEXTS = ("title", "summary", "body")
MAPPING_VERSION = 2  # raise it with every change of this module

_COLUMN_BYTES = 8
_WITHOUT_POSITIONS = frozenset({"prefixes", "keyword_prefixes"})  # no phrases, a constant score


def build_schema() -> tantivy.Schema:
    """Return the schema of the index; the same whatever attributes the documents have."""
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("stored", stored=True)
    builder.add_integer_field("cursor", stored=True)
    for name in fields.TEXT_FIELDS:
        detail = "basic" if name in _WITHOUT_POSITIONS else "position"
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option=detail)
    for name in ("key", "language", "marker", "words", "sortable"):
        builder.add_text_field(name, fast=name == "key", tokenizer_name="raw", index_option="basic")
    for name in (CHOICES, TITLE_ORDER):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("facets", "numbers", "dates"):
        builder.add_json_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (*TITLE_COLUMNS, *SLUG_COLUMNS, ROW):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Register the tokenizers; an index forgets them, so do this at every opening."""
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, spaces)


def mapping_hash() -> str:
    """Return what an index must have been built with to be of use now."""
    return f"{MAPPING_VERSION}.{fields.FIELDS_VERSION}.{fingerprint()}"


def marker_document(cursor: int) -> tantivy.Document:
    """Return the document that holds the cursor; without a language no search meets it."""
    marker = tantivy.Document()
    marker.add_text("key", "-")  # every segment needs a key column
    marker.add_text("marker", MARKER)
    marker.add_integer("cursor", cursor)
    return marker


def index_document(document: SearchDocument) -> tantivy.Document:
    """Return a document as the index takes it; raise InvalidDocument when it would harm it."""
    check_document(document)
    indexed = tantivy.Document()
    indexed.add_text("key", document.key)
    indexed.add_text("language", document.language)
    indexed.add_bytes("stored", _stored(document))
    for name, tokens in fields.text_fields(document).items():
        indexed.add_text(name, tokens)
    for word in fields.listed_words(document):
        indexed.add_text("words", f"{document.language}:{word}")
    _add_attributes(indexed, document)
    _add_order(indexed, document)
    return indexed


def _stored(document: SearchDocument) -> bytes:
    """Return what hits show, as one value: a text field would be indexed too."""
    stored = {name: getattr(document, name) for name in ("key", "type", "language", "url")}
    shown = {name: " ".join(getattr(document, name).split()) for name in SHOWN_TEXTS}
    traces = {name: traced(text, document.language).trace for name, text in shown.items()}
    facets = {name: list(values) for name, values in document.facets.items()}
    everything = {**stored, **shown, "traces": traces, "facets": facets}
    return json.dumps(everything, ensure_ascii=False).encode(errors="replace")


def read_stored(value: bytes) -> dict[str, Any]:
    """Return what `index_document` stored."""
    stored: dict[str, Any] = json.loads(value)
    return stored


def _add_attributes(indexed: tantivy.Document, document: SearchDocument) -> None:
    chosen = {**document.facets, "type": (document.type,)}
    values = {name: _distinct(terms) for name, terms in chosen.items() if terms}
    indexed.add_json("facets", values)
    for name, terms in values.items():
        for term in terms:
            indexed.add_text(CHOICES, f"{name}={term}")
    numbers = {name: float(number) for name, number in document.numbers.items()}
    dates = {name: moment.timestamp() for name, moment in document.dates.items()}
    for group, columns in (("numbers", numbers), ("dates", dates)):
        _add_columns(indexed, group, columns)


def _distinct(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _add_columns(indexed: tantivy.Document, group: str, columns: Mapping[str, float]) -> None:
    if columns:
        indexed.add_json(group, dict(columns))
    for name in columns:
        indexed.add_text("sortable", f"{group}.{name}")


def _add_order(indexed: tantivy.Document, document: SearchDocument) -> None:
    """Add texts as numbers in the same order: the index sorts by several numbers, not texts."""
    title = _letters(fields.title_order(document.title), TITLE_COLUMNS)
    slug = _letters(fields.slug_of(document.url), SLUG_COLUMNS)
    row = blake2b(document.key.encode(), digest_size=_COLUMN_BYTES)
    for columns, letters in ((TITLE_COLUMNS, title), (SLUG_COLUMNS, slug)):
        for number, column in enumerate(columns):
            piece = letters[number * _COLUMN_BYTES : (number + 1) * _COLUMN_BYTES]
            indexed.add_unsigned(column, int.from_bytes(piece, "big"))
    indexed.add_unsigned(ROW, int.from_bytes(row.digest(), "big"))
    # In Latin-1 every byte is a letter, so letters are in the order of the bytes.
    indexed.add_text(TITLE_ORDER, (title + slug).decode("latin-1") + row.hexdigest())


def _letters(text: str, columns: tuple[str, ...]) -> bytes:
    size = _COLUMN_BYTES * len(columns)
    return text.encode(errors="replace").ljust(size, b"\0")[:size]
