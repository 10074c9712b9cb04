"""A page of results: understand the query string, ask the engine, draw what it answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from search import extension_points, followers, gap_counting
from search.building import IN_LANGUAGE, document_types
from search.drawing import Chip, DrawnFacet, draw_chips, draw_facets, query_url
from search.engines.base import WINDOW, EngineUnavailable
from search.facets import TYPE_FACET, Facet, FacetValue, Sort
from search.fallback import search_by_title
from search.filters import chosen_values, ignored_messages, layout_of, page_of, text_of
from search.indexing import catch_up_for_request
from search.layouts import CARDS, LIST, LayoutOption, has_cards, layout_options, layout_query
from search.narrowing import facet_to_drop, smallest_empty, totals_without
from search.promotions import promoted_hits
from search.rows import Row, find_rows
from search.types import SearchRequest, SearchResult, SortKey
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage

PAGE_SIZE = 20
RELEVANCE = Sort("relevantie", _("Best match"), (), order=0)
# Pages that stand in for a translation come after the translations.
TRANSLATED_FIRST = (SortKey(f"numbers.{IN_LANGUAGE}", descending=True), SortKey("title"))
STANDARD_SORTS = (
    RELEVANCE,
    Sort("nieuwste", _("Newest"), (SortKey("dates.published", descending=True),), order=10),
    Sort("a-z", _("A to Z"), (SortKey("title"),), order=90),
)


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
        self.count = min(total, WINDOW)  # an engine pages through its first 10,000 hits

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
    is_loose: bool = False
    facet_to_drop: Chip | None = None
    types: tuple[str, ...] = ()
    promoted: list[Row] = field(default_factory=list)
    layout: str = LIST
    layouts: Sequence[LayoutOption] = ()  # none when nothing here can be a card
    is_substitute: bool = False  # of this machine, while the server is away

    @property
    def is_cards(self) -> bool:
        return self.layout == CARDS

    @property
    def clear_url(self) -> str:
        query = [("q", self.text)] if self.text else []
        return query_url(self.form_url, [*query, *layout_query(self.layout)])

    @property
    def correction_url(self) -> str:
        others = [(name, value) for name, value in self.query if name != "q"]
        query = [("q", self.correction or ""), *others, *layout_query(self.layout)]
        return query_url(self.form_url, query)

    @property
    def query_string(self) -> str:
        return query_url("", self.query)

    def canonical(self, page: BasePage) -> str:
        """Return the full address with only what was understood, in a fixed order."""
        return query_url(page.full_url or "", self.query)


@dataclass(frozen=True)
class Asked:
    """A query string, understood: what to ask the engine, and how to write it back."""

    request: SearchRequest
    facets: list[Facet]
    chosen: dict[str, tuple[str, ...]]
    sorts: list[Sort]
    sort: Sort
    standard: Sort  # the order without a choice
    page: int
    messages: list[str]
    layout: str = LIST

    @property
    def query(self) -> list[tuple[str, str]]:
        """The parameters that say which results, in a fixed order, without the page."""
        query = [("q", self.request.text)] if self.request.text else []
        for name, values in sorted(self.chosen.items()):
            query += [(name, value) for value in values]
        return query if self.sort is self.standard else [*query, ("sort", self.sort.name)]


def read_request(data: QueryDict, types: tuple[str, ...], standard_sort: str = "") -> Asked:
    """Understand a query string; what means nothing is named in the messages and left out.

    `standard_sort` names the order for who gives neither text nor order.
    """
    facets, sorts = available_facets(types), available_sorts(types)
    chosen = chosen_values(facets, data)
    page, page_message = page_of(data)
    text, by_name = text_of(data), {sort.name: sort for sort in sorts}
    standard = RELEVANCE if text else by_name.get(standard_sort, RELEVANCE)
    sort = by_name.get(data.get("sort", ""), standard)
    language = get_language() or settings.LANGUAGE_CODE
    is_browsing = not text and not sort.keys and language != settings.LANGUAGE_CODE
    request = SearchRequest(
        text=text,
        language=language,
        types=types or chosen.get(TYPE_FACET, ()),
        filters={name: values for name, values in chosen.items() if name != TYPE_FACET},
        facets=tuple(facet.name for facet in facets),
        sort=TRANSLATED_FIRST if is_browsing else sort.keys,
        offset=(min(page, WINDOW) - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        may_be_loose=True,
    )
    messages = [*ignored_messages(facets, sorts, data), *filter(None, [page_message])]
    layout = layout_of(data) if has_cards(types) else LIST
    return Asked(request, facets, chosen, sorts, sort, standard, page, messages, layout)


def build_results(
    request: HttpRequest, *, url: str, types: tuple[str, ...] = (), standard_sort: str = ""
) -> Results:
    """Answer the request's query string over the given document types (none means all)."""
    catch_up_for_request()
    asked = read_request(request.GET, types, standard_sort)
    result, notice = _answer(asked.request)
    result, number, moved = _within_pages(asked.request, result, asked.page)
    as_cards = asked.layout == CARDS
    rows, promoted = find_rows(result.hits, promoted_hits(asked.request), as_cards=as_cards)
    without = {} if result.total else totals_without(asked.request, _total)
    if not notice and not promoted:
        # Without an index nothing can be said, and what an editor promotes is an answer.
        ask = partial(smallest_empty, asked.request, without, _total)
        gap_counting.note(request, ask, result)
    chips = draw_chips(asked.facets, asked.chosen, url, [*asked.query, *layout_query(asked.layout)])
    paginator = CountedPaginator(rows, result.total)
    return Results(
        text=asked.request.text,
        total=result.total,
        rows=rows,
        facets=draw_facets(asked.facets, asked.chosen, result.facets),
        chips=chips,
        sort_options=[SortOption(s.name, str(s.label), s is asked.sort) for s in asked.sorts],
        messages=[*asked.messages, moved] if moved else asked.messages,
        pages=paginator.rows_page(number) if paginator.num_pages > 1 else None,
        form_url=url,
        query=asked.query,
        notice=notice,
        correction=result.correction,
        corrected=result.corrected,
        is_loose=result.full_matches is not None,
        facet_to_drop=facet_to_drop(without, chips),
        types=types,
        promoted=promoted,
        is_substitute=result.is_substitute,
        layout=asked.layout,
        layouts=layout_options(asked.layout, url, asked.query, number) if has_cards(types) else (),
    )


def available_facets(types: tuple[str, ...]) -> list[Facet]:
    """Return the facets for these document types, in order; over everything, only the type."""
    if not types:
        values = [FacetValue(t.name, str(t.label)) for t in document_types().values()]
        return [Facet(TYPE_FACET, gettext("Kind of page"), tuple(values), frozenset(), order=0)]
    found: list[Facet] = []
    for entry in extension_points.facets.contributions():
        if entry.item.types is None or entry.item.types & set(types):
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
        return followers.get_engine().search(asked), ""
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


def _total(asked: SearchRequest) -> int:
    """Count in the index of this machine: this is asked for each chosen facet, while one waits."""
    try:
        return followers.near().search(asked).total
    except EngineUnavailable:
        return _answer(asked)[0].total
