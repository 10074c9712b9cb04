"""What the figures are held to; a goal of which a figure is missing is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, product

from benchmarks.measuring import Goal
from benchmarks.search import parts
from benchmarks.search.parts import (
    BESIDE_BY_HAND,
    EMBEDDED,
    NEW_SEARCHES,
    PAGES,
    REBUILD,
    STAGES,
    TOGETHER,
)
from benchmarks.search.results import Results
from benchmarks.search.stages import STAGES as STAGE_NAMES

MAJORS = ("8", "9")
RAW_RATIO = 1.15  # our engine on a server to the raw request
EMBEDDED_RATIO, EMBEDDED_AT = 0.4, 100_000
LEAD, LEAD_AT = 3.0, 10_000
SLOWEST, SLOWEST_AT = 300.0, 1_000_000  # ms
OVERLAP = 0.7
GROWTH = 1.25  # of memory from one number of documents to ten times as many
FLAT_FROM = 10_000


def goals_of(results: Results) -> list[Goal]:
    """Return every goal with what was measured."""
    makers = (
        _agreement,
        _beside_raw,
        _beside_by_hand,
        _embedded,
        _lead,
        _at_a_million,
        _overlap,
        _memory,
    )
    return [goal for maker in makers for goal in maker(results)]


def _agreement(results: Results) -> Iterator[Goal]:
    for documents in results.sizes(parts.AGREEMENT):
        for figures in results.names(parts.AGREEMENT, documents).values():
            name = f"{documents:,} documents: questions to which engines find other numbers of hits"
            yield Goal(name, 0, figures["hits differ"], "questions")


def _beside_raw(results: Results) -> Iterator[Goal]:
    return _beside(results, NEW_SEARCHES, "raw", parts.raw)


def _beside_by_hand(results: Results) -> Iterator[Goal]:
    return _beside(results, BESIDE_BY_HAND, "the page by hand", parts.by_hand)


def _beside(
    results: Results, part: str, other: str, name_of: Callable[[str], str]
) -> Iterator[Goal]:
    for documents, major in product(results.sizes(part), MAJORS):
        for percentile in ("p50", "p95"):
            ours = results.figure(part, documents, parts.ours(major), percentile)
            others = results.figure(part, documents, name_of(major), percentile)
            if ours and others:
                name = f"{documents:,} documents, Elasticsearch {major}: ours to {other}, "
                yield Goal(f"{name}{percentile}", RAW_RATIO, ours / others, "times")


def _embedded(results: Results) -> Iterator[Goal]:
    for major in MAJORS:
        for percentile in ("p50", "p95"):
            ours = _new(results, EMBEDDED_AT, EMBEDDED, percentile)
            raw = _new(results, EMBEDDED_AT, parts.raw(major), percentile)
            if ours and raw:
                name = f"{EMBEDDED_AT:,} documents: embedded to raw Elasticsearch {major}, "
                yield Goal(f"{name}{percentile}", EMBEDDED_RATIO, ours / raw, "times")


def _lead(results: Results) -> Iterator[Goal]:
    """Hold our engine against Wagtail's search in the same kind of place."""
    peers = {name for name in results.names(PAGES, LEAD_AT) if name.startswith("Wagtail")}
    for peer in sorted(peers):
        place = peer.removeprefix("Wagtail, ")
        engine = EMBEDDED if place == parts.DATABASE else f"Ours, {place}"
        own = results.figure(PAGES, LEAD_AT, f"{engine}, beside {peer}", "p50")
        theirs = results.figure(PAGES, LEAD_AT, peer, "p50")
        if own and theirs:
            name = f"{LEAD_AT:,} pages, facet page: {peer} to {engine}, p50"
            yield Goal(name, LEAD, theirs / own, "times", is_least=True)


def _at_a_million(results: Results) -> Iterator[Goal]:
    for major in MAJORS:
        slow = _new(results, SLOWEST_AT, parts.ours(major), "p95")
        if slow:
            name = f"{SLOWEST_AT:,} documents, Elasticsearch {major}, p95"
            yield Goal(name, SLOWEST, slow, "ms")


def _overlap(results: Results) -> Iterator[Goal]:
    for documents in results.sizes(STAGES):
        speeds = [
            results.figure(STAGES, documents, stage, "documents a second") for stage in STAGE_NAMES
        ]
        together = results.figure(STAGES, documents, TOGETHER, "documents a second")
        if together and all(speeds):
            slowest = min(filter(None, speeds))
            name = f"Rebuild of {documents:,} documents: all stages to the slowest alone"
            yield Goal(name, OVERLAP, together / slowest, "times", is_least=True)


def _memory(results: Results) -> Iterator[Goal]:
    """Hold private memory: the system takes pages of files back whenever it needs the room."""
    sizes = [size for size in results.sizes(REBUILD) if size >= FLAT_FROM]
    for few, many in pairwise(sizes):
        for name in results.names(REBUILD, many):
            before = results.figure(REBUILD, few, name, "private MB")
            after = results.figure(REBUILD, many, name, "private MB")
            if before and after:
                title = f"Memory of a rebuild, {name}: {many:,} documents to {few:,}"
                yield Goal(title, GROWTH, after / before, "times")


def _new(results: Results, documents: int, name: str, figure: str) -> float | None:
    return results.figure(NEW_SEARCHES, documents, name, figure)
