"""Turn text into tokens, once and the same for every engine.

One token a word: token n of a text is word n, so phrases, highlighting and field lengths need
nothing more. `forms` gives what the index fields need of a word; engines only ever see the
resulting strings, with spaces between the tokens.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import NamedTuple

from search.analysis import compounds, dutch, english
from search.analysis.wordlists import DATA
from search.analysis.words import CACHED_WORDS, WORD, find_words, fold, fold_text

__all__ = [
    "START",
    "WORD",
    "Analyser",
    "Forms",
    "analyser_for",
    "beginnings",
    "find_words",
    "fingerprint",
    "fold",
    "fold_text",
]

START = "_"  # first token of every text field: empty fields count alike in every engine
# Raise it when code of this package changes what a word becomes. 2: threads shared a stemmer, so an
# index may hold the token of another word.
ANALYSIS_VERSION = 2
SHORTEST_BEGINNING = 2
LONGEST_BEGINNING = 12


class Forms(NamedTuple):
    """What the index holds of one word."""

    exact: str  # folded word
    token: str  # folded stem
    parts: tuple[str, ...]  # tokens of the parts of a compound


@dataclass(frozen=True)
class Analyser:
    """The analysis of one language; ask `analyser_for` for one."""

    language: str
    forms: Callable[[str], Forms]
    stop_words: frozenset[str]

    def analyse(self, text: str) -> list[Forms]:
        """Return the forms of the words of a text; number n belongs to word n."""
        return list(map(self.forms, find_words(text)))

    def tokens(self, text: str) -> list[str]:
        """Return one token for every word of a text."""
        return [forms.token for forms in map(self.forms, find_words(text))]

    def is_stop_word(self, word: str) -> bool:
        """Tell whether a word, in any case, says nothing about a subject."""
        return fold(word) in self.stop_words


@lru_cache(maxsize=CACHED_WORDS)
def _dutch_forms(word: str) -> Forms:
    exact, token = fold(word), dutch.token(word)
    # An ending of the word may look like a part ("student-en"), so the lemma is split.
    found = _written_parts(word) or compounds.split(fold(dutch.lemma(word)))
    parts = map(dutch.token, found)
    return Forms(exact, token, tuple(part for part in dict.fromkeys(parts) if part != token))


@lru_cache(maxsize=CACHED_WORDS)
def _english_forms(word: str) -> Forms:
    parts = tuple(dict.fromkeys(map(english.token, _written_parts(word))))
    return Forms(fold(word), english.token(word), parts)


@lru_cache(maxsize=CACHED_WORDS)
def _plain_forms(word: str) -> Forms:
    exact = fold(word)
    return Forms(exact, exact, tuple(dict.fromkeys(map(fold, _written_parts(word)))))


def _written_parts(word: str) -> list[str]:
    """Return what stands between the hyphens of a word, [] without hyphens."""
    if "-" not in word:
        return []
    return [part for piece in word.split("-") for part in find_words(piece)]


_ANALYSERS = {
    "nl": Analyser("nl", _dutch_forms, dutch.STOP_WORDS),
    "en": Analyser("en", _english_forms, english.STOP_WORDS),
}


def analyser_for(language: str) -> Analyser:
    """Return the analysis of a language; one without its own gets folded words."""
    return _ANALYSERS.get(language) or Analyser(language, _plain_forms, frozenset())


def beginnings(words: Iterable[str]) -> list[str]:
    """Return the beginnings of 2 to 12 letters of folded words, each once."""
    found: dict[str, None] = {}
    for word in words:
        for length in range(SHORTEST_BEGINNING, min(len(word), LONGEST_BEGINNING) + 1):
            found[word[:length]] = None
    return list(found)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a digest that changes whenever words may become other tokens than before."""
    digest = sha256(str(ANALYSIS_VERSION).encode())
    for package in ("simplemma", "snowballstemmer"):
        digest.update(f"{package} {version(package)}".encode())
    for path in sorted(DATA.glob("*.txt")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
