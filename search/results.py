"""A page of results: ask the engine, draw facets and chips, find the pages of the hits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from search import extension_points, journal
from search.building import document_contributions, document_types
from search.documents import DocumentType, key_filter, page_key
from search.drawing import Chip, DrawnFacet, draw_chips, draw_facets, query_url
from search.engines.base import WINDOW, EngineUnavailable
from search.facets import TYPE_FACET, Facet, FacetValue, Sort
from search.fallback import search_by_title
from search.filters import chosen_values, ignored_messages, page_of, text_of
from search.indexing import catch_up_for_request, get_engine
from search.types import Hit, SearchRequest, SearchResult, SortKey
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.plugins import Contribution, Plugin

PAGE_SIZE = 20
RELEVANCE = Sort("relevantie", _("Best match"), (), order=0)
STANDARD_SORTS = (
    RELEVANCE,
    Sort("nieuwste", _("Newest"), (SortKey("dates.published", descending=True),), order=10),
    Sort("a-z", _("A to Z"), (SortKey("title"),), order=90),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One hit with its page and the template that draws it."""

    hit: Hit
    page: BasePage
    template: str
    plugin: Plugin


@dataclass(frozen=True, slots=True)
class SortOption:
    """An order that the visitor can choose."""

    name: str
    label: str
    is_chosen: bool


class CountedPaginator(Paginator):
    """Page numbers over hits that an engine has already cut to one page."""

    def __init__(self, rows: list[Row], total: int) -> None:
        super().__init__(rows, PAGE_SIZE)
        # An engine pages through its first 10,000 hits.
        self.count = min(total, WINDOW)

    def rows_page(self, number: int) -> Page[Row]:
        return Page(self.object_list, number, self)


@dataclass
class Results:
    """What `search/results.html` draws."""

    text: str
    total: int
    rows: list[Row]
    facets: list[DrawnFacet]
    chips: list[Chip]
    sort_options: list[SortOption]
    messages: list[str]
    pages: Page[Row] | None
    form_url: str
    query: list[tuple[str, str]]
    notice: str = ""
    correction: str | None = None
    corrected: bool = False
    facet_to_drop: Chip | None = None
    types: tuple[str, ...] = ()
    hidden_fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def clear_url(self) -> str:
        return query_url(self.form_url, [("q", self.text)] if self.text else [])

    @property
    def correction_url(self) -> str:
        others = [(name, value) for name, value in self.query if name != "q"]
        return query_url(self.form_url, [("q", self.correction or ""), *others])

    def canonical(self, page: BasePage) -> str:
        """Return the full address with only what was understood, in a fixed order."""
        return query_url(page.full_url or "", self.query)


