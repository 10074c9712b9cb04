"""Hold a rebuild in Elasticsearch against its stages, each measured alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.search import building
from benchmarks.search.documents import make_documents
from benchmarks.search.engines import elastic_engine
from benchmarks.search.parts import STAGES, TOGETHER
from benchmarks.search.results import Results
from benchmarks.search.searching import Server
from benchmarks.search.stages import seconds_alone
from benchmarks.search.store import Store


def measure(
    results: Results, documents: int, servers: Sequence[Server], folder: Path, run: list[str]
) -> None:
    """Measure on the first server: stages are those of our process, whatever the version."""
    if not servers:
        return
    server = servers[0]
    store = Store(folder / f"documents-{documents}.sqlite3")
    if not store.path.exists():  # else the searches were in the same documents
        store.write(make_documents(documents))
    name = f"bench-stages-{os.getpid()}-{documents}"
    results.begin(STAGES, documents, run)
    for stage, seconds in seconds_alone(store, server.url, name).items():
        figures = {"seconds": seconds, "documents a second": documents / seconds}
        results.add(STAGES, documents, stage, figures)
    engine = elastic_engine(server.url, name)
    try:
        built = building.build(store.path, building.ELASTICSEARCH, server.url, name)
    finally:
        engine.generations.remove_all()
        engine.close()
    figures = {"seconds": built.seconds, "documents a second": built.documents / built.seconds}
    results.add(STAGES, documents, TOGETHER, figures)
    results.note(STAGES, documents, f"Measured on Elasticsearch {server.major}")
