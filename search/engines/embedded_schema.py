"""The mapping of the embedded index: its fields, and a SearchDocument as a document of it.

Everything that differs between plugins (facets, numbers, dates) stands in JSON fields, so a new
facet or sort order changes no schema.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import tantivy

from search.analysis import START, fingerprint
from search.engines import fields
from search.engines.analysed import Analysed, analysed
from search.engines.choices import CHOICES
from search.engines.stored import SLUG_BYTES, TITLE_BYTES, Order
from search.types import SearchDocument

TOKENIZER = "spaces"
MARKER = "cursor"
_COLUMN_BYTES = 8
TITLE_COLUMNS = tuple(f"title_{number}" for number in range(TITLE_BYTES // _COLUMN_BYTES))
SLUG_COLUMNS = tuple(f"slug_{number}" for number in range(SLUG_BYTES // _COLUMN_BYTES))
ROW = "row"
STORE_BLOCK = 4_096
MAPPING_VERSION = 5  # raise it with every change of this module, `stored.py` or `choices.py`

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
    builder.add_text_field(CHOICES, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("facets", "numbers", "dates"):
        builder.add_json_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in (*TITLE_COLUMNS, *SLUG_COLUMNS, ROW):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def open_index(directory: Path, *, is_new: bool = False) -> tantivy.Index:
    """Open the index in a directory, or make one; raise whatever the library raises.

    By itself an index starts a thread that looks for commits and opens them. It is never asked
    for those, and it takes the whole process with it when a file is cut off under its hands.
    """
    index = tantivy.Index(build_schema(), path=str(directory), reuse=not is_new)
    if is_new:
        _store_in_blocks(directory, STORE_BLOCK)
        index = tantivy.Index(build_schema(), path=str(directory), reuse=True)
    index.config_reader(reload_policy="manual")
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, spaces)  # an index forgets it: at every opening
    return index


def _store_in_blocks(directory: Path, size: int) -> None:
    """Set how many bytes of stored documents an empty index packs, and so unpacks, together.

    The binding of the library has no argument for it; the library keeps it in this file.
    """
    file = directory / "meta.json"
    meta = json.loads(file.read_text(encoding="utf-8"))
    meta["index_settings"]["docstore_blocksize"] = size
    file.write_text(json.dumps(meta), encoding="utf-8")


def mapping_hash() -> str:
    """Return what an index must have been built with to be of use now."""
    return f"{MAPPING_VERSION}.{fields.FIELDS_VERSION}.{fingerprint()}"


def marker_document(cursor: int) -> tantivy.Document:
    """Return the document that holds the cursor; without a language no search meets it.

    Its text fields are as short as those of any empty document, so that averages over all
    documents are the same as in an engine that counts only documents with the field.
    """
    marker = tantivy.Document()
    for name in fields.TEXT_FIELDS:
        marker.add_text(name, START)
    marker.add_text("key", "-")  # every segment needs a key column
    marker.add_text("marker", MARKER)
    marker.add_integer("cursor", cursor)
    return marker


def index_document(document: SearchDocument) -> tantivy.Document:
    """Return a document as the index takes it; raise InvalidDocument when it would harm it."""
    kept = analysed(document)
    indexed = tantivy.Document()
    indexed.add_text("key", document.key)
    indexed.add_text("language", document.language)
    indexed.add_bytes("stored", kept.stored.encode())
    for name, tokens in kept.texts.items():
        indexed.add_text(name, tokens)
    for word in kept.words:
        indexed.add_text("words", word)
    _add_attributes(indexed, kept)
    _add_order(indexed, kept.order)
    return indexed


def _add_attributes(indexed: tantivy.Document, kept: Analysed) -> None:
    indexed.add_json("facets", kept.facets)
    for choice in kept.choices:
        indexed.add_text(CHOICES, choice)
    for group, columns in kept.columns.items():
        _add_columns(indexed, group, columns)


def _add_columns(indexed: tantivy.Document, group: str, columns: Mapping[str, float]) -> None:
    if columns:
        indexed.add_json(group, dict(columns))
    for name in columns:
        indexed.add_text("sortable", f"{group}.{name}")


def _add_order(indexed: tantivy.Document, order: Order) -> None:
    """Add texts as numbers in the same order: the index sorts by several numbers, not texts."""
    title, slug, row = order
    title, slug = title.ljust(TITLE_BYTES, b"\0"), slug.ljust(SLUG_BYTES, b"\0")
    for columns, letters in ((TITLE_COLUMNS, title), (SLUG_COLUMNS, slug)):
        for number, column in enumerate(columns):
            piece = letters[number * _COLUMN_BYTES : (number + 1) * _COLUMN_BYTES]
            indexed.add_unsigned(column, int.from_bytes(piece, "big"))
    indexed.add_unsigned(ROW, int.from_bytes(row, "big"))
