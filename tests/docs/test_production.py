"""The site is served as the documentation and the container serve it, behind a proxy with TLS."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.servers import ROOT, SECONDS, environment
from tools.throw_away import free_port

PUBLIC = "www.example.org"


def _documented() -> list[str]:
    page = (ROOT / "docs/how-to/production.md").read_text()
    found = re.search(r"\.venv/bin/(waitress-serve .*?)```", page, re.DOTALL)
    assert found is not None
    return shlex.split(found[1].replace("\\\n", " "))


def _in_the_container() -> list[str]:
    found = re.search(r"^CMD (.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert found is not None
    return [str(word) for word in json.loads(found[1])]


@pytest.fixture(params=[_documented, _in_the_container], ids=["documented", "container"])
def port(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """The port of a site that was started by one of the two commands."""
    program, *arguments = request.param()
    assert program == "waitress-serve"
    number = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "waitress"),
            *(f"--listen=127.0.0.1:{number}" if "--listen" in one else one for one in arguments),
        ],
        env=environment(tmp_path) | {"HTTPS": "true"},
        cwd=tmp_path,
    )
    try:
        end = time.monotonic() + SECONDS
        while not _listens(number):
            assert process.poll() is None and time.monotonic() < end, "the site did not start"
            time.sleep(0.1)
        yield number
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def _location(port: int, **headers: str) -> str | None:
    """Ask for a page as a proxy would; return where the answer sends the visitor."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", "/health/", headers={"Host": PUBLIC, **headers})
        return connection.getresponse().headers["Location"]


def test_visitor_with_tls_stays_and_one_without_is_sent_there(port: int) -> None:
    assert _location(port, **{"X-Forwarded-Proto": "https"}) is None
    assert _location(port) == f"https://{PUBLIC}/health/"


def _units() -> dict[str, str]:
    """Return {file name: text} of the units of systemd that the page shows."""
    page = (ROOT / "docs/how-to/production.md").read_text()
    found = re.findall(r"```\n# /etc/systemd/system/(\S+)\n(.*?)```", page, re.DOTALL)
    return dict(found)


def _started(unit: str) -> list[str]:
    found = re.search(
        r"^ExecStart=(.*?)\n[A-Z]", unit.replace("\\\n", " "), re.DOTALL | re.MULTILINE
    )
    assert found is not None
    return shlex.split(found[1])


def test_units_start_what_the_page_starts_by_hand() -> None:
    web, sync = (_started(unit) for unit in _units().values())
    assert web == ["/srv/slimmernetwerk/.venv/bin/waitress-serve", *_documented()[1:]]
    assert sync[1:] == ["manage.py", "search", "sync", "--follow"]


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd here to read the units")
    program = f"ExecStart={sys.executable} "  # the one they name is on no other machine
    for name, unit in _units().items():
        text = re.sub(r"^ExecStart=\S+ ", program, unit, flags=re.MULTILINE)
        (tmp_path / name).write_text(text.replace("User=slimmernetwerk", "User=nobody"))
    done = subprocess.run(
        ["systemd-analyze", "verify", *tmp_path.iterdir()],
        capture_output=True,
        text=True,
        env={"SYSTEMD_LOG_LEVEL": "warning"},
    )
    assert (done.returncode, done.stderr) == (0, "")
