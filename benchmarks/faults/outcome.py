"""What an experiment found, and whether its detector can find anything at all.

Outcomes are kept as JSON beside the page of the documentation: the experiments take long, and who
does one again keeps the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Rows = list[list[str]]


@dataclass
class Planted:
    """A fault that was made on purpose, and what the detector said about it."""

    fault: str
    said: str
    is_found: bool


@dataclass
class Outcome:
    """One experiment: what was done, what came of it, and whether that is good enough."""

    name: str
    done: str
    found: str
    is_met: bool
    planted: list[Planted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    details: Rows = field(default_factory=list)  # a table; its first row is the header
    circumstances: list[str] = field(default_factory=list)

    @property
    def is_proved(self) -> bool:
        """Say whether every planted fault was reported; without one nothing is proved."""
        return bool(self.planted) and all(planted.is_found for planted in self.planted)

    @property
    def is_good(self) -> bool:
        return self.is_met and self.is_proved


def kept_beside(path: Path) -> Path:
    return path.with_suffix(".json")


def keep(outcomes: Iterable[Outcome], page: Path) -> list[Outcome]:
    """Keep outcomes beside those of other experiments; return all."""
    path = kept_beside(page)
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    found = {outcome.name: outcome for outcome in map(_outcome, old)}
    found |= {outcome.name: outcome for outcome in outcomes}
    values = [asdict(outcome) for outcome in found.values()]
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return list(found.values())


def _outcome(values: dict[str, Any]) -> Outcome:
    return Outcome(**{**values, "planted": [Planted(**one) for one in values["planted"]]})
