"""Judge the public pages with Lighthouse, as a telephone sees them: `make lighthouse`.

A demonstration site answers as in production: DEBUG off, waitress, collected static files. Needs
Chromium, Node 18.20 or newer and npm, which installs Lighthouse in var/lighthouse the first time.
Ends with 1 when a page has less than 95 in a category.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.demo_site import find_chromium, running_demo  # noqa: E402
from tools.page_states import PAGES  # noqa: E402

VERSION = "12.8.2"  # the last one for Node 18 and 20
FOLDER = ROOT / "var" / "lighthouse"
GOAL = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
KINDS = ("home", "results", "method", "press-release")


@dataclass(frozen=True)
class Verdict:
    """What Lighthouse says of a page: a score a category, and what cost points."""

    kind: str
    scores: dict[str, int]
    lost: list[str]

    @property
    def is_good(self) -> bool:
        return min(self.scores.values()) >= GOAL


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=list(PAGES), help="this page only")
    kinds = parser.parse_args().only or KINDS
    program = installed()
    with running_demo(collect_static=True) as (url, _logins):
        verdicts = [judge(program, url, kind) for kind in kinds]
    print(table(verdicts))
    for verdict in verdicts:
        for audit in verdict.lost:
            print(f"- {verdict.kind}: {audit}")
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


def installed() -> Path:
    """Return the program, installed when it is not there in this version."""
    package = FOLDER / "node_modules" / "lighthouse" / "package.json"
    if not package.exists() or json.loads(package.read_text())["version"] != VERSION:
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("npm is not on this machine: apt-get install npm")
        FOLDER.mkdir(parents=True, exist_ok=True)
        kept_out = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund")
        subprocess.run(
            [npm, "install", *kept_out, "--prefix", str(FOLDER), f"lighthouse@{VERSION}"],
            check=True,
        )
    return FOLDER / "node_modules" / ".bin" / "lighthouse"


def judge(program: Path, url: str, kind: str) -> Verdict:
    """Load a page as a visitor who comes for the first time, on a slow telephone."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("Chromium is not on this machine: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        subprocess.run(
            [
                str(program),
                url + PAGES[kind],
                "--quiet",
                "--output=json",
                f"--output-path={target}",
                f"--only-categories={','.join(CATEGORIES)}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ],
            env={**os.environ, "CHROME_PATH": chromium},
            check=True,
        )
        report = json.loads(target.read_text())
    if error := report.get("runtimeError"):
        raise SystemExit(f"{kind}: {error['message']}")
    return verdict_of(kind, report)


def verdict_of(kind: str, report: dict[str, Any]) -> Verdict:
    scores, lost = {}, []
    for name in CATEGORIES:
        category = report["categories"][name]
        scores[name] = int(category["score"] * 100 + 0.5)
        for part in category["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                said = audit.get("displayValue", "")
                lost.append(f"{name}: {audit['id']} {audit['score']:.2f} {said}".rstrip())
    return Verdict(kind, scores, lost)


def table(verdicts: list[Verdict]) -> str:
    """Return the scores as they stand in docs/explanation/benchmarks.md."""
    lines = [
        f"Lighthouse {VERSION}, mobile, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; load {load()}",
        "",
        f"| page | {' | '.join(CATEGORIES)} | |",
        f"| --- |{' --- |' * (len(CATEGORIES) + 1)}",
    ]
    for verdict in verdicts:
        scores = " | ".join(str(verdict.scores[name]) for name in CATEGORIES)
        lines.append(f"| {verdict.kind} | {scores} | {'ok' if verdict.is_good else 'MISS'} |")
    return "\n".join([*lines, ""])


def load() -> str:
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


if __name__ == "__main__":
    raise SystemExit(main())
