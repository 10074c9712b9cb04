"""Run a command with DATABASE_URL set to a throw-away PostgreSQL server.

Usage: python tools/with_postgres.py COMMAND [ARGUMENT ...]
The server's programs come from Debian's package `postgresql` (or PG_BIN). As root it runs as the
user `postgres` or `nobody`, for PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.throw_away import NoServer, as_user, free_port, run_beside

USER = "postgres"


class NoPostgres(NoServer):
    """There are no PostgreSQL programs on this machine."""


def programs() -> Path:
    """Return the folder with initdb and pg_ctl; raise NoPostgres."""
    candidates = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists():
            return folder
    raise NoPostgres("No PostgreSQL server: install the package postgresql, or set PG_BIN.")


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server in a new folder; yield its DATABASE_URL; stop and remove it."""
    bin_folder, port = programs(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="slimmernetwerk-postgres-"))
    if as_user(USER):
        shutil.chown(folder, USER, USER)
    data = folder / "data"
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    )

    def run(*command: str) -> None:
        subprocess.run(  # noqa: S603 - our own programs and folders
            [*as_user(USER), *command], check=True, stdout=subprocess.DEVNULL, cwd=folder
        )

    run(str(bin_folder / "initdb"), "-D", str(data), "-A", "trust", "-U", "site", "-E", "UTF8")
    run(
        str(bin_folder / "pg_ctl"),
        "-D",
        str(data),
        "-w",
        "-l",
        str(folder / "log"),
        "-o",
        options,
        "start",
    )
    try:
        yield f"postgres://site@127.0.0.1:{port}/postgres"
    finally:
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(run_beside(postgres(), "DATABASE_URL", sys.argv[1:]))
