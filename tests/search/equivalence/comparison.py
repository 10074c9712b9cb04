"""Put questions to two engines and tell where their answers differ."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import NamedTuple

from search.engines.base import Searcher
from search.types import SearchRequest, SearchResult
from tests.search.equivalence.questions import Question

PAGE = 1_000  # hits that are asked at once where only their keys count
TOP = 10
NAMED = 3  # keys that are named of a difference


class Answer(NamedTuple):
    """A page as the visitor sees it, and the keys on all pages in order."""

    shown: SearchResult
    keys: list[str]


def ask(engine: Searcher, request: SearchRequest) -> Answer:
    """Ask the page that is wanted, and go through all pages."""
    keys: list[str] = []
    while True:
        wanted = replace(request, offset=len(keys), limit=PAGE, facets=(), highlight=False)
        hits = engine.search(wanted).hits
        keys += [hit.key for hit in hits]
        if len(hits) < PAGE:
            return Answer(engine.search(request), keys)


def kendall_tau(first: Sequence[str], second: Sequence[str]) -> float:
    """Return how alike two orders of the same things are: 1 the same, -1 the reverse."""
    place = {key: number for number, key in enumerate(second)}
    seen: list[int] = []
    discordant = 0
    for key in first:
        discordant += len(seen) - bisect(seen, place[key])
        insort(seen, place[key])
    pairs = len(first) * (len(first) - 1) / 2
    return 1 - 2 * discordant / pairs


def differences(one: Answer, other: Answer, request: SearchRequest) -> list[str]:
    """Name what two answers must have in common and have not."""
    found = []
    for answer in (one, other):
        if len(answer.keys) != answer.shown.total or len(set(answer.keys)) != len(answer.keys):
            found.append(f"pages with {len(answer.keys)} hits of {answer.shown.total}")
    if set(one.keys) != set(other.keys):
        more, less = (sorted(a - b)[:NAMED] for a, b in _both_ways(one, other))
        found.append(f"hits (only the one: {more}, only the other: {less})")
    elif _is_ordered(request) and one.keys != other.keys:
        found.append("order")
    names = ("total", "facets", "correction", "corrected", "full_matches")
    found += [name for name in names if getattr(one.shown, name) != getattr(other.shown, name)]
    return found + _shown_otherwise(one, other)


def _both_ways(one: Answer, other: Answer) -> tuple[tuple[set[str], set[str]], ...]:
    first, second = set(one.keys), set(other.keys)
    return (first, second), (second, first)


def _is_ordered(request: SearchRequest) -> bool:
    """Say whether the order is by what stands in documents and not by their scores."""
    return bool(request.sort) or not request.text


def _shown_otherwise(one: Answer, other: Answer) -> list[str]:
    """Name hits on both pages that are drawn differently; scores may differ."""
    shown = {hit.key: replace(hit, score=0.0) for hit in one.shown.hits}
    others = [replace(hit, score=0.0) for hit in other.shown.hits]
    different = [hit.key for hit in others if shown.get(hit.key, hit) != hit]
    return [f"drawing of {key}" for key in different[:NAMED]]


@dataclass
class Report:
    """Where two engines differ, and how alike their orders by score are."""

    questions: int = 0
    differences: list[str] = field(default_factory=list)
    other_top: list[str] = field(default_factory=list)  # questions with another top ten
    taus: list[float] = field(default_factory=list)
    top_taus: list[float] = field(default_factory=list)

    @property
    def same_top(self) -> int:
        return self.questions - len(self.other_top)

    def add(self, question: Question, one: Answer, other: Answer) -> None:
        """Take in the answers to one question."""
        name = f"{question.kind} {question.request}"
        found = differences(one, other, question.request)
        self.questions += 1
        self.differences += [f"{difference}: {name}" for difference in found]
        if one.keys[:TOP] != other.keys[:TOP]:
            self.other_top.append(name)
        if not _is_ordered(question.request) and set(one.keys) == set(other.keys):
            self._add_taus(one.keys, other.keys)

    def _add_taus(self, one: list[str], other: list[str]) -> None:
        """Count orders by score of two hits or more: any other one is always the same."""
        if len(one) > 1:
            place = {key: number for number, key in enumerate(other)}
            top = one[:TOP]
            self.taus.append(kendall_tau(one, other))
            self.top_taus.append(kendall_tau(top, sorted(top, key=place.__getitem__)))

    def figures(self) -> str:
        """Return the figures in one line."""
        return (
            f"{self.questions} questions, {len(self.differences)} differences, "
            f"the same top {TOP} for {self.same_top}; Kendall tau of {len(self.taus)} orders by "
            f"score: mean {fmean(self.taus):.5f}, least {min(self.taus):.5f}; "
            f"within the top {TOP}: mean {fmean(self.top_taus):.5f}, least {min(self.top_taus):.5f}"
        )


def compare(one: Searcher, other: Searcher, questions: Iterable[Question]) -> Report:
    """Put all questions to both engines."""
    report = Report()
    for question in questions:
        report.add(question, ask(one, question.request), ask(other, question.request))
    return report


def compare_typing(
    one: Searcher, other: Searcher, typed: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return what was typed, with its language, for which the two suggest differently."""
    return [
        (language, text)
        for language, text in typed
        if one.suggest(text, language) != other.suggest(text, language)
    ]


def compare_relations(one: Searcher, other: Searcher, keys: Iterable[str]) -> list[str]:
    """Return the keys whose related documents are not the same in both."""
    return [key for key in keys if one.related(key, 8) != other.related(key, 8)]
