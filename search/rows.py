"""The pages of the hits of a search, each with the template that draws it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.apps import apps
from django.utils.safestring import mark_safe

from search import journal
from search.building import document_contributions
from search.documents import DocumentType, key_filter, own_key, page_key
from search.types import Hit
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.plugins import Contribution, Plugin

LINK_TEMPLATE = "search/components/link_row.html"


@dataclass(frozen=True, slots=True)
class Row:
    """One hit with its page and the template that draws it; a link elsewhere has no page."""

    hit: Hit
    page: BasePage | None
    template: str
    plugin: Plugin
    is_card: bool = False


@dataclass
class _Reading:
    """Rows found so far, also as cards, and the keys of pages that a plugin could not give."""

    rows: dict[str, Row] = field(default_factory=dict)
    cards: dict[str, Row] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


def find_rows(
    hits: Sequence[Hit], promoted: Sequence[Hit] = (), *, as_cards: bool = False
) -> tuple[list[Row], list[Row]]:
    """Return the rows of the hits and of what is promoted; what is not public is left out.

    One query a type for both together. A hit without a public page means that the index is behind:
    it is journalled, so that it gets repaired.
    """
    reading = _read([*promoted, *hits])
    _read_other_pages([hit for hit in promoted if not hit.type and hit.key], reading)
    for key in {hit.key for hit in hits} - reading.rows.keys() - reading.unread:
        journal.record_repair(own_key(key))
    first = [row for hit in promoted if (row := _promoted_row(hit, reading)) is not None]
    above = {row.hit.key for row in first}
    drawn = reading.rows | reading.cards if as_cards else reading.rows
    rows = [drawn[hit.key] for hit in hits if hit.key in drawn]
    return [row for row in rows if row.hit.key not in above], first


def _read(hits: Sequence[Hit]) -> _Reading:
    reading = _Reading()
    for entry in document_contributions():
        own: dict[str, list[Hit]] = {}
        for hit in (hit for hit in hits if hit.type == entry.item.name):
            own.setdefault(own_key(hit.key), []).append(hit)
        pages = _pages_of(entry, list(own))
        if pages is None:
            # the index is right, the plugin is not
            reading.unread |= {hit.key for same in own.values() for hit in same}
        for page, hit in _with_hits(pages or (), own):
            row = Row(_trusted(hit), page, entry.item.row_template, entry.plugin)
            reading.rows[hit.key] = row
            if card := entry.item.card_template:
                reading.cards[hit.key] = replace(row, template=card, is_card=True)
    return reading


def _with_hits(
    pages: Iterable[BasePage], hits: Mapping[str, list[Hit]]
) -> Iterator[tuple[BasePage, Hit]]:
    """Pair pages with their hits: promoted, and in their own or for another language."""
    yield from ((page, hit) for page in pages for hit in hits[page_key(page)])


def _read_other_pages(hits: Sequence[Hit], reading: _Reading) -> None:
    """Read pages that are never among the hits, such as sections, but that editors may promote."""
    if not hits:
        return
    own = {hit.key: hit for hit in hits}
    pages = BasePage.objects.published().filter(key_filter(list(own)))
    for page in pages.select_related("locale").specific():
        hit = own[page_key(page)]
        row = Row(_trusted(hit), page, DocumentType.row_template, _own_plugin())
        reading.rows[hit.key] = row


def _own_plugin() -> Plugin:
    return cast("Plugin", apps.get_app_config("search"))


def link_row(hit: Hit) -> Row:
    """Return the row of a link to another site."""
    return Row(hit, None, LINK_TEMPLATE, _own_plugin())


def _promoted_row(promoted: Hit, reading: _Reading) -> Row | None:
    """Return the row of a promotion, with the words of the editor where there are any."""
    hit = _trusted(promoted)
    if not hit.key:
        return link_row(hit)
    row = reading.rows.get(hit.key)
    if row is None or not hit.fragment:
        return row
    return replace(row, hit=replace(row.hit, fragment=hit.fragment))


def _pages_of(entry: Contribution[DocumentType], keys: list[str]) -> list[Any] | None:
    """Return the pages of a type, in no order, or None when the plugin raised."""
    if not keys:
        return []

    def read() -> list[Any]:
        pages = list(entry.item.get_rows().filter(key_filter(keys)).order_by())
        entry.item.prefetch_rows(pages)
        return pages

    return plugins.guarded(entry.plugin, read, default=None)


def _trusted(hit: Hit) -> Hit:
    """Mark title and fragment as HTML: engines promise, and their contract tests, escaped text."""
    title, fragment = mark_safe(hit.title), mark_safe(hit.fragment)  # noqa: S308
    return replace(hit, title=title, fragment=fragment)
