"""What is asked of Elasticsearch: the index with its mapping, query trees, and lists of hits.

Only term, phrase and boolean queries, so that `search.allow_expensive_queries: false` costs
nothing. What is asked is written as plain dictionaries: as objects of the query language a search
of three words with its counts took 6 ms to write down, twenty times as long.
"""

from __future__ import annotations

import json
from functools import cache, singledispatch
from hashlib import blake2b
from typing import Any

from elasticsearch.dsl import Index, analyzer, tokenizer
from elasticsearch.dsl import Mapping as IndexMapping

from search.analysis import fingerprint
from search.engines import fields
from search.engines.base import FIELD_NAME, VALUE_LIMIT, WINDOW, is_storable
from search.engines.choices import CHOICES
from search.query import Boolean, Phrase, Query, Term, unscored
from search.types import SortKey

CONTENT_VERSION = 3  # raise it with every change of `stored.py` or `choices.py`
DIGEST_BYTES = 6
MARKER_ID = "cursor"
TIE_BREAKERS = ("slug_order", "row")
TOKEN_LIMIT = 1_000_000  # letters; the analysis has cut words already
SCORE_STEPS = 1_000  # in a whole point
_WITHOUT_POSITIONS = frozenset({"prefixes", "keyword_prefixes"})
# Scores that differ in the fourth decimal are equal: their order would be chance.
_ROUNDED = {"source": f"Math.round(_score * {SCORE_STEPS}.0)"}
_BY_ROUNDED_SCORE = {"_script": {"type": "number", "order": "desc", "script": _ROUNDED}}

Body = dict[str, Any]


def mapping_hash() -> str:
    """Return what an index must have been built with to be of use now."""
    return f"{CONTENT_VERSION}.{fields.FIELDS_VERSION}.{fingerprint()}.{_known_digest()}"


@cache
def _known_digest() -> str:
    return index_digest()


def index_digest() -> str:
    """Return another text for each mapping and each analysis; the number of copies may change."""
    body = new_index("index", "alias", "0").to_dict()
    text = json.dumps(body, sort_keys=True)
    return blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


def new_index(name: str, alias: str, replicas: str) -> Index:
    """Return a new index that does not refresh while it is filled; `alias` is its own."""
    spaces = tokenizer("spaces", "whitespace", max_token_length=TOKEN_LIMIT)
    index = Index(name)
    index.settings(
        number_of_shards=1,  # scores are those of one shard: other engines give the same
        auto_expand_replicas=replicas,
        refresh_interval="-1",
        max_result_window=WINDOW,
        gc_deletes="1h",  # how long a late, older write cannot bring a deleted document back
        mapping={"total_fields": {"limit": 1_000}},
    )
    index.analyzer(analyzer("spaces", tokenizer=spaces))
    index.mapping(_mapping())
    index.aliases(**{alias: {}})
    return index


def _mapping() -> IndexMapping:
    mapping = IndexMapping()
    # Nothing is read back but `stored`, and the database can make the rest again.
    mapping.meta("_source", enabled=False)
    mapping.meta("dynamic", "strict")
    for name in fields.TEXT_FIELDS:
        plain = name in _WITHOUT_POSITIONS
        options: Body = {"index_options": "docs", "norms": False} if plain else {}
        mapping.field(name, "text", analyzer="spaces", **options)
    for name in ("key", "language", "words", "title_order", *TIE_BREAKERS):
        mapping.field(name, "keyword")
    for name in ("type", "hash"):  # listed, never searched
        mapping.field(name, "keyword", index=False)
    mapping.field("mapping", "keyword", index=False, doc_values=False, store=True)
    mapping.field("stored", "keyword", index=False, doc_values=False, store=True)
    mapping.field("cursor", "long", index=False, store=True)
    mapping.field("facets", "flattened", eager_global_ordinals=False)
    mapping.field(CHOICES, "keyword", index=False)  # to count several facets in one go
    for name in ("numbers", "dates"):
        mapping.field(name, "object", dynamic=True)
    mapping.meta(
        "dynamic_templates",
        [
            {name: {"path_match": f"{name}.*", "mapping": {"type": "double", "index": False}}}
            for name in ("numbers", "dates")
        ],
    )
    return mapping


