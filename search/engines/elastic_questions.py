"""A question as searches of Elasticsearch: apart for hits and for each set of counts, or in one.

Apart, a server works on them side by side, filters what it ranks, and remembers counts as long as
its index stays the same, which it never does of a search with hits. But each search costs it a
third of a millisecond, and among few documents counting costs less than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search.engines.choices import CHOICES, counts_of
from search.engines.elastic_requests import Body, compile_filter, count_body, page_body
from search.engines.filtering import FacetGroup, facet_groups, restricted
from search.engines.reading import Counts, Question
from search.query import Boolean, Query

ALL_VALUES = 65_000  # a server gives 65,536 counts in one answer
COUNTS = "counts"  # the name of what is counted, in request and answer
BESIDE = "beside"  # the name of what else is counted
# Of all that hits give, `_none_` leaves out the id too: to read it means to unpack what is stored.
_KEY_AND_HASH = {"stored_fields": "_none_", "docvalue_fields": ["key", "hash"]}


def hits_body(question: Question, *, without_texts: bool = False) -> Body:
    """Return the request for one page of hits, or for only their keys and content hashes."""
    query = restricted(question.text, question.language, question.filters.values())
    body = page_body(query, question.sort, question.offset, question.limit)
    return {**body, **_KEY_AND_HASH} if without_texts else body


def counts_body(question: Question, group: FacetGroup) -> Body:
    """Return the request for the counts of facets among the same documents."""
    among = restricted(question.text, question.language, group.filters)
    return {**count_body(among), "track_total_hits": False, "aggs": _counts(group)}


def whole_body(
    question: Question, counted: Sequence[Query] = (), *, without_texts: bool = False
) -> Body:
    """Return the request for one page of hits, the counts of all facets, and what else is counted.

    Choices in the counted facets narrow the hits afterwards, and each set of counts for itself;
    the other filters narrow them all.
    """
    own = {name: query for name, query in question.filters.items() if name in question.facets}
    shared = [query for name, query in question.filters.items() if name not in own]
    query = restricted(question.text, question.language, shared)
    body = page_body(query, question.sort, question.offset, question.limit)
    if without_texts:
        body |= _KEY_AND_HASH
    if own:
        body["post_filter"] = _all_of(own.values())
    counts: Body = {
        _among(number): _counts_within(group, shared)
        for number, group in enumerate(facet_groups(question))
    }
    if counted:
        numbers = {
            str(number): {"filter": compile_filter(one)} for number, one in enumerate(counted)
        }
        counts[BESIDE] = {"global": {}, "aggs": numbers}
    return {**body, "aggs": counts} if counts else body


def _counts_within(group: FacetGroup, done: Sequence[Query]) -> Body:
    """Return the counts of facets among documents that some filters have narrowed already."""
    filters = [query for query in group.filters if query not in done]
    if not filters:
        return _counts(group)[COUNTS]
    return {"filter": _all_of(filters), "aggs": _counts(group)}


def _counts(group: FacetGroup) -> dict[str, Body]:
    """Count facets in one go: in its own field, each would read the values of all."""
    alone = len(group.names) == 1
    field = f"facets.{group.names[0]}" if alone else CHOICES
    return {COUNTS: {"terms": {"field": field, "size": ALL_VALUES}}}


def _all_of(filters: Iterable[Query]) -> Body:
    return compile_filter(Boolean(filter=tuple(filters)))


def _among(number: int) -> str:
    return f"among-{number}"


def read_counts(question: Question, answers: Sequence[Mapping[str, Any]]) -> Counts:
    """Return all counts from the answers to `counts_body`, one for each group of facets."""
    return _read(question, [answer["aggregations"][COUNTS] for answer in answers])


def read_whole_counts(question: Question, answer: Mapping[str, Any]) -> Counts:
    """Return all counts from the answer to `whole_body`."""
    numbers = range(len(facet_groups(question)))
    found = [answer["aggregations"][_among(number)] for number in numbers]
    return _read(question, [one.get(COUNTS, one) for one in found])


def read_whole_totals(counted: Sequence[Query], answer: Mapping[str, Any]) -> list[int]:
    """Return how many documents match what else was counted, from the answer to `whole_body`."""
    if not counted:
        return []
    beside = answer["aggregations"][BESIDE]
    return [int(beside[str(number)]["doc_count"]) for number in range(len(counted))]


def _read(question: Question, found: Sequence[Mapping[str, Any]]) -> Counts:
    counts: Counts = {name: {} for name in question.facets}
    for group, values in zip(facet_groups(question), found, strict=True):
        counts |= _read_group(group, values["buckets"])
    return counts


def _read_group(group: FacetGroup, buckets: Sequence[Mapping[str, Any]]) -> Counts:
    numbers = ((bucket["key"], bucket["doc_count"]) for bucket in buckets)
    if len(group.names) == 1:
        return {group.names[0]: dict(numbers)}
    return counts_of(numbers, group.names)
