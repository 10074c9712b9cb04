"""Run a command with ELASTICSEARCH_URL set to a throw-away Elasticsearch server.

Usage: python tools/with_elasticsearch.py [--major 8|9] [--set NAME=VALUE] COMMAND [ARGUMENT ...]
A server that ELASTICSEARCH_URL names is used as it is. Otherwise one is started from the unpacked
distribution in ELASTICSEARCH_HOME (`tools/fetch_elasticsearch.py` fetches one), with its data in
memory where there is room. As root it runs as the user `nobody`, for Elasticsearch refuses root.
"""

from __future__ import annotations

import argparse
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.elasticsearch_home import (
    VERSIONS,
    NoElasticsearch,
    check_major,
    home,
    java_for,
    major_of,
)
from tools.throw_away import as_user, free_port, run_beside

USER = "nobody"
HEAP = "512m"
STARTING_SECONDS = 300  # a busy machine takes two minutes
STOPPING_SECONDS = 30
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, on Linux
ROOM = 2 * 1024**3  # bytes that tests may fill
SETTINGS = """\
node.name: tests
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: {other_port}
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
path.data: {folder}/data
path.logs: {folder}/logs
"""


@contextmanager
def elasticsearch(major: str | None = None, settings: Sequence[str] = ()) -> Iterator[str]:
    """Yield the URL of a server, one that was started for it unless ELASTICSEARCH_URL has it."""
    if url := os.environ.get("ELASTICSEARCH_URL", ""):
        check_major(major, _version_at(url).partition(".")[0], "The server at ELASTICSEARCH_URL")
        yield url
        return
    distribution = home()
    found = major_of(distribution)
    check_major(major, found, "The one in ELASTICSEARCH_HOME")
    java = java_for(distribution, found)
    folder = _new_folder()
    try:
        with _running(distribution, java, found, folder, settings) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _version_at(url: str) -> str:
    try:
        with urlopen(url, timeout=30) as answer:  # noqa: S310 - what the caller names
            return str(json.load(answer)["version"]["number"])
    except (URLError, OSError, ValueError, KeyError) as error:
        raise NoElasticsearch(
            f"ELASTICSEARCH_URL does not answer as Elasticsearch: {error}"
        ) from error


def _new_folder() -> Path:
    """Make a folder that the server may write to, in memory when that has room."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    parent = str(MEMORY) if has_room and os.access(MEMORY, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="slimmernetwerk-elasticsearch-", dir=parent))


@contextmanager
def _running(
    distribution: Path, java: Path, major: str, folder: Path, settings: Sequence[str]
) -> Iterator[str]:
    port = free_port()
    _configure(distribution, folder, port, settings)
    command = [*as_user(USER), str(java / "bin" / "java"), *_launcher(distribution, major, folder)]
    variables = {
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", ""),
        "JAVA": str(java / "bin" / "java"),
        "JAVA_HOME": str(java),
        "JAVA_TYPE": "JAVA_HOME",
        "ES_HOME": str(distribution),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_DISTRIBUTION_TYPE": "tar",
        "ES_TMPDIR": str(folder / "tmp"),
    }
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own programs and folders
            command,
            env=variables,
            cwd=distribution,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a group of its own: launcher and server stop together
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_green(url, process, folder / "out.log")
        yield url
    finally:
        _stop(process)


def _configure(distribution: Path, folder: Path, port: int, settings: Sequence[str]) -> None:
    for name in ("config/jvm.options.d", "data", "logs", "tmp"):
        (folder / name).mkdir(parents=True)
    for name in ("jvm.options", "log4j2.properties"):
        shutil.copy(distribution / "config" / name, folder / "config" / name)
    lines = [setting.replace("=", ": ", 1) for setting in settings]
    text = SETTINGS.format(port=port, other_port=free_port(), folder=folder)
    (folder / "config/elasticsearch.yml").write_text(text + "".join(f"{one}\n" for one in lines))
    heap = os.environ.get("ELASTICSEARCH_HEAP", HEAP)
    (folder / "config/jvm.options.d/heap.options").write_text(f"-Xms{heap}\n-Xmx{heap}\n")
    if as_user(USER):
        nobody = pwd.getpwnam(USER)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)


def _launcher(distribution: Path, major: str, folder: Path) -> list[str]:
    """Return what its own start script gives to Java; not every distribution has that script."""
    words = ["-Xms4m", "-Xmx64m", "-XX:+UseSerialGC"]
    if major != "8":
        path = f"{distribution}/lib/tools/server-launcher/*"
        return [*words, "-cp", path, "org.elasticsearch.server.launcher.ServerLauncher"]
    return [
        *words,
        "-Dcli.name=server",
        f"-Dcli.script={distribution}/bin/elasticsearch",
        "-Dcli.libs=lib/tools/server-cli",
        f"-Des.path.home={distribution}",
        f"-Des.path.conf={folder}/config",
        "-Des.distribution.type=tar",
        "-Des.java.type=JAVA_HOME",
        "-cp",
        f"{distribution}/lib/*:{distribution}/lib/cli-launcher/*",
        "org.elasticsearch.launcher.CliToolLauncher",
    ]


def _wait_until_green(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(  # noqa: S310 - our own server
                f"{url}/_cluster/health?wait_for_status=green&timeout=5s", timeout=10
            ):
                return
        except OSError:
            time.sleep(0.5)  # not listening yet, or not green within its time
    said = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    raise NoElasticsearch(f"Elasticsearch did not start. The end of what it said:\n{said}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            process.wait()
        return


def _stop_when_told(number: int, frame: object) -> None:
    """End as after an error, so that the server ends as well."""
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--major", choices=VERSIONS, help="refuse another version")
    parser.add_argument("--set", action="append", default=[], help="a setting of the server")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop_when_told)
    server = elasticsearch(options.major, options.set)
    return run_beside(server, "ELASTICSEARCH_URL", options.command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
