"""What an experiment found, and whether its detector can find anything at all."""

from __future__ import annotations

from dataclasses import dataclass, field


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

    @property
    def is_proved(self) -> bool:
        """Say whether every planted fault was reported; without one nothing is proved."""
        return bool(self.planted) and all(planted.is_found for planted in self.planted)

    @property
    def is_good(self) -> bool:
        return self.is_met and self.is_proved
