"""A real Elasticsearch server on this machine that can be started, killed, paused and stopped.

Its data stands in a folder of its own, in memory where there is room. As root it runs as the user
`nobody`, for Elasticsearch refuses root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tools.elasticsearch_home import NoElasticsearch, check_major, home, java_for, major_of
from tools.throw_away import as_user, free_port

USER = "nobody"
HEAP = "512m"
STARTING_SECONDS = 300  # a busy machine takes two minutes
STOPPING_SECONDS = 30
POLL_SECONDS = 0.25
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, on Linux
ROOM = 2 * 1024**3  # bytes that tests may fill
CLUSTER = "slimmernetwerk-throw-away"  # by which others know that it may be spoiled
SETTINGS = """\
cluster.name: {cluster}
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


class ElasticsearchServer:
    """One server with one folder: `start` after `kill` brings it back with its data."""

    def __init__(
        self,
        distribution: Path,
        folder: Path,
        settings: Sequence[str] = (),
        java_options: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._distribution = distribution
        self._major = major_of(distribution)
        self._java = java_for(distribution, self._major)
        self._process: subprocess.Popen[bytes] | None = None
        _configure(distribution, folder, self.port, settings, java_options)

    def start(self, *, wait: bool = True) -> None:
        """Start it; with `wait=False` do not wait until it is green."""
        self._process = self._launch()
        if wait:
            self.wait_until_green()

    def kill(self) -> None:
        """End it as a power cut does (kill -9)."""
        self._signal(signal.SIGKILL)
        self._running().wait()

    def pause(self) -> None:
        """Let it hang: connections are taken, and nothing is answered (SIGSTOP)."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Pause it until the end of the block."""
        self.pause()
        try:
            yield
        finally:
            self.resume()

    def stop(self) -> None:
        """End it in peace, or else by force."""
        if self._process is None:
            return
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                self._signal(how)
                self._signal(signal.SIGCONT)
            try:
                self._process.wait(STOPPING_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            return

    def wait_until_green(self) -> None:
        """Return when every shard is there; raise NoElasticsearch when that takes too long."""
        process, end = self._running(), time.monotonic() + STARTING_SECONDS
        while time.monotonic() < end and process.poll() is None:
            try:
                with urlopen(  # noqa: S310 - our own server
                    f"{self.url}/_cluster/health?wait_for_status=green&timeout=5s", timeout=10
                ):
                    return
            except OSError:
                time.sleep(POLL_SECONDS)  # not listening yet, or not green within its time
        said = "\n".join(self._log.read_text(errors="replace").splitlines()[-20:])
        raise NoElasticsearch(f"Elasticsearch did not start. The end of what it said:\n{said}")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("This server was never started: call start() first.")
        return self._process

    def _signal(self, number: signal.Signals) -> None:
        os.killpg(self._running().pid, number)  # launcher and server

    @property
    def _log(self) -> Path:
        return self.folder / "out.log"

    def _launch(self) -> subprocess.Popen[bytes]:
        java = str(self._java / "bin" / "java")
        variables = {
            "HOME": str(self.folder),
            "PATH": os.environ.get("PATH", ""),
            "JAVA": java,
            "JAVA_HOME": str(self._java),
            "JAVA_TYPE": "JAVA_HOME",
            "ES_HOME": str(self._distribution),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_DISTRIBUTION_TYPE": "tar",
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        launcher = _launcher(self._distribution, self._major, self.folder)
        with self._log.open("wb") as log:
            return subprocess.Popen(  # noqa: S603 - our own programs and folders
                [*as_user(USER), java, *launcher],
                env=variables,
                cwd=self._distribution,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a group of its own: launcher and server stop together
            )


@contextmanager
def own_server(
    major: str | None = None, settings: Sequence[str] = (), java_options: Sequence[str] = ()
) -> Iterator[ElasticsearchServer]:
    """Give a green server from the distribution in ELASTICSEARCH_HOME; it goes with its data."""
    distribution = home()
    check_major(major, major_of(distribution), "The one in ELASTICSEARCH_HOME")
    folder = _new_folder()
    try:
        server = ElasticsearchServer(distribution, folder, settings, java_options)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _new_folder() -> Path:
    """Make a folder that the server may write to, in memory when that has room."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    parent = str(MEMORY) if has_room and os.access(MEMORY, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="slimmernetwerk-elasticsearch-", dir=parent))


def _configure(
    distribution: Path,
    folder: Path,
    port: int,
    settings: Sequence[str],
    java_options: Sequence[str],
) -> None:
    for name in ("config/jvm.options.d", "data", "logs", "tmp"):
        (folder / name).mkdir(parents=True)
    for name in ("jvm.options", "log4j2.properties"):
        shutil.copy(distribution / "config" / name, folder / "config" / name)
    lines = [setting.replace("=", ": ", 1) for setting in settings]
    text = SETTINGS.format(cluster=CLUSTER, port=port, other_port=free_port(), folder=folder)
    (folder / "config/elasticsearch.yml").write_text(text + "".join(f"{one}\n" for one in lines))
    heap = os.environ.get("ELASTICSEARCH_HEAP", HEAP)
    options = [f"-Xms{heap}", f"-Xmx{heap}", *java_options]
    (folder / "config/jvm.options.d/own.options").write_text("".join(f"{one}\n" for one in options))
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
