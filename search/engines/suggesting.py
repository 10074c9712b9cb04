"""Suggestions while typing, related documents and known words, the same for every engine."""

import math
from collections.abc import Iterator

from search.analysis import LONGEST_BEGINNING, SHORTEST_BEGINNING, analyser_for
from search.engines.fields import FIRST_WORD, words_begin
from search.engines.filtering import restricted
from search.engines.reading import Reader, Words
from search.parsing import parse_text
from search.query import STEM_BOOSTS, Boolean, Query, Term
from search.types import SortKey, Suggestion

BY_TITLE = (SortKey("title"),)
POOL = 200  # candidates looked at when a typed word is longer than the indexed beginnings
SHARED_VALUES = 60  # facet values of a document that count for its relations


def suggest(reader: Reader, text: str, language: str, limit: int) -> list[Suggestion]:
    """Return titles that begin with the text, then those with all words, then by keyword."""
    typed = _typed_words(text, language)
    if not typed or limit < 1:
        return []
    found: dict[str, Suggestion] = {}
    for query in _tiers(typed):
        _add_tier(reader, restricted(query, language, ()), typed, limit, found)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _typed_words(text: str, language: str) -> list[str]:
    forms = analyser_for(language).forms
    words = [forms(word.written).exact for word in parse_text(text.replace('"', " ")).words]
    return [word for word in words if len(word) >= SHORTEST_BEGINNING]


def _tiers(typed: list[str]) -> Iterator[Query]:
    beginnings = [word[:LONGEST_BEGINNING] for word in typed]
    in_title = tuple(Term("prefixes", word) for word in beginnings)
    yield Boolean(must=(Term("prefixes", FIRST_WORD + beginnings[0]), *in_title))
    yield Boolean(must=in_title)
    fields = ("prefixes", "keyword_prefixes")
    yield Boolean(
        must=tuple(
            Boolean(should=tuple(Term(field, word) for field in fields), minimum=1)
            for word in beginnings
        )
    )


def _add_tier(
    reader: Reader,
    query: Query,
    typed: list[str],
    limit: int,
    found: dict[str, Suggestion],
) -> None:
    is_cut = any(len(word) > LONGEST_BEGINNING for word in typed)
    _, page = reader.page(query, BY_TITLE, 0, POOL if is_cut else limit + len(found))
    for _, stored in page:
        title = stored["title"]
        if not is_cut or words_begin(typed, title):
            suggestion = Suggestion(stored["key"], title, stored["url"], stored["type"])
            found.setdefault(stored["key"], suggestion)


def related(reader: Reader, key: str, limit: int, types: tuple[str, ...]) -> list[str]:
    """Return the keys of documents that share facet values, weighted by their rarity."""
    stored = reader.stored(key)
    if stored is None or limit < 1:
        return []
    language = stored["language"]
    shared = tuple(_weighed(reader, language, stored["facets"]))
    if not shared:
        return []
    filters: list[Query] = []
    if types:
        of_types = tuple(Term("facets.type", name) for name in types)
        filters.append(Boolean(should=of_types, minimum=1))
    query = Boolean(
        must=(Boolean(should=shared, minimum=1),),
        filter=(restricted(None, language, filters),),
        must_not=(Term("key", key),),
    )
    _, page = reader.page(query, (), 0, limit)
    return [str(found.stored["key"]) for found in page]


def _weighed(reader: Reader, language: str, facets: dict[str, list[str]]) -> Iterator[Term]:
    terms = [
        Term(f"facets.{name}", value)
        for name, values in sorted(facets.items())
        for value in sorted(values)
    ]
    total = reader.count(restricted(None, language, ()))
    for term in terms[:SHARED_VALUES]:
        number = reader.count(restricted(None, language, (term,)))
        yield Term(term.field, term.value, math.log(1 + total / number), scored=False)


def documents_with(words: Words, language: str, word: str) -> int:
    """Return how many documents hold a word in any form, or as the beginning of a title word."""
    exact, token, _ = analyser_for(language).forms(word)
    known = (*(Term(field, token) for field in STEM_BOOSTS), Term("exact", exact))
    return words.count(restricted(None, language, (Boolean(should=known, minimum=1),)))


def titles_beginning(words: Words, language: str, word: str) -> int:
    """Return in how many documents a word of the title or a keyword begins like this."""
    beginning = analyser_for(language).forms(word).exact
    begun = tuple(Term(field, beginning) for field in ("prefixes", "keyword_prefixes"))
    return words.count(restricted(None, language, (Boolean(should=begun, minimum=1),)))
