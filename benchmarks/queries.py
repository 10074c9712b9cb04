"""What visitors ask of the catalogue: a seeded list of searches in realistic proportions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from benchmarks.texts import real_words
from search.facets import Facet, Sort
from search.results import PAGE_SIZE
from search.types import SearchRequest

# What is asked, as (words, facets, sorted?, later page?), with its share in percent.
SHAPES = (
    ((1, 0, False, False), 12),
    ((2, 0, False, False), 10),
    ((3, 0, False, False), 6),
    ((1, 1, False, False), 12),
    ((2, 2, False, False), 10),
    ((1, 3, False, False), 6),
    ((0, 1, False, False), 10),
    ((0, 2, False, False), 8),
    ((0, 4, False, False), 4),
    ((0, 0, False, False), 4),
    ((0, 0, True, False), 4),
    ((1, 1, True, False), 6),
    ((1, 0, False, True), 4),
    ((0, 1, False, True), 4),
)
MISTYPED = 0.06  # share of the words with two letters exchanged


@dataclass(frozen=True)
class Query:
    """One search; `filters` gives the chosen values of each facet."""

    text: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort | None = None
    page: int = 1

    def url(self, address: str) -> str:
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        pairs += [("sort", self.sort.name)] if self.sort else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return f"{address}?{urlencode(pairs)}" if pairs else address

    def request(self, facets: Sequence[Facet]) -> SearchRequest:
        """Return what the page of results asks of the engine."""
        return SearchRequest(
            text=self.text,
            types=("method",),
            filters=self.filters,
            facets=tuple(facet.name for facet in facets),
            sort=self.sort.keys if self.sort else (),
            offset=(self.page - 1) * PAGE_SIZE,
        )


def make_queries(
    count: int, facets: Sequence[Facet], sorts: Sequence[Sort], seed: int
) -> list[Query]:
    """Return searches; equal seeds give equal lists, and hardly any search comes twice."""
    random = Random(seed)
    shapes, shares = zip(*SHAPES, strict=True)
    chosen = random.choices(shapes, shares, k=count)
    return [_query(random, facets, sorts, *shape) for shape in chosen]


def make_beginnings(count: int, seed: int) -> list[str]:
    """Return what somebody has typed so far: one word or the beginning of a second."""
    random = Random(seed)
    found = []
    for _number in range(count):
        word = random.choice(real_words())
        typed = word[: random.randint(2, len(word))]
        found.append(f"{random.choice(real_words())} {typed}" if random.random() < 0.2 else typed)
    return found


def _query(
    random: Random,
    facets: Sequence[Facet],
    sorts: Sequence[Sort],
    words: int,
    chosen: int,
    is_sorted: bool,
    is_later: bool,
) -> Query:
    filters = {
        facet.name: tuple(
            value.value for value in random.sample(facet.values, random.choice((1, 1, 1, 2)))
        )
        for facet in random.sample(list(facets), chosen)
    }
    return Query(
        text=" ".join(_typed(random, word) for word in random.choices(real_words(), k=words)),
        filters=filters,
        sort=random.choice([sort for sort in sorts if sort.keys]) if is_sorted else None,
        page=random.randint(2, 5) if is_later else 1,
    )


def _typed(random: Random, word: str) -> str:
    if random.random() >= MISTYPED:
        return word
    place = random.randint(1, len(word) - 3)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
