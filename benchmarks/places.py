"""Places to measure in: throw-away data folders and databases, copies of one prepared site.

With DATABASE_URL the databases are made on that server, beside the one that it names; that one
itself is not touched. Without it they are SQLite files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "prepared"


@dataclass
class Places:
    """One folder with a prepared site in it, and the copies made of that."""

    folder: Path
    server: str = ""  # DATABASE_URL of a server; "" for SQLite
    databases: list[str] = field(default_factory=list)

    def environment(self, name: str) -> dict[str, str]:
        """Return the environment variables of a process that works in a place."""
        data = self.folder / name
        return {
            **os.environ,
            "DATA_DIR": str(data),
            "DATABASE_URL": self._url(name) or f"sqlite:///{data / 'slimmernetwerk.sqlite3'}",
            "SEARCH_INDEX_DIR": str(data / "search"),
            "SECRET_KEY": "only-for-benchmarks",
            "SEARCH_BACKGROUND_REBUILD": "false",
            "DJANGO_SETTINGS_MODULE": "slimmernetwerk.settings.base",
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_URL": "http://127.0.0.1:8000",
            "DEBUG": "false",
            "HTTPS": "false",
            "CACHE_URL": "locmem://benchmarks",
            "LOG_LEVEL": "WARNING",
        }

    def prepare(self) -> None:
        """Make a site with its sections, without content, and an index of that."""
        if (self.folder / TEMPLATE).exists():
            return  # kept from an earlier run
        self._make_database(TEMPLATE)
        for command in (["migrate"], ["setup"], ["search", "rebuild"]):
            arguments = [sys.executable, str(ROOT / "manage.py"), *command]
            environment = self.environment(TEMPLATE)
            subprocess.run(arguments, env=environment, check=True, stdout=subprocess.DEVNULL)

    def copy(self, name: str) -> dict[str, str]:
        """Copy the prepared site, unless it was kept; return the environment of the copy."""
        if (self.folder / name).exists():
            return self.environment(name)
        shutil.copytree(self.folder / TEMPLATE, self.folder / name)
        self._make_database(name, TEMPLATE)
        return self.environment(name)

    def copy_on_server(self, name: str, url: str) -> dict[str, str]:
        """Copy it as a site that searches on a server, for processes that are started from it."""
        return {
            **self.copy(name),
            "SEARCH_ENGINE": "elasticsearch",
            "ELASTICSEARCH_URL": url,
            "ELASTICSEARCH_INDEX": f"{name}-{uuid4().hex[:8]}",
            "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("site", "plugins", "")),
            "LOG_LEVEL": "CRITICAL",  # what fails on purpose would fill a log
        }

    def remove(self) -> None:
        """Throw folder and databases away."""
        for name in self.databases:
            self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    def _database(self, name: str) -> str:
        return f"slimmernetwerk_bench_{os.getpid()}_{name.replace('-', '_')}"

    def _url(self, name: str) -> str:
        if not self.server:
            return ""
        return urlsplit(self.server)._replace(path=f"/{self._database(name)}").geturl()

    def _make_database(self, name: str, template: str = "") -> None:
        if not self.server:
            return
        like = f' TEMPLATE "{self._database(template)}"' if template else ""
        self._administer(f'CREATE DATABASE "{self._database(name)}"{like}')
        self.databases.append(self._database(name))

    def _administer(self, statement: str) -> None:
        import psycopg

        query: Any = statement  # names of our own making
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(query)


@contextmanager
def places(kept: Path | None = None) -> Iterator[Places]:
    """Give prepared places, and throw them away afterwards; or use a folder that stays.

    Only SQLite files can stay: with a server the databases go, so the folder must go too.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        server = ""
    if kept and not server:
        kept.mkdir(parents=True, exist_ok=True)
        found = Places(kept)
        found.prepare()
        yield found
        return
    found = Places(Path(tempfile.mkdtemp(prefix="bench-")), server)
    try:
        found.prepare()
        yield found
    finally:
        found.remove()