def count_body(query: Query) -> Body:
    """Return the request for a number of hits, with nothing scored.

    The server's own `count` would not take a time limit.
    """
    filtered = {"bool": {"filter": [compile_filter(query)]}}
    return {"query": filtered, "size": 0, "track_total_hits": True}


def page_body(query: Query, sort: tuple[SortKey, ...], offset: int, limit: int) -> Body:
    """Return the request for a page of hits in the one order that there is of them."""
    return {
        "query": compile_query(query),
        "sort": sort_steps(sort),
        "from": offset,
        "size": limit,
        "stored_fields": ["stored"],
        "track_total_hits": True,
        "track_scores": not sort,  # or the script finds each score to be 0
    }


def sort_steps(sort: tuple[SortKey, ...]) -> list[Body]:
    """Return the order by the keys, or by score, and then by what no two documents share."""
    steps: list[Body] = [] if sort else [_BY_ROUNDED_SCORE]
    for key in sort:
        if key.field == "title":
            steps.append({"title_order": _direction(key)})
        elif _is_column(key.field):
            missing = {"missing": "_last", "unmapped_type": "double"}
            steps.append({key.field: {"order": _direction(key), **missing}})
    return [*steps, *({name: "asc"} for name in TIE_BREAKERS)]


def _direction(key: SortKey) -> str:
    return "desc" if key.descending else "asc"


def _is_column(field: str) -> bool:
    group, _, name = field.partition(".")
    return group in {"numbers", "dates"} and FIELD_NAME.fullmatch(name) is not None


@singledispatch
def compile_query(query: Query) -> Body:
    """Return a query tree in the language of Elasticsearch."""
    raise TypeError(f"A query tree holds no {type(query).__name__}")


@compile_query.register
def _term(query: Term) -> Body:
    if not _can_be(query):
        return {"match_none": {}}
    if query.scored:
        return {"term": {query.field: {"value": query.value, "boost": query.boost}}}
    term = {"term": {query.field: query.value}}
    return {"constant_score": {"filter": term, "boost": query.boost}}


def _can_be(query: Term) -> bool:
    """Say whether a document may have it; the server refuses to look for other values."""
    return len(query.value) <= VALUE_LIMIT and is_storable(query.value)


@compile_query.register
def _phrase(query: Phrase) -> Body:
    text = " ".join(query.tokens)
    return {"match_phrase": {query.field: {"query": text, "boost": query.boost}}}


@compile_query.register
def _boolean(query: Boolean) -> Body:
    clauses: Body = {
        occurrence: [compile_part(part) for part in parts]
        for occurrence, compile_part, parts in (
            ("must", compile_query, query.must),
            ("should", compile_query, query.should),
            ("filter", compile_filter, query.filter),
            ("must_not", compile_filter, query.must_not),
        )
        if parts
    }
    if not clauses:
        return {"match_all": {}}
    if query.should:
        clauses["minimum_should_match"] = query.minimum
    if query.boost != 1.0:
        clauses["boost"] = query.boost
    return {"bool": clauses}


def compile_filter(query: Query) -> Body:
    """Return what a query tree matches, in the language of Elasticsearch, without scores."""
    return _plain(unscored(query))


def _plain(query: Query) -> Body:
    """Compile an unscored tree."""
    if isinstance(query, Term):
        return {"term": {query.field: query.value}} if _can_be(query) else {"match_none": {}}
    if isinstance(query, Phrase):
        return {"match_phrase": {query.field: " ".join(query.tokens)}}
    clauses: Body = {
        occurrence: [_plain(part) for part in parts]
        for occurrence, parts in (
            ("should", query.should),
            ("filter", query.filter),
            ("must_not", query.must_not),
        )
        if parts
    }
    if query.should:
        clauses["minimum_should_match"] = query.minimum
    return {"bool": clauses} if clauses else {"match_all": {}}
