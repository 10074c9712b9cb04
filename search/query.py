"""The query tree, and building it from what a visitor typed.

A tree holds terms, phrases and booleans only, and each engine compiles it to its own queries.
User text becomes terms by the analysis and never syntax.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.analysis import LONGEST_BEGINNING, Analyser, Forms, analyser_for
from search.parsing import ParsedText, TypedWord, content_words, parse_text
from search.synonyms import Alternatives, SynonymTable, synonym_table

SHORTEST_TYPED_BEGINNING = 3

# A word in a short field counts for more by itself already, so the boosts stay near each other:
# with a title that weighs more, any title with one common word goes before the page with them all.
STEM_BOOSTS = {"title": 4.0, "keywords": 4.0, "summary": 2.0, "body": 2.0, "parts": 1.0}
PHRASE_BOOSTS = {"title": 6.0, "keywords": 4.0, "summary": 2.5, "body": 1.0}
EXACT_BOOST = 0.5
SYNONYM_BOOST = 0.5
SPLIT_COMPOUND_BOOST = 0.8
BEGINNING_SCORES = {"prefixes": 0.6, "keyword_prefixes": 0.3}


@dataclass(frozen=True, slots=True)
class Term:
    """One value in one field; unscored terms give their boost as the score."""

    field: str
    value: str
    boost: float = 1.0
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other in one field."""

    field: str
    tokens: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Boolean:
    """All of `must` and of the unscored `filter`, `minimum` of `should`, none of `must_not`."""

    must: "tuple[Query, ...]" = ()
    should: "tuple[Query, ...]" = ()
    filter: "tuple[Query, ...]" = ()
    must_not: "tuple[Query, ...]" = ()
    minimum: int = 0
    boost: float = 1.0


Query = Term | Phrase | Boolean


