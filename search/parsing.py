"""Read what a visitor typed: words, quoted phrases, and nothing that could be syntax.

A pair of quotes asks a phrase; every other sign, a lone quote too, is a border between words.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis import WORD, analyser_for

TEXT_LIMIT = 400  # characters of a search that are read
WORD_LIMIT = 24  # words of a search that count

_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'))
_PHRASE = re.compile(r'"([^"]*)"')


class TypedWord(NamedTuple):
    """A word of a search with its place in the cleaned text."""

    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A cleaned search: loose words, quoted phrases, and whether the last word may go on."""

    text: str
    words: tuple[TypedWord, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    is_open: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.phrases


def clean_text(text: str) -> str:
    """Return at most 400 characters without control characters, with one kind of quote."""
    kept = text[:TEXT_LIMIT].translate(_QUOTES)
    return "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in kept
    )


def parse_text(text: str) -> ParsedText:
    """Return the words and phrases of a text; anything is allowed, nothing is syntax but quotes."""
    cleaned = clean_text(text)
    phrases, left = [], WORD_LIMIT
    for match in _PHRASE.finditer(cleaned):
        words = tuple(WORD.findall(match[1]))[:left]
        left -= len(words)
        if words:
            phrases.append(words)
    loose = _PHRASE.sub(lambda match: " " * len(match[0]), cleaned)
    found = [TypedWord(m[0], m.start(), m.end()) for m in WORD.finditer(loose)][:left]
    is_open = bool(found) and found[-1].end == len(cleaned)
    return ParsedText(cleaned, tuple(found), tuple(phrases), is_open)


def content_words(parsed: ParsedText, language: str) -> tuple[TypedWord, ...]:
    """Return the words that say what is sought; all words when a text has stop words only."""
    analyser = analyser_for(language)
    content = tuple(word for word in parsed.words if not analyser.is_stop_word(word.written))
    return content if content or parsed.phrases else parsed.words
