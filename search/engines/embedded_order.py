"""Bring hits of the embedded index in order, the same order in every engine and every time.

By relevance: score to three decimals, then slug. By a field: present values first, in both
directions, then slug. The index itself sorts by numbers only and breaks ties by chance, hence
the columns that hold the letters of titles and slugs.
"""

from collections.abc import Callable, Sequence
from typing import Any

import tantivy

from search.engines.base import FIELD_NAME, WINDOW
from search.engines.embedded_schema import ROW, SLUG_COLUMNS, TITLE_COLUMNS
from search.engines.embedded_snapshot import Snapshot
from search.query import Boolean, Query, Term
from search.types import SortKey

Scored = tuple[float, tantivy.DocAddress]  # with a score, or the value of a column
TIE_BREAKERS = (*SLUG_COLUMNS, ROW)
MARGIN = 30  # hits fetched beyond the page, in the hope that the tie at its end stops there
LONG_TIE = 1_000  # hits fetched beyond the page where its end ties with so many that follow


def by_relevance(
    snapshot: Snapshot, query: Query, offset: int, limit: int
) -> tuple[int, list[Scored]]:
    """Return the number of hits and one page, best first."""
    compiled = snapshot.compile(query)
    size = offset + limit
    total, hits = snapshot.hits(compiled, size + MARGIN)
    while limit and len(hits) < total and _tie_goes_on(hits, size, _by_score):
        total, hits = snapshot.hits(compiled, min(len(hits) * 10, total))
    return total, _page(snapshot, hits, offset, limit, _by_score, TIE_BREAKERS)


def _by_score(hit: Scored) -> float:
    return -round(hit[0], 3)


def _by_value(hit: Scored) -> float:
    return hit[0]


def _tie_goes_on(hits: Sequence[Scored], size: int, rank: Callable[[Scored], float]) -> bool:
    return len(hits) >= size and rank(hits[size - 1]) == rank(hits[-1])


def _page(
    snapshot: Snapshot,
    hits: Sequence[Scored],
    offset: int,
    limit: int,
    rank: Callable[[Scored], float],
    tie_breakers: tuple[str, ...],
) -> list[Scored]:
    """Sort the hits of the page, with those that tie at its edges, and cut the page out."""
    last = min(offset + limit, len(hits)) - 1
    if limit < 1 or offset > last:
        return []
    start, end = offset, last + 1
    while start > 0 and rank(hits[start - 1]) == rank(hits[offset]):
        start -= 1
    while end < len(hits) and rank(hits[end]) == rank(hits[last]):
        end += 1
    tied = _sorted(snapshot, hits[start:end], rank, tie_breakers)
    return tied[offset - start : offset - start + limit]


def _sorted(
    snapshot: Snapshot,
    hits: Sequence[Scored],
    rank: Callable[[Scored], float],
    tie_breakers: tuple[str, ...],
) -> list[Scored]:
    """Sort hits by rank, and by as many columns as it takes until no two are equal."""
    addresses = [address for _, address in hits]
    keys: list[tuple[float, ...]] = [(rank(hit),) for hit in hits]
    for name in tie_breakers:
        if len(set(keys)) == len(keys):
            break
        values = snapshot.column(name, addresses)
        keys = [(*key, value) for key, value in zip(keys, values, strict=True)]
    return [hits[number] for number in sorted(range(len(hits)), key=keys.__getitem__)]


def by_fields(
    snapshot: Snapshot, query: Query, sort: tuple[SortKey, ...], offset: int, limit: int
) -> tuple[int, list[Scored]]:
    """Return the number of hits and one page in the order of the sort keys."""
    found = _by_title(snapshot, query, offset, limit) if sort == (SortKey("title"),) else None
    return found or _by_columns(snapshot, query, sort, offset, limit)


def _by_title(
    snapshot: Snapshot, query: Query, offset: int, limit: int
) -> tuple[int, list[Scored]] | None:
    """Return what `by_fields` does by the first letters; None when too many titles begin alike."""
    compiled = snapshot.compile_filter(query)
    opening, *others = TITLE_COLUMNS
    size = offset + limit
    total, hits = snapshot.in_order(compiled, opening, size + MARGIN)
    if limit and len(hits) < total and _tie_goes_on(hits, size, _by_value):
        total, hits = snapshot.in_order(compiled, opening, 2 * size + LONG_TIE)
        if len(hits) < total and _tie_goes_on(hits, size, _by_value):
            return None
    page = _page(snapshot, hits, offset, limit, _by_value, (*others, *TIE_BREAKERS))
    return total, [(0.0, address) for _, address in page]


