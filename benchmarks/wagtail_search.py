"""Wagtail's own search on the same pages, with the same text, filters and counts.

Its index gets the same texts as ours, by search fields that are added in this process only. It
knows no forms of words, synonyms, corrections or fragments; it returns ids and counts, to compare
with our engine alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from modelsearch.query import MATCH_ALL
from wagtail.search import index
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from benchmarks.queries import Query
from catalogue.buckets import GROUP_BUCKETS, TIME_BUCKETS
from catalogue.models import EvidenceRecord, MethodPage
from search.results import PAGE_SIZE
from vocabularies.models import Term

TEXTS = (
    *("title", "summary", "alt_titles", "need", "why", "when_to_use", "when_not"),
    *("working_elements", "title_en", "summary_en"),
)
STREAMS = ("steps", "strengths", "cautions", "tips", "materials")
BATCH = 250
BUCKETS = {"tijd": (TIME_BUCKETS, "duration"), "groep": (GROUP_BUCKETS, "group")}
NOT_ASSESSED = "nog-niet-beoordeeld"

Counts = dict[str, dict[str, int]]


def add_search_fields() -> None:
    """Give Wagtail's index the texts that ours has, in this process."""
    known = {field.field_name for field in MethodPage.search_fields}
    texts = [name for name in (*TEXTS, *STREAMS) if name not in known]
    MethodPage.search_fields = [
        *MethodPage.search_fields,
        *(index.SearchField(name) for name in texts),
        index.RelatedFields("terms", [index.SearchField("label_nl")]),
        index.FilterField("terms"),
        index.FilterField("licence"),
    ]


def fill_index(backend: str) -> None:
    """Put every method into the index of a backend."""
    search = get_search_backend(backend)
    keys = list(MethodPage.objects.order_by("pk").values_list("pk", flat=True))
    content_type = ContentType.objects.get_for_model(MethodPage)
    entries = IndexEntry.objects.filter(content_type=content_type)
    if entries.count() == len(keys):
        return  # kept from an earlier run
    entries.delete()
    for start in range(0, len(keys), BATCH):
        pages = MethodPage.objects.filter(pk__in=keys[start : start + BATCH])
        search.add_bulk(MethodPage, list(pages.prefetch_related("terms")))


@dataclass(frozen=True)
class Answer:
    """What a search gave."""

    total: int
    keys: list[int]
    counts: Counts


