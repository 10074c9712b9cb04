"""What a page shows of a method, derived from its fields: labels, levels, groups of terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from textwrap import shorten

from django.utils.functional import cached_property

from catalogue.steps import StepView, step_view
from slimmernetwerk.prefetching import prefetch_missing
from slimmernetwerk.richtext import html_to_text
from vocabularies.models import Term

SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z“‘\"'])")
LONGEST_GIST = 170
# What a licence lets a reader do, as words of `catalogue/components/licence.html`.
UNKNOWN_LICENCE = ("unknown",)
LICENCE_BADGES = {
    "cc0": ("use", "adapt"),
    "cc-by": ("use", "adapt"),
    "cc-by-sa": ("use", "adapt"),
    "cc-by-nc": ("use", "adapt", "no-sale"),
    "vrij-te-gebruiken": ("use", "adapt"),
    "toestemming-gevraagd": ("ask",),
    "onbekend": UNKNOWN_LICENCE,
}


def highest(levels: Iterable[Term]) -> Term | None:
    """Return the last of the terms of a vocabulary whose order means more and more."""
    return max(levels, key=lambda term: term.order, default=None)


class MethodFacts:
    """Properties for templates and documents; they read only what is prefetched."""

    group: Callable[[str], list[Term]]

    @property
    def kind_label(self) -> str:
        return ", ".join(term.label for term in self.group("soort"))

    @property
    def phases(self) -> list[Term]:
        return self.group("fase")

    @property
    def preparation_label(self) -> str:
        return self._label("voorbereiding")

    @property
    def preparation_level(self) -> int:
        return self._level("voorbereiding")

    @property
    def facilitation_label(self) -> str:
        return self._label("begeleiding")

    @property
    def facilitation_level(self) -> int:
        return self._level("begeleiding")

    @cached_property
    def evidence_level_term(self) -> Term | None:
        """The highest level that a record supports."""
        records = list(self.evidence.all())  # type: ignore[attr-defined]
        prefetch_missing(records, "level", "body")
        return highest(record.level for record in records)

    @property
    def evidence_label(self) -> str:
        return self.evidence_level_term.label if self.evidence_level_term else ""

    @property
    def evidence_level(self) -> int:
        return self.evidence_level_term.order if self.evidence_level_term else 0

    @property
    def licence_label(self) -> str:
        return self.licence.label if self.licence else ""  # type: ignore[attr-defined]

    @property
    def licence_badges(self) -> tuple[str, ...]:
        licence = self.licence  # type: ignore[attr-defined]
        return LICENCE_BADGES.get(licence.slug if licence else "", UNKNOWN_LICENCE)

    @property
    def when_gist(self) -> str:
        """The first sentence of when to choose the method, short enough for its head."""
        lines = html_to_text(self.when_to_use).splitlines()  # type: ignore[attr-defined]
        first = next((line for line in lines if line.strip()), "")
        sentence = SENTENCE_END.split(first.strip(), maxsplit=1)[0]
        return shorten(sentence, LONGEST_GIST, placeholder="…")

    @property
    def alt_titles_list(self) -> list[str]:
        lines = self.alt_titles.splitlines()  # type: ignore[attr-defined]
        return [line.strip() for line in lines if line.strip()]

    @cached_property
    def step_list(self) -> list[StepView]:
        blocks = self.steps  # type: ignore[attr-defined]
        return [step_view(number, block.value) for number, block in enumerate(blocks, start=1)]

    @property
    def total_step_minutes(self) -> int:
        return sum(step.minutes or 0 for step in self.step_list)

    def _label(self, key: str) -> str:
        return ", ".join(term.label for term in self.group(key))

    def _level(self, key: str) -> int:
        return max((term.order for term in self.group(key)), default=0)