def _by_columns(
    snapshot: Snapshot, query: Query, sort: tuple[SortKey, ...], offset: int, limit: int
) -> tuple[int, list[Scored]]:
    total = snapshot.count(query)
    limit = min(limit, total - offset)
    if limit < 1:
        return total, []
    keys = [key for key in sort if _is_sortable(key.field)]
    optional = [key for key in keys if key.field != "title"]
    if len(optional) > 1:
        found = _with_several_missing(snapshot, query, keys, offset, limit)
    elif optional:
        found = _with_one_missing(snapshot, query, keys, optional[0], offset, limit)
    else:
        found = _sorted_keys(snapshot, query, keys, offset, limit)
    addresses = (snapshot.find("key", key) for key in found)
    return total, [(0.0, address) for address in addresses if address is not None]


def _is_sortable(field: str) -> bool:
    group, _, name = field.partition(".")
    return field == "title" or (
        group in {"numbers", "dates"} and FIELD_NAME.fullmatch(name) is not None
    )


def _with_one_missing(
    snapshot: Snapshot, query: Query, keys: list[SortKey], key: SortKey, offset: int, limit: int
) -> list[str]:
    """Give documents with a value first: the index would give those without first.

    A key that comes before the optional one decides first, then both kinds are mixed.
    """
    if keys[0] != key:
        return _with_several_missing(snapshot, query, keys, offset, limit)
    has_value = Term("sortable", key.field)
    present = Boolean(must=(query,), filter=(has_value,))
    absent = Boolean(must=(query,), must_not=(has_value,))
    number = snapshot.count(present)
    found = _sorted_keys(snapshot, present, keys, offset, min(limit, number - offset))
    rest = limit - len(found)
    others = [other for other in keys if other != key]
    return found + _sorted_keys(snapshot, absent, others, max(offset - number, 0), rest)


def _with_several_missing(
    snapshot: Snapshot, query: Query, keys: list[SortKey], offset: int, limit: int
) -> list[str]:
    """Sort all hits here: slow, but right for values missing in several keys."""
    hits = _top_hits(snapshot, query, keys, 0, WINDOW)

    def order(hit: dict[str, Any]) -> list[tuple[bool, int]]:
        steps: list[tuple[bool, int]] = []
        for key, value in zip(_flat(keys), hit["sort"], strict=True):
            sign = -1 if key[1] else 1
            steps.append((value is None, 0 if value is None else sign * value))
        return steps

    hits.sort(key=order)
    return [hit["docvalue_fields"]["key"][0] for hit in hits[offset : offset + limit]]


def _sorted_keys(
    snapshot: Snapshot, query: Query, keys: list[SortKey], offset: int, limit: int
) -> list[str]:
    if limit < 1:
        return []
    hits = _top_hits(snapshot, query, keys, offset, limit)
    return [hit["docvalue_fields"]["key"][0] for hit in hits]


def _top_hits(
    snapshot: Snapshot, query: Query, keys: list[SortKey], offset: int, limit: int
) -> list[dict[str, Any]]:
    sort = [{column: "desc" if descending else "asc"} for column, descending in _flat(keys)]
    request = {"from": offset, "size": limit, "sort": sort, "docvalue_fields": ["key"]}
    answer = snapshot.aggregate(snapshot.compile_filter(query), {"page": {"top_hits": request}})
    hits: list[dict[str, Any]] = answer["page"]["hits"]
    return hits


def _flat(keys: list[SortKey]) -> list[tuple[str, bool]]:
    """Return the columns of the sort keys and of the ties with their direction."""
    columns: list[tuple[str, bool]] = []
    for key in keys:
        names = TITLE_COLUMNS if key.field == "title" else (key.field,)
        columns += [(name, key.descending) for name in names]
    return columns + [(name, False) for name in TIE_BREAKERS]
