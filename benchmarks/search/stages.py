"""The stages of a rebuild in Elasticsearch, each alone: reading, analysing, sending."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch

from benchmarks.search.engines import PATIENCE, elastic_engine
from benchmarks.search.store import Store
from search.engines.base import log_refused
from search.engines.changes import Change
from search.engines.elastic import BULK
from search.engines.elastic_documents import indexed_document
from search.engines.elastic_writing import ElasticChange, write

STAGES = READING, ANALYSING, SENDING = ("reading", "analysing", "sending")


def seconds_alone(store: Store, url: str, name: str) -> dict[str, float]:
    """Return the seconds of each stage; the index is thrown away."""
    engine = elastic_engine(url, name)
    client = Elasticsearch([url], request_timeout=PATIENCE)
    try:
        with engine.generations.rebuilding() as made:
            return in_turn(
                store, lambda forms: write(client, made.write_alias, forms, 1, log_refused)
            )
    finally:
        engine.generations.remove_all()
        engine.close()
        client.close()


def in_turn(store: Store, send: Callable[[list[ElasticChange]], object]) -> dict[str, float]:
    """Read, analyse and send one batch after another; return the seconds of each stage."""
    seconds = dict.fromkeys(STAGES, 0.0)
    documents = store.read()
    while True:
        started = time.perf_counter()
        batch = list(islice(documents, BULK))
        read = time.perf_counter()
        if not batch:
            return seconds
        forms: list[Change[dict[str, Any]]] = [
            Change(document.key, indexed_document(document)) for document in batch
        ]
        analysed = time.perf_counter()
        send(forms)
        sent = time.perf_counter()
        for stage, took in zip(
            STAGES, (read - started, analysed - read, sent - analysed), strict=True
        ):
            seconds[stage] += took
