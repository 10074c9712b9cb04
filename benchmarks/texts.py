"""Methods that do not exist, written with the words and sentences of those that do.

The same seed gives the same methods. Sentences come from content/methods, now and then with other
words in them, and each method has a compound of its own: so the words are as many, and as
unevenly used, as in a real catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from django.utils.text import slugify

from catalogue.choices import RelationKind
from catalogue.content.reading import read_method
from catalogue.content.records import (
    DurationRecord,
    EnglishRecord,
    GroupRecord,
    MethodRecord,
    RelationRecord,
    StepRecord,
)
from catalogue.vocabularies import vocabularies
from vocabularies.definitions import VocabularyDefinition

METHODS = Path(__file__).resolve().parents[1] / "content" / "methods"
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
MARKED_UP = re.compile(r"[*\[\]_#<>\"“”:]|^[-\d]")
CHANGED_WORDS = 0.06  # share of the words of a sentence that become other words
TITLES = (
    "{Own}",
    "{Own} met {one}",
    "{Own} voor {one} en {two}",
    "De {own} van {one}",
    "Van {one} naar {own}",
    "{Own} in {number} stappen",
    "Samen {one} met de {own}",
)


@cache
def real_methods() -> tuple[MethodRecord, ...]:
    """Return the methods of the starter content."""
    files = sorted(METHODS.glob("*.yaml"))
    found = [read_method(file.read_bytes(), file.name)[0] for file in files]
    return tuple(record for record in found if record is not None)


@cache
def real_sentences() -> tuple[str, ...]:
    """Return every plain sentence of their texts."""
    texts: list[str] = []
    for record in real_methods():
        texts += [record.why, record.need, record.when_to_use, record.when_not]
        texts += [record.working_elements, *record.tips, *(s.instruction for s in record.steps)]
    sentences = [part for text in texts for part in SENTENCE_END.split(text.replace("\n", " "))]
    return tuple(dict.fromkeys(s for s in sentences if len(s) > 20 and not MARKED_UP.search(s)))


@cache
def real_words() -> tuple[str, ...]:
    """Return every longer word of those sentences, as often as it occurs."""
    found = re.findall(r"[a-zëïéèöü]{5,14}", " ".join(real_sentences()))
    return tuple(found)


class MethodWriter:
    """Writes any number of different methods."""

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)
        self._titles: set[str] = set()
        self._keys: list[str] = []

    def write(self, count: int) -> Iterator[MethodRecord]:
        """Yield methods; each may refer to those before it."""
        for _number in range(count):
            record = self._method()
            self._keys.append(record.key)
            yield record

    def _method(self) -> MethodRecord:
        random, real = self._random, self._random.choice(real_methods())
        own = "".join(random.sample(real_words(), 2))
        title = self._title(own)
        steps = tuple(self._step() for _ in range(random.randint(4, 7)))
        longest = sum(step.minutes or 0 for step in steps) * random.choice((1, 1, 2, 8, 20))
        least = random.choice((1, 2, 4, 6, 12, 40))
        return replace(
            real,
            key=slugify(title),
            title=title,
            alt_titles=(own.capitalize(), random.choice(real_words()).capitalize()),
            summary=self._text(2, own)[:200].strip(),
            why=f"{self._text(5, own)}\n\n{self._text(5)}",
            need=self._text(2),
            terms=self._terms(),
            duration=DurationRecord(random.randint(1, longest), longest),
            preparation=random.choice((10, 30, 60, 240, 960)),
            group=GroupRecord(least, random.choice((None, least, least * 2, least * 10))),
            steps=steps,
            materials=self._some(lambda method: method.materials, 4),
            strengths=self._some(lambda method: method.strengths, 3),
            cautions=self._some(lambda method: method.cautions, 3),
            when_to_use=self._text(3),
            when_not=self._text(3),
            tips=tuple(self._text(2) for _ in range(3)),
            working_elements=self._text(4, own),
            evidence=self._some(lambda method: method.evidence, random.randint(1, 3)),
            relations=self._relations(),
            english=EnglishRecord(f"{title} (English)", real.english.summary),
        )

    def _title(self, own: str) -> str:
        while True:
            one, two = self._random.sample(real_words(), 2)
            pattern, number = self._random.choice(TITLES), self._random.randint(3, 9)
            title = pattern.format(own=own, Own=own.capitalize(), one=one, two=two, number=number)
            title = title[0].upper() + title[1:]
            if title not in self._titles and len(slugify(title)) <= 80:
                self._titles.add(title)
                return title
            own = "".join(self._random.sample(real_words(), 2))

    def _text(self, count: int, own: str = "") -> str:
        """Return sentences; the first names what is the method's own."""
        sentences = [self._sentence() for _ in range(count)]
        if own:
            sentences[0] = f"Een {own} helpt. {sentences[0]}"
        return " ".join(sentences)

    def _sentence(self) -> str:
        words = self._random.choice(real_sentences()).split(" ")
        for place in range(1, len(words) - 1):
            if self._random.random() < CHANGED_WORDS:
                words[place] = self._random.choice(real_words())
        return " ".join(words)

    def _step(self) -> StepRecord:
        real = self._random.choice(self._random.choice(real_methods()).steps)
        minutes = self._random.choice((5, 10, 15, 20, 30, 45))
        return replace(
            real, minutes=minutes, instruction=self._text(3), facilitator_note=self._text(1)
        )

    def _some(
        self, parts: Callable[[MethodRecord], Sequence[object]], count: int
    ) -> tuple[object, ...]:
        every = list(dict.fromkeys(part for method in real_methods() for part in parts(method)))
        return tuple(self._random.sample(every, count))

    def _terms(self) -> dict[str, tuple[str, ...]]:
        """Choose two terms on average in each vocabulary that editors fill in for methods."""
        return {
            vocabulary.name: self._chosen(vocabulary)
            for vocabulary in vocabularies
            if vocabulary.source == "chosen" and "method" in vocabulary.applies_to
        }

    def _chosen(self, vocabulary: VocabularyDefinition) -> tuple[str, ...]:
        slugs = [term.slug for term in vocabulary.terms]
        # Some take one or two terms only; three elsewhere make it two on average.
        most = min(vocabulary.max_terms or 4, len(slugs))
        return tuple(self._random.sample(slugs, self._random.randint(1, most)))

    def _relations(self) -> tuple[RelationRecord, ...]:
        others = self._random.sample(self._keys, min(2, len(self._keys)))
        kinds = self._random.sample(RelationKind.values, 2)
        return tuple(
            RelationRecord(other, kind, self._sentence()[:200])
            for other, kind in zip(others, kinds, strict=False)
        )
