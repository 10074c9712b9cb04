"""Start real servers and processes for tests, and say what happens where one is missing."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tools.with_postgres import NoPostgres, postgres

ROOT = Path(__file__).resolve().parents[1]
CORE_PLUGINS = "search,vocabularies,catalogue,blog"
WITH_DUMMY = f"{CORE_PLUGINS},dummy"
AS_IN_THE_DEMO = f"{CORE_PLUGINS},events"
SECONDS = 240


def require(reason: str) -> NoReturn:
    """Skip the test with the reason; fail where services are promised (REQUIRE_SERVICES=1)."""
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"{reason} (REQUIRE_SERVICES=1 forbids to skip)")
    pytest.skip(reason)


@contextmanager
def postgres_url() -> Iterator[str]:
    """Give the DATABASE_URL of a throw-away PostgreSQL server."""
    try:
        with postgres() as url:
            yield url
    except NoPostgres as error:
        require(str(error))


def environment(data: Path, *, plugins: str = WITH_DUMMY, database: str = "") -> dict[str, str]:
    """Return the variables of a site of its own in a folder, with its own database."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "slimmernetwerk.settings.base",
        "PYTHONPATH": os.pathsep.join(
            str(ROOT / folder) for folder in ("site", "plugins", ".", "tests/plugins")
        ),
        "DATA_DIR": str(data),
        "DATABASE_URL": database or f"sqlite:///{data / 'database.sqlite3'}",
        "SLIMMERNETWERK_PLUGINS": plugins,
        "SECRET_KEY": "only-for-tests",
        "ALLOWED_HOSTS": "*",
        "SEARCH_BACKGROUND_REBUILD": "false",
        "LOG_LEVEL": "CRITICAL",
    }


def start(script: Path, *arguments: str, variables: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a Python script on the site that the variables describe."""
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        env=dict(variables),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def answer_of(process: subprocess.Popen[str]) -> Any:
    """Wait for a script and return what its last line says, as JSON."""
    output, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, errors[-4000:]
    return json.loads(output.splitlines()[-1])


def run(script: Path, *arguments: str, variables: Mapping[str, str]) -> Any:
    return answer_of(start(script, *arguments, variables=variables))


def migrate(variables: Mapping[str, str]) -> None:
    """Make the tables of a site."""
    command = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
    subprocess.run(command, env=dict(variables), cwd=ROOT, check=True, capture_output=True)


def copy_database(source: Path, data: Path) -> Path:
    """Copy a SQLite database into the folder of a site; return the copy."""
    data.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(data / "search", ignore_errors=True)
    path = data / "database.sqlite3"
    original, copy = sqlite3.connect(source), sqlite3.connect(path)
    with original, copy:
        original.backup(copy)
    original.close()
    copy.close()
    return path
