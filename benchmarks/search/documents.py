"""Search documents that no page made: any number, with words, sentences and terms of the catalogue.

Document n of a seed is always the same, whatever the number of documents. Each has a word of its
own joined from two; a few such words are frequent and most are rare, so that the list of words
grows with the documents as it does in real texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

from benchmarks.texts import real_sentences, real_words
from catalogue.vocabularies import vocabularies
from search.types import SearchDocument

VOCABULARIES = ("doel", "fase", "deelnemers", "bestuurslaag", "beleidsthema", "voorbereiding")
MOST_VALUES = 3  # of one vocabulary in a document, where it takes several
SENTENCES = (3, 8)  # of a body
CHANGED_WORDS = 0.08  # share of the words of a sentence that become other words
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = 5 * 365
TITLES = (
    "{Own}",
    "{Own} met {one}",
    "{Own} voor {one} en {two}",
    "De {own} van {one}",
    "Van {one} naar {own}",
    "Samen {one} met de {own}",
    "{One} en {two} in de {own}",
)


@cache
def distinct_words() -> tuple[str, ...]:
    """Return the words of the catalogue, each once, the frequent ones first."""
    words = real_words()
    numbers = dict.fromkeys(words, 0)
    for word in words:
        numbers[word] += 1
    return tuple(sorted(numbers, key=lambda word: (-numbers[word], word)))


@cache
def facet_values() -> dict[str, tuple[str, ...]]:
    """Return the values of each of the six facets, the frequent ones first."""
    found = {one.name: one for one in vocabularies}
    return {name: tuple(term.slug for term in found[name].terms) for name in VOCABULARIES}


def make_documents(count: int, *, seed: int = 1, start: int = 0) -> Iterator[SearchDocument]:
    """Yield documents, the first with the number `start`."""
    for number in range(start, start + count):
        yield make_document(number, seed)


def make_document(number: int, seed: int = 1) -> SearchDocument:
    """Return one document; equal numbers and seeds give equal ones."""
    random = Random(f"{seed}:{number}")
    own = own_word(random)
    one, two = random.choice(real_words()), random.choice(real_words())
    title = random.choice(TITLES).format(
        own=own, Own=own.title(), one=one, One=one.title(), two=two
    )
    sentences = [_sentence(random) for _ in range(random.randint(*SENTENCES))]
    sentences[0] = f"Een {own} helpt. {sentences[0]}"
    return SearchDocument(
        key=f"{number:032x}:nl",
        type="method",
        language="nl",
        url=f"/methoden/{own}-{number}/",
        title=title,
        summary=f"{_sentence(random)} {_sentence(random)}"[:200],
        body="\n".join(sentences),
        keywords=(own, random.choice(real_words())),
        facets={name: _values(random, name) for name in VOCABULARIES},
        numbers={"minutes": float(random.choice((15, 30, 60, 90, 120, 240, 480)))},
        dates={"published": NEWEST - timedelta(minutes=random.randrange(YEARS * 24 * 60))},
    )


def own_word(random: Random) -> str:
    """Return a compound; those of frequent words come again and again."""
    return skewed(random, distinct_words()) + skewed(random, distinct_words())


def skewed(random: Random, items: Sequence[str]) -> str:
    """Draw an item; an early one far more often than a late one."""
    return items[int(len(items) * random.random() ** 3)]


def _sentence(random: Random) -> str:
    words = random.choice(real_sentences()).split(" ")
    for place in range(1, len(words) - 1):
        if random.random() < CHANGED_WORDS:
            words[place] = random.choice(real_words())
    return " ".join(words)


def _values(random: Random, name: str) -> list[str]:
    values = facet_values()[name]
    most = 1 if name == "voorbereiding" else MOST_VALUES
    drawn = (skewed(random, values) for _ in range(random.randint(1, most)))
    return list(dict.fromkeys(drawn))
