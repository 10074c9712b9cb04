"""Rebuild an index from a file of documents, in a process of its own to see its memory.

Run as a script it is that process: `building.py FILE ENGINE PLACE NAME`, where PLACE is a folder
for the embedded engine and a URL for Elasticsearch. It prints what it took as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"


@dataclass(frozen=True)
class Built:
    """What a rebuild took."""

    seconds: float
    documents: int
    megabytes: float  # at most, of the process that builds
    private: float | None  # of these, what are no pages of files


def build(file: Path, engine: str, place: str, name: str) -> Built:
    """Rebuild in a process of its own."""
    from benchmarks.processes import run_measured

    told = file.with_suffix(".json")
    arguments = [str(Path(__file__)), str(file), engine, place, name, str(told)]
    run = run_measured(arguments, dict(os.environ))
    found = json.loads(told.read_text(encoding="utf-8"))
    return Built(found["seconds"], found["documents"], run.megabytes, run.private)


def main(file: str, engine: str, place: str, name: str, told: str) -> None:
    from benchmarks.search.engines import elastic_engine
    from benchmarks.search.store import Store
    from search.engines.base import Engine
    from search.engines.embedded import EmbeddedEngine

    is_embedded = engine == EMBEDDED
    built: Engine = EmbeddedEngine(Path(place)) if is_embedded else elastic_engine(place, name)
    started = time.perf_counter()
    documents = built.rebuild(Store(Path(file)).read(), 1)
    seconds = time.perf_counter() - started
    found = {"seconds": seconds, "documents": documents}
    Path(told).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    sys.path[:1] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]
    main(*sys.argv[1:])