def unscored(query: Query) -> Query:
    """Return a tree that matches the same documents, without what only adds to their score."""
    if not isinstance(query, Boolean):
        return query
    needed: list[Query] = []
    for part in map(unscored, (*query.must, *query.filter)):
        if isinstance(part, Boolean) and not part.should and not part.must_not:
            needed += part.filter
        else:
            needed.append(part)
    should = () if needed and not query.minimum else tuple(map(unscored, query.should))
    minimum = query.minimum if should else 0
    if not query.must_not:
        if len(needed) == 1 and not should:
            return needed[0]
        if not needed and len(should) == minimum == 1:
            return should[0]
    must_not = tuple(map(unscored, query.must_not))
    return Boolean(filter=tuple(needed), should=should, must_not=must_not, minimum=minimum)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a highlighter marks: tokens, folded phrases and the beginning of a last word."""

    tokens: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class TextQuery:
    """The tree for a text and what to mark in its hits."""

    root: Query
    marks: Marks


def build_query(
    text: str | ParsedText,
    language: str,
    synonyms: Mapping[str, Sequence[str]] | None = None,
    *,
    open_ended: bool = False,
    is_loose: bool = False,
) -> TextQuery | None:
    """Build the tree for a text; None when it holds no word.

    With `open_ended` the last word may also be the beginning of a word of a title or keyword. With
    `is_loose` any of the words is enough, and any part of a compound; documents with more of them
    still come first.
    """
    parsed = parse_text(text) if isinstance(text, str) else text
    if parsed.is_empty:
        return None
    table = synonym_table(synonyms or {}, language)
    builder = _Builder(analyser_for(language), table, is_loose)
    return builder.build(parsed, content_words(parsed, language), open_ended)


@dataclass(frozen=True, slots=True)
class _Clause:
    """What one or more words of the text became, and the tokens to mark."""

    query: Query
    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Builder:
    analyser: Analyser
    synonyms: SynonymTable
    is_loose: bool

    def build(
        self, parsed: ParsedText, content: tuple[TypedWord, ...], open_ended: bool
    ) -> TextQuery:
        beginning = self._beginning(parsed, content) if open_ended else ""
        phrases = tuple(
            tuple(self.analyser.forms(word).exact for word in phrase) for phrase in parsed.phrases
        )
        clauses = list(self._clauses(parsed.words, frozenset(content), beginning))
        needed = [clause.query for clause in clauses]
        enough = _any_of(needed) if self.is_loose else _enough_of(needed)
        root = Boolean(
            must=(*map(_exact_phrase, phrases), *enough),
            should=tuple(self._adjacent(parsed.words)),
        )
        marked = frozenset(token for clause in clauses for token in clause.tokens)
        return TextQuery(root, Marks(marked, phrases, beginning))

    def _beginning(self, parsed: ParsedText, content: tuple[TypedWord, ...]) -> str:
        if not parsed.is_open or not content or content[-1] != parsed.words[-1]:
            return ""
        exact = self.analyser.forms(content[-1].written).exact
        is_usable = SHORTEST_TYPED_BEGINNING <= len(exact) <= LONGEST_BEGINNING
        return exact if is_usable else ""

    def _clauses(
        self, words: tuple[TypedWord, ...], content: frozenset[TypedWord], beginning: str
    ) -> Iterator[_Clause]:
        forms = [self.analyser.forms(word.written) for word in words]
        tokens = [form.token for form in forms]
        seen: set[str] = set()
        position = 0
        while position < len(words):
            length, alternatives = self.synonyms.longest_match(tokens, position)
            span = range(position, position + max(length, 1))
            position = span.stop
            kept = [forms[i] for i in span if words[i] in content]
            kept = [form for form in kept if form.token not in seen]
            seen.update(form.token for form in kept)
            if kept:
                is_last = span.stop == len(words)
                yield self._clause(kept, alternatives, beginning if is_last else "")

    def _adjacent(self, words: tuple[TypedWord, ...]) -> Iterator[Query]:
        """Lift documents in which the words stand together in the order of the text."""
        tokens = tuple(self.analyser.forms(word.written).token for word in words)
        if len(tokens) > 1:
            yield from (Phrase(field, tokens, PHRASE_BOOSTS[field]) for field in ("title", "body"))

    def _clause(self, forms: list[Forms], alternatives: Alternatives, beginning: str) -> _Clause:
        own = [self._word(form, beginning if form is forms[-1] else "") for form in forms]
        query: Query = own[0] if len(own) == 1 else Boolean(must=tuple(own))
        tokens = {form.token for form in forms}
        if alternatives:
            others = [query for tokens_ in alternatives for query in _alternative(tokens_)]
            query = Boolean(should=(query, *others), minimum=1)
            tokens.update(token for tokens_ in alternatives for token in tokens_)
        return _Clause(query, frozenset(tokens))

    def _word(self, form: Forms, beginning: str) -> Query:
        should: list[Query] = list(_in_any_field(form.token))
        should.append(Term("exact", form.exact, EXACT_BOOST))
        if len(form.parts) > 1:
            should.append(self._split(form.parts))
        if beginning:
            scores = BEGINNING_SCORES.items()
            should.extend(Term(field, beginning, score, scored=False) for field, score in scores)
        return Boolean(should=tuple(should), minimum=1)

    def _split(self, parts: tuple[str, ...]) -> Query:
        found = tuple(Boolean(should=_in_any_field(part), minimum=1) for part in parts)
        if self.is_loose:
            return Boolean(should=found, minimum=1, boost=SPLIT_COMPOUND_BOOST)
        return Boolean(must=found, boost=SPLIT_COMPOUND_BOOST)


def _in_any_field(token: str) -> tuple[Term, ...]:
    return tuple(Term(field, token, boost) for field, boost in STEM_BOOSTS.items())


def _alternative(tokens: tuple[str, ...]) -> Iterator[Query]:
    for field, boost in PHRASE_BOOSTS.items():
        if len(tokens) == 1:
            yield Term(field, tokens[0], boost * SYNONYM_BOOST)
        else:
            yield Phrase(field, tokens, boost * SYNONYM_BOOST)


def _exact_phrase(words: tuple[str, ...]) -> Query:
    return Term("exact", words[0]) if len(words) == 1 else Phrase("exact", words)


def _enough_of(clauses: list[Query]) -> tuple[Query, ...]:
    """Ask all of one or two words, and two thirds, rounded up, of more."""
    if len(clauses) <= 2:
        return tuple(clauses)
    return (Boolean(should=tuple(clauses), minimum=math.ceil(len(clauses) * 2 / 3)),)


def _any_of(clauses: list[Query]) -> tuple[Query, ...]:
    """Ask one of the words; of one word there is nothing to choose, and the tree is as above."""
    return (Boolean(should=tuple(clauses), minimum=1),) if len(clauses) > 1 else tuple(clauses)