class WagtailSearch:
    """A backend of Wagtail's search, asked what our engine is asked."""

    def __init__(self, backend: str, facets: Sequence[str], fields: list[str] | None) -> None:
        self._backend, self._facets, self._fields = get_search_backend(backend), facets, fields
        terms = Term.objects.select_related("vocabulary")
        self._terms = {term.pk: (term.vocabulary.key, term.slug) for term in terms}
        levels = terms.filter(vocabulary__key="bewijsniveau")
        self._levels = {term.order: term.slug for term in levels}

    def ask(self, query: Query) -> Answer:
        """Return the number of hits, the keys of one page, and the counts of all facets."""
        found = self._search(query)
        start = (query.page - 1) * PAGE_SIZE
        page = self._search(query, is_ordered=True)[start : start + PAGE_SIZE]
        counts = self._counts(found, [name for name in self._facets if name not in query.filters])
        for name in query.filters:
            counts |= self._counts(self._search(query, without=name), [name])
        keys = list(page.get_queryset().values_list("pk", flat=True))
        return Answer(found.count(), keys, counts)

    def _search(self, query: Query, *, without: str = "", is_ordered: bool = False) -> Any:
        pages = MethodPage.objects.published()
        for name, values in query.filters.items():
            if name != without:
                pages = pages.filter(self._condition(name, values))
        # Wagtail filters by indexed fields only; a list of ids is how one gets round that.
        queryset = self._narrowed(pages)
        if is_ordered and query.sort:
            queryset = self._sorted(queryset, query.sort.name)
        return self._backend.search(
            query.text or MATCH_ALL,
            queryset,
            fields=self._fields,
            operator="and",
            order_by_relevance=is_ordered and not query.sort,
        )

    def _narrowed(self, pages: Any) -> Any:
        return MethodPage.objects.filter(pk__in=pages.values("pk"))

    def _sorted(self, queryset: Any, order: str) -> Any:
        return queryset.order_by(_order(order), F("pk").asc())

    def _condition(self, name: str, values: Sequence[str]) -> Q:
        if name in BUCKETS:
            conditions = _bucket_conditions(name)
            return _any_of(conditions[value] for value in values)
        if name == "licentie":
            return Q(licence__slug__in=values)
        if name == "bewijsniveau":
            return self._level_condition(values)
        through: Any = MethodPage.terms.through
        chosen = [key for key, found in self._terms.items() if found in {(name, v) for v in values}]
        carriers = through.objects.filter(term__in=chosen)
        return Q(pk__in=carriers.values("methodpage"))

    def _level_condition(self, values: Sequence[str]) -> Q:
        orders = [order for order, slug in self._levels.items() if slug in values]
        strongest = _strongest(EvidenceRecord.objects.all()).filter(strongest__in=orders)
        condition = Q(pk__in=strongest.values("method"))
        return condition | Q(evidence=None) if NOT_ASSESSED in values else condition

    def _counts(self, found: Any, names: Sequence[str]) -> Counts:
        """Count as far as possible with what Wagtail has (`facet`), the rest with SQL."""
        counts: Counts = {name: {} for name in names}
        ids = found.get_queryset().order_by().values("pk")
        if any(name in counts for name, _slug in self._terms.values()):
            for key, number in found.facet("terms").items():
                name, slug = self._terms.get(key, ("", ""))
                if name in counts:
                    counts[name][slug] = number
        if "licentie" in counts:
            for key, number in found.facet("licence_id").items():
                if key is not None:
                    counts["licentie"][self._terms[key][1]] = number
        if "bewijsniveau" in counts:
            counts["bewijsniveau"] = self._level_counts(ids)
        for name in BUCKETS.keys() & counts.keys():
            sums = {
                slug.replace("-", "_"): Count("pk", filter=condition)
                for slug, condition in _bucket_conditions(name).items()
            }
            numbers = MethodPage.objects.filter(pk__in=ids).aggregate(**_prefixed(sums))
            counts[name] = {key[1:].replace("_", "-"): number for key, number in numbers.items()}
        return {name: {k: n for k, n in values.items() if n} for name, values in counts.items()}

    def _level_counts(self, ids: QuerySet[Any]) -> dict[str, int]:
        strongest = _strongest(EvidenceRecord.objects.filter(method__in=ids))
        numbers = Counter(strongest.values_list("strongest", flat=True))
        return {self._levels[order]: number for order, number in numbers.items()}


def _prefixed(sums: Mapping[str, Any]) -> dict[str, Any]:
    """Make the slugs of buckets into names, which do not begin with a digit."""
    return {f"n{name}": value for name, value in sums.items()}


def _strongest(records: QuerySet[EvidenceRecord]) -> QuerySet[Any]:
    return records.order_by().values("method").annotate(strongest=Max("level__order"))


def _bucket_conditions(name: str) -> dict[str, Q]:
    buckets, field = BUCKETS[name]
    conditions = {}
    for slug, first, last in buckets:
        condition = Q(**{f"{field}_max__gte": first}) | Q(**{f"{field}_max": None})
        conditions[slug] = condition & (Q(**{f"{field}_min__lte": last}) if last else Q())
    return conditions


def _any_of(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _order(name: str) -> Any:
    if name == "bewijs":
        levels = EvidenceRecord.objects.filter(method=OuterRef("pk")).order_by("-level__order")
        return Subquery(levels.values("level__order")[:1]).desc(nulls_last=True)
    orders = {
        "a-z": F("title").asc(),
        "nieuwste": F("first_published_at").desc(nulls_last=True),
        "kortste": F("duration_min").asc(nulls_last=True),
    }
    return orders[name]
