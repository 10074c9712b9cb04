"""The figures of all runs in one file, so that a part measured anew leaves the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Timing

PERCENTILES = (50, 95, 99)
Figures = dict[str, float]


class Results:
    """Figures by part, number of documents, and what was measured."""

    def __init__(self, path: Path) -> None:
        self.path = path
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._figures: dict[str, dict[str, dict[str, Figures]]] = kept.get("figures", {})
        self._runs: dict[str, dict[str, list[str]]] = kept.get("runs", {})

    def begin(self, part: str, documents: int, circumstances: list[str]) -> None:
        """Forget what was measured before of a part with this number of documents."""
        self._figures.setdefault(part, {})[str(documents)] = {}
        self._runs.setdefault(part, {})[str(documents)] = list(circumstances)

    def note(self, part: str, documents: int, text: str) -> None:
        self._runs[part][str(documents)].append(text)

    def add(self, part: str, documents: int, name: str, figures: Figures) -> None:
        self._figures[part][str(documents)][name] = figures

    def add_timing(self, part: str, documents: int, name: str, timing: Timing) -> None:
        figures = {f"p{percent}": timing.percentile(percent) for percent in PERCENTILES}
        self.add(part, documents, name, {"calls": len(timing.samples), **figures})

    def sizes(self, part: str) -> list[int]:
        """Return the numbers of documents that a part was measured with, the smallest first."""
        return sorted(map(int, self._figures.get(part, {})))

    def names(self, part: str, documents: int) -> dict[str, Figures]:
        """Return what was measured of a part, in that order."""
        return self._figures.get(part, {}).get(str(documents), {})

    def figure(self, part: str, documents: int, name: str, figure: str) -> float | None:
        """Return one figure; None where it was not measured."""
        return self.names(part, documents).get(name, {}).get(figure)

    def runs(self) -> Iterator[tuple[str, int, list[str]]]:
        """Yield each run: its part, its number of documents, and the circumstances."""
        for part, runs in self._runs.items():
            for documents in sorted(runs, key=int):
                yield part, int(documents), runs[documents]

    def write(self) -> None:
        kept = {"figures": self._figures, "runs": self._runs}
        text = json.dumps(kept, ensure_ascii=False, indent=1, default=float)
        self.path.write_text(text + "\n", encoding="utf-8")
