"""What visitors ask: searches of several kinds, in the share in which they come."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from benchmarks.search.documents import VOCABULARIES, distinct_words, facet_values, skewed
from benchmarks.texts import real_sentences, real_words
from search.types import SearchRequest, SortKey

SHARES = {  # in percent
    "word": 18,
    "several words": 18,
    "phrase": 8,
    "word and filters": 22,
    "only filters": 16,
    "typing error": 8,
    "later page": 6,
    "sorted": 4,
}
PAGE_SIZE = 20  # hits, as on the page of results
LATEST_PAGE = 10
SORTS = (
    (SortKey("dates.published", descending=True),),
    (SortKey("numbers.minutes"),),
    (SortKey("title"),),
)

Filters = dict[str, tuple[str, ...]]


class Question(NamedTuple):
    """A search and its kind."""

    kind: str
    request: SearchRequest


def make_questions(count: int, seed: int) -> list[Question]:
    """Return searches; equal seeds give equal ones, and hardly any comes twice."""
    random = Random(seed)
    kinds = random.choices(list(SHARES), list(SHARES.values()), k=count)
    return [Question(kind, _MAKERS[kind](random)) for kind in kinds]


def _request(
    text: str = "",
    filters: Filters | None = None,
    sort: tuple[SortKey, ...] = (),
    page: int = 1,
) -> SearchRequest:
    """Return what the page of results asks: one page, all counts and marked fragments."""
    if not text and not sort:
        sort = (SortKey("title"),)
    return SearchRequest(
        text=text,
        types=("method",),
        filters=filters or {},
        facets=VOCABULARIES,
        sort=sort,
        offset=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        may_be_loose=True,
    )


def _word(random: Random) -> SearchRequest:
    return _request(_one_word(random))


def _several_words(random: Random) -> SearchRequest:
    return _request(" ".join(_one_word(random) for _ in range(random.choice((2, 2, 2, 3, 4)))))


def _phrase(random: Random) -> SearchRequest:
    words = random.choice(real_sentences()).rstrip(".?!").split(" ")
    length = min(random.choice((2, 3)), len(words))
    start = random.randint(0, len(words) - length)
    return _request(f'"{" ".join(words[start : start + length])}"')


def _word_and_filters(random: Random) -> SearchRequest:
    return _request(_one_word(random), _filters(random, random.choice((1, 1, 2, 3))))


def _only_filters(random: Random) -> SearchRequest:
    return _request("", _filters(random, random.choice((1, 1, 2, 2, 3))))


def _typing_error(random: Random) -> SearchRequest:
    """Ask a word with two different letters exchanged, not the first."""
    word = _one_word(random)
    places = [n for n in range(1, len(word) - 1) if word[n] != word[n + 1]]
    place = random.choice(places)
    return _request(word[:place] + word[place + 1] + word[place] + word[place + 2 :])


def _later_page(random: Random) -> SearchRequest:
    return _request(_one_word(random), page=random.randint(2, LATEST_PAGE))


def _sorted(random: Random) -> SearchRequest:
    return _request(_one_word(random), sort=random.choice(SORTS))


def _one_word(random: Random) -> str:
    """Draw a word as texts have it, or now and then one that few documents have."""
    if random.random() < 0.2:
        return skewed(random, distinct_words())
    return random.choice(real_words())


def _filters(random: Random, number: int) -> Filters:
    return {
        name: tuple(
            dict.fromkeys(
                skewed(random, facet_values()[name]) for _ in range(random.choice((1, 1, 1, 2)))
            )
        )
        for name in random.sample(VOCABULARIES, number)
    }


_MAKERS: dict[str, Callable[[Random], SearchRequest]] = {
    "word": _word,
    "several words": _several_words,
    "phrase": _phrase,
    "word and filters": _word_and_filters,
    "only filters": _only_filters,
    "typing error": _typing_error,
    "later page": _later_page,
    "sorted": _sorted,
}
