"""Find the words of a text and fold them: the part of the analysis that no language changes.

A word is a run of letters and digits. Apostrophes, hyphens, soft hyphens and combining accents
inside it belong to it, so that "agenda's" and "co-creatie" are one word each.
"""

import re
import unicodedata
from functools import lru_cache

_JOINERS = "'\u2019\u2018\u02bc\u2010\u2011\u00ad-"
_MARKS = "\u0300-\u036f\u200d"
WORD = re.compile(rf"[^\W_]+(?:(?:[{_MARKS}]+[{_JOINERS}]?|[{_JOINERS}])[^\W_]+)*[{_MARKS}]*")
# More would find little again, for most words are rare, and fill the memory of a rebuild.
CACHED_WORDS = 16_000
WORD_LENGTH = 64  # letters of a word that count; longer ones are no words of a language

_NOT_IN_A_TOKEN = re.compile(r"[\W_]+")


def find_words(text: str) -> list[str]:
    """Return the words of a text as written; token n of an analysis belongs to word n."""
    return WORD.findall(text)


@lru_cache(maxsize=CACHED_WORDS)
def fold(word: str) -> str:
    """Return a word without case, accents and signs: "Coördinatie’s" becomes "coordinaties"."""
    if word.isascii() and word.isalnum():
        return word.lower()[:WORD_LENGTH]
    return _fold_until_stable(word)[:WORD_LENGTH] or word.casefold()


def fold_text(text: str) -> str:
    """Return the folded words of a text with one space between."""
    return " ".join(map(fold, find_words(text)))


def _fold_until_stable(word: str) -> str:
    """Fold again until nothing changes: a compatibility form may hold capitals or accents."""
    while True:
        letters = unicodedata.normalize("NFKD", word.casefold())
        kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
        folded = _NOT_IN_A_TOKEN.sub("", kept)
        if folded == word:
            return folded
        word = folded
