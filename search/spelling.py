"""Typing errors and "bedoelde u", solved before an engine is asked.

A word that no document knows is compared with the words of the public documents. Nothing else
is ever offered, so a correction always leads to something.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from search.analysis import fold
from search.parsing import ParsedText, TypedWord, content_words

SHORTEST_CORRECTED = 4  # letters; shorter words have too many neighbours
LENGTH_FOR_TWO_ERRORS = 8
FAR_RARER = 50  # times fewer documents than its neighbour has


class Neighbour(NamedTuple):
    """A word of the documents that looks like the typed one."""

    word: str
    distance: int
    documents: int


class _Words(NamedTuple):
    """The words of one length in columns: looking through one column is quick."""

    letters: list[int]
    folded: list[str]
    written: list[str]
    documents: list[int]


class Vocabulary:
    """The words of the public documents in one language, with their numbers of documents."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        self._by_length: dict[int, _Words] = {}
        for word, count in counts:
            folded = fold(word)
            words = self._by_length.setdefault(len(folded), _Words([], [], [], []))
            words.letters.append(_letters(folded))
            words.folded.append(folded)
            words.written.append(word)
            words.documents.append(count)

    def closest(self, word: str) -> Neighbour | None:
        """Return the nearest word: fewest errors, the same first letter, most documents."""
        folded = fold(word)
        for errors in range(1, allowed_errors(folded) + 1):
            found = self._neighbours(folded, errors)
            nearest = min(found, key=partial(_preference, folded), default=None)
            if nearest is not None:
                return nearest
        return None

    def _neighbours(self, folded: str, errors: int) -> Iterator[Neighbour]:
        """Compare only words that share enough letters; the rest cannot be near."""
        letters = _letters(folded)
        for missing in range(-errors, errors + 1):
            words = self._by_length.get(len(folded) + missing)
            if words is None:
                continue
            most = 2 * errors - abs(missing)  # a letter more or less differs by one, a wrong by two
            for number, others in enumerate(words.letters):
                if (others ^ letters).bit_count() > most or words.folded[number] == folded:
                    continue
                distance = distance_within(folded, words.folded[number], errors)
                if distance is not None:
                    yield Neighbour(words.written[number], distance, words.documents[number])


def allowed_errors(folded: str) -> int:
    """Return how many errors a word may hold: none, 1 from four letters, 2 from eight."""
    if len(folded) < SHORTEST_CORRECTED or not folded.isalpha():
        return 0
    return 2 if len(folded) >= LENGTH_FOR_TWO_ERRORS else 1


def correct(
    parsed: ParsedText,
    language: str,
    documents_with: Callable[[str], int],
    vocabulary: Callable[[], Vocabulary],
) -> str | None:
    """Return the text with its misspelt words replaced; None when there is nothing to correct.

    Quoted words stay as they are. `documents_with` counts the documents that know a word.
    """
    replaced: list[tuple[TypedWord, str]] = []
    for word in content_words(parsed, language):
        better = _better(word.written, documents_with, vocabulary)
        if better is not None:
            replaced.append((word, better))
    return _replace(parsed.text, replaced) if replaced else None


def _better(
    word: str, documents_with: Callable[[str], int], vocabulary: Callable[[], Vocabulary]
) -> str | None:
    if not allowed_errors(fold(word)):
        return None
    count = documents_with(word)
    if count > 2:
        return None
    nearest = vocabulary().closest(word)
    if nearest is None:
        return None
    is_slip = count == 0 or (nearest.distance == 1 and nearest.documents >= count * FAR_RARER)
    return nearest.word if is_slip else None


def _replace(text: str, words: list[tuple[TypedWord, str]]) -> str:
    for word, better in sorted(words, reverse=True, key=lambda pair: pair[0].start):
        text = text[: word.start] + better + text[word.end :]
    return " ".join(text.split())


def _preference(folded: str, neighbour: Neighbour) -> tuple[int, bool, int, str]:
    other_start = fold(neighbour.word)[0] != folded[0]
    return neighbour.distance, other_start, -neighbour.documents, neighbour.word


@lru_cache(maxsize=100_000)
def _letters(folded: str) -> int:
    """Return the letters of a word as bits, to compare two words at once."""
    bits = 0
    for letter in folded:
        bits |= 1 << (ord(letter) & 63)
    return bits


def distance_within(first: str, second: str, limit: int) -> int | None:
    """Return the number of errors between two words, None above the limit.

    An error is a letter too many, too few, wrong, or two neighbours in the wrong order.
    """
    first, second = _without_same_ends(first, second)
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None


def _without_same_ends(first: str, second: str) -> tuple[str, str]:
    """Leave out how both words begin and end: what is left is short, and as far apart."""
    shortest = min(len(first), len(second))
    start = 0
    while start < shortest and first[start] == second[start]:
        start += 1
    end = 0
    while end < shortest - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return first[start : len(first) - end], second[start : len(second) - end]
