"""Split Dutch compounds: "inwonersparticipatie" into "inwoners" and "participatie".

A split counts when both halves are in the dictionary of the lemmatizer, with an optional s, en
or e between them. Among several splits the one whose shorter half is longest wins, which is the
one in the middle of two real words rather than at a chance ending.
"""

from collections.abc import Iterator
from functools import lru_cache

from simplemma.strategies import DefaultStrategy

from search.analysis.wordlists import read_words
from search.analysis.words import CACHED_WORDS

SHORTEST_PART = 4
SHORTEST_COMPOUND = 7
LONGEST_COMPOUND = 40
LINKS = ("", "s", "en", "e")

_SHORT_PARTS = read_words("nl_short_parts.txt")
_NOT_A_FIRST_PART = read_words("nl_no_first_parts.txt")
_NOT_A_LAST_PART = read_words("nl_no_last_parts.txt")
_NOT_A_COMPOUND = read_words("nl_no_compounds.txt")
_dictionary = DefaultStrategy(greedy=True)


@lru_cache(maxsize=CACHED_WORDS)
def split(word: str) -> tuple[str, ...]:
    """Return the parts of a compound in small letters, () for a word that is none."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or word in _NOT_A_COMPOUND:
        return ()
    halves = max(_halves(word), key=_balance, default=None)
    if halves is None:
        return ()
    return tuple(part for half in halves for part in (split(half) or (half,)))


def _halves(word: str) -> Iterator[tuple[str, str]]:
    for border in range(2, len(word) - 2):
        tail = word[border:]
        if tail not in _NOT_A_LAST_PART and _is_part(tail):
            head = _head_before_link(word[:border])
            if head is not None:
                yield head, tail


def _head_before_link(start: str) -> str | None:
    for link in LINKS:
        head = start.removesuffix(link)
        if len(head) + len(link) == len(start) and _is_first_part(head):
            return head
    return None


def _is_first_part(word: str) -> bool:
    return word not in _NOT_A_FIRST_PART and (_is_part(word) or bool(split(word)))


def _is_part(word: str) -> bool:
    if len(word) < SHORTEST_PART:
        return word in _SHORT_PARTS
    return _dictionary.is_dictionary_member(word, "nl")


def _balance(halves: tuple[str, str]) -> tuple[int, int]:
    head, tail = halves
    return min(len(head), len(tail)), len(tail)
