"""`make check` leaves out no kind of test: what skips in one of its targets runs in another."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def on_elasticsearch() -> set[Path]:
    """What `make check` runs with a search server."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make here, so nobody runs `make check`")
    done = subprocess.run(
        [make, "--dry-run", "check"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [line for line in done.stdout.splitlines() if "with_elasticsearch" in line]
    return {ROOT / path for line in lines for path in re.findall(r" (tests/\S+)", line)}


def test_each_file_that_needs_elasticsearch_runs_on_one(on_elasticsearch: set[Path]) -> None:
    needing = [
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"mark\.elasticsearch\b", path.read_text())
    ]
    assert len(needing) >= 4
    assert [path for path in needing if not {path, *path.parents} & on_elasticsearch] == []
