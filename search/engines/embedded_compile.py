"""Compile the query tree to queries of the embedded index."""

from collections.abc import Iterable
from functools import singledispatch

import tantivy

from search.engines.base import is_storable
from search.query import Boolean, Phrase, Query, Term, unscored

MUST, SHOULD, MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def compile_query(query: Query, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query of the index for a tree."""
    return _compile(query, schema)


def compile_filter(query: Query, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query of the index for what a tree matches: without scores, in half the time."""
    return tantivy.Query.const_score_query(_plain(unscored(query), schema), 0.0)


def compile_one_of(field: str, values: Iterable[str], schema: tantivy.Schema) -> tantivy.Query:
    """Return the query for one of many values, written at once: a tree takes four times as long."""
    terms = (
        tantivy.Query.term_query(schema, field, value) for value in values if is_storable(value)
    )
    return tantivy.Query.boolean_query([(SHOULD, term) for term in terms])


@singledispatch
def _compile(query: Query, schema: tantivy.Schema) -> tantivy.Query:
    raise TypeError(f"A query tree holds no {type(query).__name__}")


@_compile.register
def _term(query: Term, schema: tantivy.Schema) -> tantivy.Query:
    term = _one_term(query, schema)
    if not query.scored:
        return tantivy.Query.const_score_query(term, query.boost)
    return _boosted(term, query.boost)


@_compile.register
def _phrase(query: Phrase, schema: tantivy.Schema) -> tantivy.Query:
    return _boosted(_one_phrase(query, schema), query.boost)


@_compile.register
def _boolean(query: Boolean, schema: tantivy.Schema) -> tantivy.Query:
    clauses = [(MUST, _compile(part, schema)) for part in query.must]
    clauses += [(MUST, compile_filter(part, schema)) for part in query.filter]
    clauses += [(SHOULD, _compile(part, schema)) for part in query.should]
    clauses += [(MUST_NOT, compile_filter(part, schema)) for part in query.must_not]
    return _boosted(_joined(clauses, query), query.boost)


def _plain(query: Query, schema: tantivy.Schema) -> tantivy.Query:
    """Compile an unscored tree."""
    if isinstance(query, Term):
        return _one_term(query, schema)
    if isinstance(query, Phrase):
        return _one_phrase(query, schema)
    clauses = [(MUST, _plain(part, schema)) for part in query.filter]
    clauses += [(SHOULD, _plain(part, schema)) for part in query.should]
    clauses += [(MUST_NOT, _plain(part, schema)) for part in query.must_not]
    return _joined(clauses, query)


def _joined(clauses: list[tuple[tantivy.Occur, tantivy.Query]], query: Boolean) -> tantivy.Query:
    minimum = query.minimum if query.should else None
    return tantivy.Query.boolean_query(clauses, minimum_number_should_match=minimum)


def _one_term(query: Term, schema: tantivy.Schema) -> tantivy.Query:
    if not is_storable(query.value):
        return tantivy.Query.empty_query()
    return tantivy.Query.term_query(schema, query.field, query.value)


def _one_phrase(query: Phrase, schema: tantivy.Schema) -> tantivy.Query:
    return tantivy.Query.phrase_query(schema, query.field, list(query.tokens))


def _boosted(query: tantivy.Query, boost: float) -> tantivy.Query:
    return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)
