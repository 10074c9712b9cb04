"""What each search made of each question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.relevance.measures import Interval, difference, ndcg, reciprocal_rank
from benchmarks.relevance.questions import Question

if TYPE_CHECKING:
    from benchmarks.relevance.searches import Search

EQUAL = 0.0005  # a smaller difference of nDCG is none


@dataclass
class Outcome:
    """The answers of one search to all questions, and how good they are."""

    name: str
    found: list[list[str]]
    ndcg: list[float]
    reciprocal_rank: list[float]


@dataclass
class Results:
    """The outcomes of all searches; ours is the first."""

    questions: Sequence[Question]
    documents: int
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def ask(self, search: Search) -> None:
        """Ask a search every question and keep the outcome."""
        found = [search.ask(question.text) for question in self.questions]
        self.outcomes.append(
            Outcome(
                search.name,
                found,
                self._each(found, ndcg),
                self._each(found, reciprocal_rank),
            )
        )

    def _each(self, found: list[list[str]], measure: Callable[..., float]) -> list[float]:
        pairs = zip(self.questions, found, strict=True)
        return [measure(answers, question.grades) for question, answers in pairs]

    def tuning_mean(self, search: Search) -> float:
        """Return the mean nDCG of a search over the questions that are for tuning."""
        asked = [question for question in self.questions if not question.held_out]
        return fmean(ndcg(search.ask(question.text), question.grades) for question in asked)

    def note(self, text: str) -> None:
        self.notes.append(text)

    @property
    def ours(self) -> Outcome:
        return self.outcomes[0]

    @property
    def peers(self) -> list[Outcome]:
        """The searches that are not ours."""
        return [outcome for outcome in self.outcomes if not outcome.name.startswith("Our")]

    def part(self, held_out: bool, values: Sequence[float]) -> list[float]:
        """Return the values of the questions that were held out, or of the others."""
        pairs = zip(self.questions, values, strict=True)
        return [value for question, value in pairs if question.held_out is held_out]

    def ahead(self, peer: Outcome, held_out: bool) -> Interval:
        """Return how far our search is ahead of a peer."""
        return difference(self.part(held_out, self.ours.ndcg), self.part(held_out, peer.ndcg))

    def lost(self) -> list[tuple[Question, float, dict[str, float]]]:
        """Return the questions on which a peer did better, with the figures, worst first."""
        found = []
        for number, question in enumerate(self.questions):
            ours = self.ours.ndcg[number]
            better = {
                peer.name: peer.ndcg[number]
                for peer in self.peers
                if peer.ndcg[number] > ours + EQUAL
            }
            if better:
                found.append((question, ours, better))
        return sorted(found, key=lambda lost: lost[1] - max(lost[2].values()))
