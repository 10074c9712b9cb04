"""Plant faults in an index behind the back of its engine, as a hand or a bug would."""

from __future__ import annotations

import json
import time
from uuid import uuid4

import tantivy

from search.engines.base import Engine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_documents import indexed_document, marker_document
from search.engines.elastic_requests import MARKER_ID, new_index
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded_schema import index_document
from search.types import SearchDocument

OTHER_MAPPING = "another"


def second_copy(engine: Engine, document: SearchDocument) -> None:
    """Add a document beside the one with its key."""
    if isinstance(engine, EmbeddedEngine):
        writer = _writer(engine)
        writer.add_document(index_document(document))
        writer.commit()
        writer.wait_merging_threads()
    elif isinstance(engine, ElasticEngine):
        indexed = indexed_document(document)
        alias = engine.generations.alias
        engine._connection.writing.index(index=alias, document=indexed, refresh=True)


def _writer(engine: EmbeddedEngine) -> tantivy.IndexWriter:
    """Return the writer, when a merge of the commit before has let it go."""
    while True:
        try:
            return engine._newest().index.writer(heap_size=15_000_000, num_threads=1)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            time.sleep(0.05)


def orphan(engine: Engine) -> str:
    """Leave a generation behind, as a killed rebuild does; return its name."""
    if isinstance(engine, EmbeddedEngine):
        directory = engine._generations.root / f"generation-{uuid4().hex}"
        directory.mkdir(parents=True)
        return directory.name
    assert isinstance(engine, ElasticEngine)
    return generation(engine)


def generation(engine: ElasticEngine, *, cursor: int = 0, mapping: str = "") -> str:
    """Make a generation in Elasticsearch to which nothing leads; return its name."""
    name = f"{engine.generations.alias}-{uuid4().hex[:12]}"
    client = engine._connection.writing
    client.indices.create(index=name, body=new_index(name, f"{name}-w", "0-1").to_dict())
    marker = marker_document(cursor, mapping)
    client.index(index=name, id=MARKER_ID, document=marker, refresh=True)
    return name


def second_target(engine: ElasticEngine, name: str) -> None:
    """Let the alias lead to one more index."""
    alias = engine.generations.alias
    engine._connection.writing.indices.put_alias(index=name, name=alias)


def old_mapping(engine: Engine) -> None:
    """Make the index one that an older version of this software built."""
    if isinstance(engine, EmbeddedEngine):
        pointer = engine._generations.root / "current"
        named = json.loads(pointer.read_text())
        pointer.write_text(json.dumps({**named, "mapping": OTHER_MAPPING}))
    elif isinstance(engine, ElasticEngine):
        alias, cursor = engine.generations.alias, engine.cursor()
        marker = marker_document(cursor, OTHER_MAPPING)
        client = engine._connection.writing
        client.index(index=alias, id=MARKER_ID, document=marker, refresh=True)
