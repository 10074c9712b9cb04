"""Read one snapshot of the embedded index with query trees."""

from collections.abc import Iterable

from search.engines.embedded_order import Scored, by_fields, by_relevance
from search.engines.embedded_snapshot import Snapshot
from search.engines.reading import Counts, Found, Stored
from search.query import Boolean, Query, Term
from search.spelling import Vocabulary
from search.types import SortKey

ALL_VALUES = 65_000  # the most that the index counts at once


class EmbeddedReader:
    """A Reader of one commit; what it works out is kept as long as the commit counts."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def count(self, query: Query) -> int:
        snapshot = self._snapshot
        return snapshot.cached(("count", query), lambda: snapshot.count(snapshot.compile(query)))

    def page(
        self, query: Query, sort: tuple[SortKey, ...], offset: int, limit: int
    ) -> tuple[int, list[Found]]:
        if sort:
            total, hits = by_fields(self._snapshot, query, sort, offset, limit)
        else:
            total, hits = by_relevance(self._snapshot, query, offset, limit)
        return total, self._read(hits)

    def _read(self, hits: Iterable[Scored]) -> list[Found]:
        return [Found(score, self._snapshot.stored(address)) for score, address in hits]

    def facet_counts(self, query: Query, names: tuple[str, ...]) -> Counts:
        key = ("facets", query, names)
        counts = self._snapshot.cached(key, lambda: self._aggregate(query, names))
        return {name: dict(values) for name, values in counts.items()}  # the cache keeps its own

    def _aggregate(self, query: Query, names: tuple[str, ...]) -> Counts:
        request = {
            name: {"terms": {"field": f"facets.{name}", "size": ALL_VALUES}} for name in names
        }
        unscored = self._snapshot.compile(Boolean(filter=(query,)))
        answer = self._snapshot.aggregate(unscored, request)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
            for name in names
        }

    def stored(self, key: str) -> Stored | None:
        address = self._snapshot.find("key", key)
        return None if address is None else self._snapshot.stored(address) or None

    def vocabulary(self, language: str) -> Vocabulary:
        def read() -> Vocabulary:
            prefix = f"{language}:"
            terms = self._snapshot.terms("words", prefix, Term("language", language))
            return Vocabulary((term.removeprefix(prefix), count) for term, count in terms)

        return self._snapshot.cached(("vocabulary", language), read)
