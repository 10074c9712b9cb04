"""Synonyms as tokens: words that may stand for each other in a search.

A mapping from a word (or words) to others is read as a group in which each may stand for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.analysis import analyser_for

Tokens = tuple[str, ...]
Alternatives = tuple[Tokens, ...]
LONGEST_SYNONYM = 6  # words; longer expressions are sentences, not synonyms


@dataclass(frozen=True)
class SynonymTable:
    """From the tokens of an expression to the tokens of those that may replace it."""

    alternatives: Mapping[Tokens, Alternatives]
    longest: int

    def longest_match(self, tokens: Sequence[str], start: int) -> tuple[int, Alternatives]:
        """Return the length and alternatives of the longest expression at a place, 0 for none."""
        for length in range(min(self.longest, len(tokens) - start), 0, -1):
            found = self.alternatives.get(tuple(tokens[start : start + length]))
            if found:
                return length, found
        return 0, ()


def synonym_table(synonyms: Mapping[str, Sequence[str]], language: str) -> SynonymTable:
    """Return the table for a mapping; equal mappings are analysed once."""
    return _table(tuple((word, tuple(others)) for word, others in synonyms.items()), language)


@lru_cache(maxsize=8)
def _table(synonyms: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> SynonymTable:
    analyser = analyser_for(language)
    found: dict[Tokens, dict[Tokens, None]] = {}
    for word, others in synonyms:
        group = dict.fromkeys(tuple(analyser.tokens(text)) for text in (word, *others))
        expressions = [tokens for tokens in group if 0 < len(tokens) <= LONGEST_SYNONYM]
        for tokens in expressions:
            found.setdefault(tokens, {}).update(dict.fromkeys(expressions))
    alternatives = {
        tokens: tuple(other for other in others if other != tokens)
        for tokens, others in found.items()
    }
    return SynonymTable(alternatives, max(map(len, alternatives), default=0))
