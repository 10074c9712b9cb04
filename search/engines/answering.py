"""Answer a search request, the same for every engine."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.engines.base import WINDOW
from search.engines.filtering import filters_of, restricted
from search.engines.reading import Found, Question, Reader, Words
from search.engines.stored import SHOWN_TEXTS
from search.engines.suggesting import documents_with, titles_beginning
from search.highlighting import Highlighter, Traced
from search.parsing import ParsedText, content_words, parse_text
from search.query import Marks, Query, TextQuery, build_query
from search.spelling import correct
from search.types import Hit, SearchRequest, SearchResult, SortKey

Synonyms = Mapping[str, Sequence[str]]
SURELY = 5  # times as many expected, and there is no need to count
FEW = 10  # fewer documents with enough of the words than this, and any of the words will do


def answer(
    reader: Reader, request: SearchRequest, synonyms: Synonyms, words: Words | None = None
) -> SearchResult:
    """Return the page of hits and counts; the correction's when the text itself has none.

    `words` says which words the documents have, where another index knows that sooner.
    """
    return _Asking(reader, request, synonyms, words or reader).answer()


class _Asking:
    """One request while it is answered."""

    def __init__(
        self, reader: Reader, request: SearchRequest, synonyms: Synonyms, words: Words
    ) -> None:
        self.reader = reader
        self.words = words
        self.request = request
        self.synonyms = synonyms
        self.filters = filters_of(request)
        self.offset = min(max(request.offset, 0), WINDOW)
        self.limit = min(max(request.limit, 0), WINDOW - self.offset)
        self.is_loose = request.may_be_loose and not request.sort
        self.known: dict[str, int] = {}  # documents with a word, asked once for a search

    def answer(self) -> SearchResult:
        parsed = parse_text(self.request.text)
        if parsed.is_empty:
            return self._result(None)
        query = self._text_query(parsed)
        correction = self._correction(parsed)
        if correction is None:
            return self._enough(query, parsed)[0]
        return self._corrected(query, parsed, correction)

    def _corrected(
        self, query: TextQuery | None, parsed: ParsedText, correction: str
    ) -> SearchResult:
        """Answer a text with its correction: instead of it, where it has no hit, or beside it."""
        better = parse_text(correction)
        instead: SearchResult | None = None
        if self._seems_below(1, query, parsed):
            instead, (total,) = self._enough(
                self._text_query(better), better, (self._within(query),)
            )
            found = self._enough(query, parsed)[0] if total else None
        else:
            found, _ = self._enough(query, parsed)
            total = found.total if found.full_matches is None else found.full_matches
        if found and total:
            is_offered = self._count(self._widest(better)) > 0
            return replace(found, correction=correction) if is_offered else found
        instead = instead or self._enough(self._text_query(better), better)[0]
        if instead.total or self._count(self._widest(better)):
            return replace(instead, correction=correction, corrected=True)
        return found or self._enough(query, parsed)[0]

    def _enough(
        self, query: TextQuery | None, parsed: ParsedText, beside: tuple[Query, ...] = ()
    ) -> tuple[SearchResult, list[int]]:
        """Answer a query, or the loose one for its text where it finds too little.

        What is `beside` it is counted in the same go.
        """
        wide = self._text_query(parsed, is_loose=True) if self.is_loose else query
        if wide == query:
            return self._result_beside(query, beside)
        unfiltered = self._unfiltered(query)
        seems_few = self._seems_below(FEW, query, parsed)
        if seems_few and not any(self._seems_enough(one) for one in unfiltered):
            own = (self._within(query), *unfiltered)
            wider, counts = self._result_beside(wide, (*own, *beside))
            full, others = counts[: len(own)], counts[len(own) :]
            if max(full) < FEW and full[0] < wider.total:
                return replace(wider, full_matches=full[0]), others
            return self._result(query), others
        # Chosen facets leave few: that there are enough without them is counted in the same go.
        found, counts = self._result_beside(query, (*beside, *(unfiltered if seems_few else ())))
        others, without = counts[: len(beside)], counts[len(beside) :]
        if found.total < FEW and not any(
            number >= FEW for number in without or map(self.reader.count, unfiltered)
        ):
            wider = self._result(wide)
            if wider.total > found.total:
                return replace(wider, full_matches=found.total), others
        return found, others

    def _seems_below(self, number: int, query: TextQuery | None, parsed: ParsedText) -> bool:
        """Guess by a nearer index whether a query finds fewer: what to ask the other one first."""
        if self.words is self.reader:
            return False
        is_narrowed = bool(self.request.filters)
        if not is_narrowed and self._expected(parsed) > SURELY * number:
            return False
        return self.words.count(self._within(query)) < number

    def _seems_enough(self, within: Query) -> bool:
        return self.words.count(within) >= FEW

    def _expected(self, parsed: ParsedText) -> float:
        """Return how many documents would have all words, if words did not know each other."""
        language = self.request.language
        total = max(self.words.count(restricted(None, language, ())), 1)
        content = content_words(parsed, language)
        return total * math.prod(self._documents_with(word.written) / total for word in content)

    def _widest(self, parsed: ParsedText) -> TextQuery | None:
        return self._text_query(parsed, is_loose=self.is_loose)

    def _text_query(self, parsed: ParsedText, *, is_loose: bool = False) -> TextQuery | None:
        language = self.request.language
        open_ended = parsed.is_open and not self._knows_last_word(parsed)
        return build_query(
            parsed, language, self.synonyms, open_ended=open_ended, is_loose=is_loose
        )

    def _knows_last_word(self, parsed: ParsedText) -> bool:
        content = content_words(parsed, self.request.language)
        return bool(content) and self._documents_with(content[-1].written) > 0

    def _documents_with(self, word: str) -> int:
        if word not in self.known:
            self.known[word] = documents_with(self.words, self.request.language, word)
        return self.known[word]

    def _correction(self, parsed: ParsedText) -> str | None:
        language = self.request.language

        def known(word: str) -> int:
            # A word that is still being typed is no typing error.
            return self._documents_with(word) or titles_beginning(self.words, language, word)

        return correct(parsed, language, known, lambda: self.words.vocabulary(language))

    def _count(self, query: TextQuery | None) -> int:
        return self.reader.count(self._within(query))

    def _within(self, query: TextQuery | None) -> Query:
        text = None if query is None else query.root
        return restricted(text, self.request.language, self.filters.values())

    def _unfiltered(self, query: TextQuery | None) -> Sequence[Query]:
        """Return the query without the chosen facets, if there are: so no choice makes it loose."""
        if not self.request.filters:
            return ()
        text = None if query is None else query.root
        types = [found for name, found in self.filters.items() if name == "type"]
        return (restricted(text, self.request.language, types),)

    def _result(self, query: TextQuery | None) -> SearchResult:
        return self._result_beside(query, ())[0]

    def _result_beside(
        self, query: TextQuery | None, counted: Sequence[Query]
    ) -> tuple[SearchResult, list[int]]:
        """Answer a query, and count what others match, in one request where there is a server."""
        answer, numbers = self.reader.answer_beside(self._question(query), counted)
        marks = query.marks if query and self.request.highlight else Marks()
        highlighter = Highlighter(self.request.language, marks)
        hits = [_hit(one, highlighter) for one in answer.found]
        # Hits are drawn first, while facets may be counted on another core.
        return SearchResult(total=answer.total, hits=hits, facets=answer.counts()), numbers

    def _question(self, query: TextQuery | None) -> Question:
        sort = self.request.sort
        if query is None and not sort:
            sort = (SortKey("title"),)
        return Question(
            text=None if query is None else query.root,
            language=self.request.language,
            filters=self.filters,
            sort=sort,
            offset=self.offset,
            limit=self.limit,
            facets=self.request.facets,
        )


def _hit(found: Found, highlighter: Highlighter) -> Hit:
    score, stored = found
    title, summary, body = (Traced(stored[name], stored["traces"][name]) for name in SHOWN_TEXTS)
    return Hit(
        key=stored["key"],
        score=round(score, 3),
        type=stored["type"],
        url=stored["url"],
        title=highlighter.whole(title),
        fragment=highlighter.fragment((summary, body)),
    )