def build_results(request: HttpRequest, *, url: str, types: tuple[str, ...] = ()) -> Results:
    """Answer the request's query string over the given document types (none means all)."""
    catch_up_for_request()
    data = request.GET if isinstance(request.GET, QueryDict) else QueryDict()
    facets = available_facets(types)
    sorts = available_sorts(types)
    chosen = chosen_values(facets, data)
    number, page_message = page_of(data)
    text = text_of(data)
    sort = next((item for item in sorts if item.name == data.get("sort")), RELEVANCE)
    asked = SearchRequest(
        text=text,
        language=get_language() or "nl",
        types=types or chosen.get(TYPE_FACET, ()),
        filters={name: values for name, values in chosen.items() if name != TYPE_FACET},
        facets=tuple(facet.name for facet in facets),
        sort=sort.keys,
        offset=(min(number, WINDOW) - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )
    result, notice = _answer(asked)
    result, number, moved = _within_pages(asked, result, number)
    query = _query(text, chosen, sort)
    rows = find_rows(result.hits)
    messages = [*ignored_messages(facets, sorts, data), *filter(None, [page_message, moved])]
    chips = draw_chips(facets, chosen, url, query)
    paginator = CountedPaginator(rows, result.total)
    return Results(
        text=text,
        total=result.total,
        rows=rows,
        facets=draw_facets(facets, chosen, result.facets),
        chips=chips,
        sort_options=[SortOption(s.name, str(s.label), s is sort) for s in sorts],
        messages=messages,
        pages=paginator.rows_page(number) if paginator.num_pages > 1 else None,
        form_url=url,
        query=query,
        notice=notice,
        correction=result.correction,
        corrected=result.corrected,
        facet_to_drop=_facet_to_drop(asked, chips) if not result.total else None,
        types=types,
    )


def available_facets(types: tuple[str, ...]) -> list[Facet]:
    """Return the facets for these document types, in order; over everything, only the type."""
    if not types:
        values = [FacetValue(t.name, str(t.label)) for t in document_types().values()]
        return [Facet(TYPE_FACET, gettext("Kind of page"), tuple(values), frozenset(), order=0)]
    found: list[Facet] = []
    for entry in extension_points.facets.contributions():
        found += plugins.guarded(entry.plugin, entry.item.get_facets, default=[])
    return sorted(
        (facet for facet in found if facet.types & set(types) and facet.values),
        key=lambda facet: (facet.order, facet.name),
    )


def available_sorts(types: tuple[str, ...]) -> list[Sort]:
    added = [sort for sort in extension_points.sorts.items() if sort.types & set(types)]
    return sorted([*STANDARD_SORTS, *added], key=lambda sort: sort.order)


def _answer(asked: SearchRequest) -> tuple[SearchResult, str]:
    try:
        return get_engine().search(asked), ""
    except EngineUnavailable:
        notice = gettext("Search works in a limited way just now: it finds titles only.")
        return search_by_title(asked), notice


def _within_pages(
    asked: SearchRequest, result: SearchResult, number: int
) -> tuple[SearchResult, int, str]:
    """Give the last page, with a message, to who asks for a page beyond it."""
    last = max(1, math.ceil(min(result.total, WINDOW) / PAGE_SIZE))
    if number <= last:
        return result, number, ""
    message = gettext("There are %(last)d pages; this is the last one.") % {"last": last}
    result, _notice = _answer(replace(asked, offset=(last - 1) * PAGE_SIZE))
    return result, last, message


def _query(text: str, chosen: dict[str, tuple[str, ...]], sort: Sort) -> list[tuple[str, str]]:
    query = [("q", text)] if text else []
    query += [(name, value) for name, values in sorted(chosen.items()) for value in values]
    return query if sort is RELEVANCE else [*query, ("sort", sort.name)]


def find_rows(hits: Sequence[Hit]) -> list[Row]:
    """Return the pages of the hits, one query a type; what is not public is left out.

    Such a hit means that the index is behind: it is journalled, so that it gets repaired.
    """
    rows: dict[str, Row] = {}
    lost = {hit.key for hit in hits}
    for entry in document_contributions():
        own = {hit.key: hit for hit in hits if hit.type == entry.item.name}
        pages = _pages_of(entry, list(own))
        if pages is None:
            lost -= own.keys()  # the index is right, the plugin is not
        for page in pages or ():
            hit = own[page_key(page)]
            rows[hit.key] = Row(_trusted(hit), page, entry.item.row_template, entry.plugin)
    for key in lost - rows.keys():
        journal.record_repair(key)
    return [rows[hit.key] for hit in hits if hit.key in rows]


def _pages_of(entry: Contribution[DocumentType], keys: list[str]) -> list[Any] | None:
    """Return the pages of a type, or None when the plugin raised."""
    if not keys:
        return []
    return plugins.guarded(
        entry.plugin, lambda: list(entry.item.get_rows().filter(key_filter(keys))), default=None
    )


def _trusted(hit: Hit) -> Hit:
    """Mark title and fragment as HTML: engines promise, and their contract tests, escaped text."""
    title, fragment = mark_safe(hit.title), mark_safe(hit.fragment)  # noqa: S308
    return replace(hit, title=title, fragment=fragment)


def _facet_to_drop(asked: SearchRequest, chips: list[Chip]) -> Chip | None:
    """Return the chosen facet whose removal gives the most hits, when any does."""
    best: Chip | None = None
    for name in asked.filters:
        filters = {other: values for other, values in asked.filters.items() if other != name}
        less = replace(asked, filters=filters, facets=(), limit=0, offset=0, highlight=False)
        result, _notice = _answer(less)
        if result.total > (best.count or 0 if best else 0):
            best = next(chip for chip in chips if chip.facet == name).without_facet(result.total)
    return best
