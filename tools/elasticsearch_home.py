"""Find an Elasticsearch distribution on this machine, and a Java that runs it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tools.throw_away import NoServer

LEAST_JAVA = {"8": 17, "9": 21}
VERSIONS = tuple(LEAST_JAVA)


class NoElasticsearch(NoServer):
    """There is no Elasticsearch of the wanted kind; the message says what to do."""


def home() -> Path:
    """Return the folder of the distribution; raise NoElasticsearch."""
    named = os.environ.get("ELASTICSEARCH_HOME", "")
    if not named:
        raise NoElasticsearch(
            "No Elasticsearch: set ELASTICSEARCH_URL to a server for tests, or ELASTICSEARCH_HOME "
            "to an unpacked distribution (`python tools/fetch_elasticsearch.py 9 FOLDER`)."
        )
    return Path(named).resolve()


def major_of(folder: Path) -> str:
    """Return the major version of a distribution, "8" or "9"; raise NoElasticsearch."""
    for jar in folder.glob("lib/elasticsearch-*.jar"):
        if found := re.fullmatch(r"elasticsearch-(\d+)\.\d+\.\d+.*", jar.stem):
            return found[1]
    raise NoElasticsearch(f"No Elasticsearch in {folder}: set ELASTICSEARCH_HOME to where lib/ is.")


def check_major(wanted: str | None, found: str, where: str) -> None:
    """Raise NoElasticsearch when another version is wanted, or one that we cannot start."""
    if wanted is not None and wanted != found:
        raise NoElasticsearch(f"{where} is Elasticsearch {found}; {wanted} is needed here.")


def java_for(folder: Path, major: str) -> Path:
    """Return the folder of the Java that comes along, or of the oldest one that will do."""
    if (folder / "jdk" / "bin" / "java").exists():
        return folder / "jdk"
    least = LEAST_JAVA.get(major, max(LEAST_JAVA.values()))
    named = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    found = [(_java_version(place), place) for place in (*named, *Path("/usr/lib/jvm").glob("*"))]
    fitting = [(version, str(place)) for version, place in found if version >= least]
    if not fitting:
        raise NoElasticsearch(f"Elasticsearch {major} needs Java {least} or newer: set JAVA_HOME.")
    return Path(min(fitting)[1])


def _java_version(folder: Path) -> int:
    """Return the major version of a Java, 0 where there is none."""
    release = folder / "release"
    text = release.read_text(encoding="utf-8") if (folder / "bin" / "java").exists() else ""
    found = re.search(r'^JAVA_VERSION="(\d+)', text, re.MULTILINE)
    return int(found[1]) if found else 0
