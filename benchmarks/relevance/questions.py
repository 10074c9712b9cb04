"""The questions and what they should find, from the files in `questions/`, one a kind.

Each question has the slugs of pages by grade: 3 answers it, 2 helps well, 1 is related. What is
not named is worth nothing. Those that are `held_out` are for the final figure, never for tuning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).with_name("questions")
GRADES = (3, 2, 1)
KEYS = {"text", "held_out", *GRADES}


@dataclass(frozen=True)
class Question:
    """What somebody types, and the grade of each page that is worth finding."""

    text: str
    kind: str
    held_out: bool
    grades: Mapping[str, int]


class UnreadableQuestion(ValueError):
    """A question that says something else than it should; the message names it."""


def read_questions(folder: Path = FOLDER) -> list[Question]:
    """Return all questions, in the order of the files; raise UnreadableQuestion."""
    yaml = YAML(typ="safe", pure=True)
    return [
        _question(entry, file.stem)
        for file in sorted(folder.glob("*.yaml"))
        for entry in yaml.load(file.read_text(encoding="utf-8"))
    ]


def _question(entry: dict[Any, Any], kind: str) -> Question:
    unknown = set(entry) - KEYS
    if unknown or "text" not in entry:
        raise UnreadableQuestion(f"{kind}.yaml: {entry} needs text, and none of {unknown}")
    grades: dict[str, int] = {}
    for slug, grade in _graded(entry):
        if slug in grades:
            raise UnreadableQuestion(f"{kind}.yaml: {entry['text']!r} grades {slug} twice")
        grades[slug] = grade
    return Question(entry["text"], kind, bool(entry.get("held_out")), grades)


def _graded(entry: dict[Any, Any]) -> Iterator[tuple[str, int]]:
    for grade in GRADES:
        for slug in entry.get(grade, ()):
            yield slug, grade
