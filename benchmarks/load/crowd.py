"""A crowd that asks as fast as it gets answers, by wrk, and what it met."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.faults.visiting import LINE

SCRIPT = Path(__file__).with_name("visitors.lua")
PATIENCE = 10  # seconds after which an answer counts as none


class NoWrk(RuntimeError):
    """There is no wrk on this machine."""


@dataclass(frozen=True)
class Met:
    """What a crowd met in one time; percentiles in milliseconds."""

    answers: int
    seconds: float
    failed: int  # without an answer, or with another status than 200
    saying: int  # pages that say that the search server is away
    p50: float
    p95: float
    p99: float

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


@dataclass(frozen=True)
class Load:
    """What a crowd met in several times."""

    name: str
    runs: tuple[Met, ...]

    def middle(self, figure: Callable[[Met], float]) -> float:
        return median(map(figure, self.runs))

    @property
    def failed(self) -> int:
        return sum(run.failed for run in self.runs)

    def row(self) -> list[str]:
        rates = sorted(run.per_second for run in self.runs)
        answers = sum(run.answers for run in self.runs)
        return [
            self.name,
            f"{self.middle(lambda run: run.per_second):.1f} ({rates[0]:.1f} to {rates[-1]:.1f})",
            *(f"{self.middle(figure):.0f}" for figure in (p50, p95, p99)),
            str(answers),
            str(self.failed),
            str(sum(run.saying for run in self.runs)),
        ]


HEADER = ["", "answers a second", "p50 ms", "p95 ms", "p99 ms", "answers", "failed", "say so"]


def p50(run: Met) -> float:
    return run.p50


def p95(run: Met) -> float:
    return run.p95


def p99(run: Met) -> float:
    return run.p99


def ask(ports: Sequence[str], paths: Sequence[str], *, people: int, seconds: float) -> Met:
    """Let so many people ask paths of web processes on this machine, in turn, for so long.

    Raise NoWrk where there is none.
    """
    program = shutil.which("wrk")
    if program is None:
        raise NoWrk("Load is made by wrk: install the package wrk.")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("".join(f"{path}\n" for path in paths))
        listed.flush()
        variables = {"LOAD_PORTS": " ".join(ports), "LOAD_PATHS": listed.name, "LOAD_LINE": LINE}
        threads = len(ports)
        done = subprocess.run(
            [
                program,
                f"--threads={threads}",
                f"--connections={max(people, threads)}",
                f"--duration={max(round(seconds), 1)}s",
                f"--timeout={PATIENCE}s",
                f"--script={SCRIPT}",
                f"http://127.0.0.1:{ports[0]}",
            ],
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=True,
        )
    return Met(**json.loads(done.stdout.splitlines()[-1]))
