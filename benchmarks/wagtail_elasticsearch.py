"""Wagtail's own search on a server: filling its index, and asking what our engine is asked.

It counts a facet by `facet()`, one request for each, and tells of the ten most frequent values.
So each facet gets a field of its own, with the values that our documents have, and no other count
is made. Filters go as lists of keys: it filters by columns of the database only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from wagtail.models import Page
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from benchmarks.queries import Query
from benchmarks.wagtail_search import BATCH, Answer, Counts, WagtailSearch
from catalogue.models import MethodPage
from search import followers
from search.documents import page_key
from search.engines.embedded_reader import EmbeddedReader
from search.results import PAGE_SIZE

BACKEND = "elasticsearch"
PREFIX = "facet_"
ORDERS = {"a-z": "title", "nieuwste": "-first_published_at"}

Batches = Iterable[tuple[type[Page], Sequence[Page]]]


@contextmanager
def filled_index(models: Iterable[type[Page]], batches: Batches) -> Iterator[None]:
    """Fill Wagtail's index on the server with pages, and throw it away afterwards."""
    backend: Any = get_search_backend(BACKEND)
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(Page))
    filled = rebuilder.start()
    try:
        for model in (Page, *models):
            filled.add_model(model)
        for model, pages in batches:
            filled.add_items(model, pages)
        rebuilder.finish()
        yield
    finally:
        filled.delete()


@contextmanager
def filled_with_facets(names: Sequence[str]) -> Iterator[None]:
    """Fill it with all methods and the values of their facets."""
    known = {field.field_name for field in MethodPage.search_fields}
    for name in names:
        field = f"{PREFIX}{name}"
        if field not in known:
            setattr(MethodPage, field, ())
            MethodPage.search_fields = [*MethodPage.search_fields, index.FilterField(field)]
    with filled_index([MethodPage], _methods(names)):
        yield


def _methods(names: Sequence[str]) -> Batches:
    keys = list(MethodPage.objects.order_by("pk").values_list("pk", flat=True))
    near: Any = followers.near().nearby()
    reader: EmbeddedReader = near
    for start in range(0, len(keys), BATCH):
        found = MethodPage.objects.filter(pk__in=keys[start : start + BATCH])
        pages = list(found.select_related("locale").prefetch_related("terms"))
        for page in pages:
            stored = reader.stored(page_key(page)) or {"facets": {}}
            for name in names:
                setattr(page, f"{PREFIX}{name}", stored["facets"].get(name, []))
        yield MethodPage, pages


class WagtailElasticsearch(WagtailSearch):
    """Wagtail's search on a server."""

    def __init__(self, facets: Sequence[str]) -> None:
        super().__init__(BACKEND, facets, None)

    def ask(self, query: Query) -> Answer:
        """Return the number of hits, the keys of one page, and the counts of all facets."""
        found = self._search(query)
        start = (query.page - 1) * PAGE_SIZE
        page = self._search(query, is_ordered=True)[start : start + PAGE_SIZE]
        return Answer(found.count(), _keys(page), self._all_counts(query, found))

    def _narrowed(self, pages: Any) -> Any:
        """List what tells pages apart: filters on a primary key it passes over without a word."""
        keys = list(pages.values_list("translation_key", flat=True))
        return MethodPage.objects.filter(translation_key__in=keys)

    def _sorted(self, queryset: Any, order: str) -> Any:
        """Order by a column of the index; what is computed in SQL it cannot order by."""
        return queryset.order_by(ORDERS.get(order, "title"))

    def _all_counts(self, query: Query, found: Any) -> Counts:
        counts: Counts = {}
        for name in self._facets:
            among = self._search(query, without=name) if name in query.filters else found
            counts[name] = {
                value: number
                for value, number in among.facet(f"{PREFIX}{name}").items()
                if value not in (None, "0")  # those without a value
            }
        return counts


def _keys(page: Any) -> list[int]:
    """Return the keys of a page of hits without fetching the pages from the database."""
    index_name = page.backend.get_index_for_model(page.query_compiler.queryset.model).name
    answer = page._backend_do_search(
        page._get_es_body(),
        index=index_name,
        _source=False,
        stored_fields="pk",
        from_=page.start,
        size=page.stop - page.start,
    )
    return [int(hit["fields"]["pk"][0]) for hit in answer["hits"]["hits"]]
