"""Fixtures for the catalogue: content files to import, and a complete method."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Revision

from search.models import JournalEntry


@pytest.fixture
def files(tmp_path: Path, sample_files: Path) -> Path:
    """A copy of the sample of the starter catalogue that a test may change."""
    return Path(shutil.copytree(sample_files, tmp_path / "files"))


@pytest.fixture
def change(files: Path) -> Callable[..., Path]:
    """Replace words in a file: `change("methods/premortem", "minutes: 5", "minutes: 6")`."""

    def replace(name: str, old: str, new: str) -> Path:
        file = files / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        return file

    return replace


@pytest.fixture
def line_of() -> Callable[[Path, str], int]:
    """Find the line in which a text stands, counted from 1."""

    def find(file: Path, text: str) -> int:
        lines = file.read_text(encoding="utf-8").split("\n")
        return next(number for number, line in enumerate(lines, 1) if text in line)

    return find


@pytest.fixture
def written(db: None) -> Callable[[], tuple[Any, ...]]:
    """Count everything that an import may leave behind."""
    from catalogue.models import CasePage, EvidenceRecord, MethodPage

    def count() -> tuple[Any, ...]:
        models = (MethodPage, CasePage, EvidenceRecord, Revision, JournalEntry)
        return tuple(model.objects.count() for model in models)

    return count
