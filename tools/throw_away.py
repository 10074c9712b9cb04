"""What throw-away servers have in common: a port, a user who is not root, a command beside them."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager


class NoServer(Exception):
    """There is no server of the wanted kind; the message says what to do."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def as_user(name: str) -> list[str]:
    """Return the words before a command that keep a server from running as root."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(name)
    return [*f"setpriv --reuid {user.pw_uid} --regid {user.pw_gid} --clear-groups".split()]


def run_beside(server: AbstractContextManager[str], variable: str, command: Sequence[str]) -> int:
    """Run a command with the server's address in a variable; return its exit code.

    Without a server say why, and fail only where one was promised (REQUIRE_SERVICES=1).
    """
    try:
        with server as url:
            environment = {**os.environ, variable: url}
            return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    except NoServer as error:
        print(error, file=sys.stderr)
        return 1 if os.environ.get("REQUIRE_SERVICES") == "1" else 0
