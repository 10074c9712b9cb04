"""Run a program in a process of its own, and see what it took."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("child.py")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """What a program took."""

    seconds: float
    megabytes: float
    private: float | None  # megabytes that are no pages of files; None where nobody can tell


def run_measured(arguments: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run Python with arguments; raise RuntimeError with what it said when it fails."""
    command = [sys.executable, str(CHILD), sys.executable, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} failed: {done.stderr[-2000:]}")
    measured = json.loads(done.stdout)
    private = measured["private"]
    return Run(
        seconds=measured["seconds"],
        megabytes=measured["bytes"] / MEGABYTE,
        private=None if private is None else private / MEGABYTE,
    )
