"""Build an index of each kind with so many documents, and ask all of them the same questions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from elasticsearch import Elasticsearch

from benchmarks.measuring import Timing
from benchmarks.processes import MEGABYTE
from benchmarks.search import building, parts
from benchmarks.search.by_hand import by_hand
from benchmarks.search.documents import make_documents
from benchmarks.search.engines import (
    PATIENCE,
    Contender,
    elastic_engine,
    our_contender,
)
from benchmarks.search.latency import NEW, WARM_UP, known_numbers, take_turns
from benchmarks.search.questions import Question, make_questions
from benchmarks.search.raw import RawRequests
from benchmarks.search.results import Results
from benchmarks.search.store import Store
from search.engines.embedded import EmbeddedEngine

FEWER_FROM = 1_000_000  # documents: fewer questions and contenders, for each takes long


class Server(NamedTuple):
    """A server to measure on."""

    major: str
    url: str


def measure(
    results: Results, documents: int, servers: Sequence[Server], folder: Path, run: list[str]
) -> None:
    """Rebuild each index with so many documents and take the times of searching in it."""
    store = Store(folder / f"documents-{documents}.sqlite3")
    store.write(make_documents(documents))
    for part in parts.OF_SEARCHES:
        results.begin(part, documents, run)
    place = folder / f"embedded-{documents}"
    built = building.build(store.path, building.EMBEDDED, str(place), "")
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    _note_rebuild(results, documents, parts.EMBEDDED, built, size)
    with ExitStack() as stack:
        indices = {
            server: stack.enter_context(_index(results, documents, server, store))
            for server in servers
        }
        _ask(results, documents, place, indices)
        if documents < FEWER_FROM:
            _ask_by_hand(results, documents, place, indices, store)


@contextmanager
def _index(results: Results, documents: int, server: Server, store: Store) -> Iterator[str]:
    """Give the name of an index on a server, and throw it away afterwards."""
    name = f"bench-search-{os.getpid()}-{documents}"
    engine = elastic_engine(server.url, name)
    try:
        built = building.build(store.path, building.ELASTICSEARCH, server.url, name)
        _note_rebuild(
            results, documents, parts.ours(server.major), built, _size_of(server.url, name)
        )
        yield name
    finally:
        engine.generations.remove_all()
        engine.close()


def _size_of(url: str, index: str) -> int:
    """Return the bytes of an index on disk, merged or not, as a rebuild leaves it."""
    with Elasticsearch([url], request_timeout=PATIENCE) as client:
        client.indices.flush(index=index)
        stats = client.indices.stats(index=index, metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def _note_rebuild(
    results: Results, documents: int, name: str, built: building.Built, size: int
) -> None:
    figures = {
        "seconds": built.seconds,
        "documents a second": built.documents / built.seconds,
        "index MB": size / MEGABYTE,
        "memory MB": built.megabytes,
    }
    if built.private is not None:
        figures["private MB"] = built.private
    results.add(parts.REBUILD, documents, name, figures)


def _ask(results: Results, documents: int, place: Path, indices: dict[Server, str]) -> None:
    new = NEW if documents < FEWER_FROM else NEW // 5
    asked = (
        make_questions(new, seed=6),
        make_questions(new, seed=10),
        make_questions(WARM_UP, seed=5),
    )
    questions = list(chain.from_iterable(asked))
    near = EmbeddedEngine(place)
    contenders = [our_contender(parts.EMBEDDED, near, questions)]
    with ExitStack() as stack:
        for server, name in indices.items():
            # Each engine looks words up in an index of its own: they do not warm each other.
            engine = elastic_engine(server.url, name, EmbeddedEngine(place))
            raw = RawRequests(server.url, name, questions, place)
            stack.callback(engine.close)
            stack.callback(raw.close)
            contenders.append(our_contender(parts.ours(server.major), engine, questions))
            contenders.append(raw.contender(parts.raw(server.major)))
        take_turns(contenders, range(2 * new, len(questions)))
        _take_new(results, documents, contenders, questions[:new])
        if documents < FEWER_FROM:
            times, _totals = take_turns(contenders, range(new, 2 * new), row=1)
            _add_times(results, parts.ALTERNATING, documents, times)
        times, _totals = take_turns(contenders, known_numbers(seed=7))
        _add_times(results, parts.KNOWN_SEARCHES, documents, times)


def _ask_by_hand(
    results: Results, documents: int, place: Path, indices: dict[Server, str], store: Store
) -> None:
    """Ask ours and the same page written by hand, on one server at a time."""
    questions = [*make_questions(NEW, seed=8), *make_questions(WARM_UP, seed=9)]
    for server, name in indices.items():
        with (
            by_hand(server.url, store.read()) as other,
            closing(elastic_engine(server.url, name, EmbeddedEngine(place))) as engine,
        ):
            contenders = [
                our_contender(parts.ours(server.major), engine, questions),
                other.contender(parts.by_hand(server.major), questions),
            ]
            take_turns(contenders, range(NEW, len(questions)))
            times, _totals = take_turns(contenders, range(NEW))
        _add_times(results, parts.BESIDE_BY_HAND, documents, times)


def _add_times(results: Results, part: str, documents: int, times: dict[str, Timing]) -> None:
    for name, timing in times.items():
        results.add_timing(part, documents, name, timing)


def _take_new(
    results: Results,
    documents: int,
    contenders: Sequence[Contender],
    questions: Sequence[Question],
) -> None:
    times, totals = take_turns(contenders, range(len(questions)))
    _add_times(results, parts.NEW_SEARCHES, documents, times)
    for name, timing in times.items():
        of_kind: dict[str, list[float]] = {}
        for question, sample in zip(questions, timing.samples, strict=True):
            of_kind.setdefault(question.kind, []).append(sample)
        medians = {kind: sorted(found)[len(found) // 2] for kind, found in of_kind.items()}
        results.add(parts.KINDS, documents, name, medians)
    different = sum(len(set(found)) > 1 for found in zip(*totals.values(), strict=True))
    empty = sum(total == 0 for total in totals[parts.EMBEDDED])
    figures = {"questions": len(questions), "without a hit": empty, "hits differ": different}
    results.add(parts.AGREEMENT, documents, "All engines", figures)
