"""Find where the words of a quoted phrase stand in a text, compared as they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from search.analysis import WORD, fold
from search.analysis.words import WORD_LENGTH

Phrase = tuple[str, ...]  # folded words

# Where most letters with an accent and most signs of printed text stand.
_PRINTED = (*range(0x80, 0x250), *range(0x2000, 0x2070), *range(0x20A0, 0x20C0))
_NOT_PLAIN = re.compile(r"[^\x00-\x7f]")  # to look at these alone is five times as quick
_LETTER = r"[^\W_]"
_JOINER = "['-]"  # in plain text, one of these may stand between two letters of a word


def find_phrase(text: str, phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Yield the place of every word that belongs to the phrase, in order."""
    plain = text if text.isascii() else _NOT_PLAIN.sub(_plainly, text)
    has_joiners = "-" in plain or "'" in plain
    pattern = _pattern(phrase, has_joiners=has_joiners) if plain.isascii() else None
    if pattern is None:
        yield from _find_word_by_word(text, phrase)
        return
    for match in pattern.finditer(plain.lower()):
        for word in WORD.finditer(text, *match.span()):
            yield word.span()


def _plainly(found: re.Match[str]) -> str:
    return _PLAIN.get(found[0], found[0])


def _plain(sign: str) -> str | None:
    """Return what stands for a sign in plain text, one for one; None where nothing can."""
    if WORD.fullmatch(sign):
        letter = fold(sign)
        return letter if len(letter) == 1 and letter.isascii() else None
    if WORD.fullmatch(f"a{sign}a"):
        return None if unicodedata.combining(sign) or sign == "\u200d" else "-"
    return " "


_PLAIN = {sign: plain for sign in map(chr, _PRINTED) if (plain := _plain(sign))}


@lru_cache(maxsize=64)
def _pattern(phrase: Phrase, *, has_joiners: bool) -> re.Pattern[str] | None:
    """Return what finds the phrase in plain text of small letters; None where it would not.

    With a word twice, phrases may overlap; of a very long word only the beginning counts. The
    letters it begins with come before what may not precede them: so the library finds them sooner.
    """
    if len(set(phrase)) < len(phrase) or any(len(word) >= WORD_LENGTH for word in phrase):
        return None
    joiner, begins = (f"{_JOINER}?", phrase[0][0]) if has_joiners else ("", phrase[0])
    words = [joiner.join(map(re.escape, word)) + f"(?!{joiner}{_LETTER})" for word in phrase]
    begins = re.escape(begins)
    none_before = f"(?<!{_LETTER}{begins})"
    if has_joiners:
        none_before += f"(?<!{_LETTER}{_JOINER}{begins})"
    words[0] = begins + none_before + words[0].removeprefix(begins)
    return re.compile(r"[\W_]+".join(words))


def _find_word_by_word(text: str, phrase: Phrase) -> Iterator[tuple[int, int]]:
    words = list(WORD.finditer(text))
    folded = [fold(match[0]) for match in words]
    length = len(phrase)
    found = {
        number
        for start, first in enumerate(folded)
        if first == phrase[0] and tuple(folded[start : start + length]) == phrase
        for number in range(start, start + length)
    }
    yield from (words[number].span() for number in sorted(found))
