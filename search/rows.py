"""The pages of the hits of a search, each with the template that draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import mark_safe

from search import journal
from search.building import document_contributions
from search.documents import DocumentType, key_filter, own_key, page_key
from search.types import Hit
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.plugins import Contribution, Plugin


@dataclass(frozen=True, slots=True)
class Row:
    """One hit with its page and the template that draws it."""

    hit: Hit
    page: BasePage
    template: str
    plugin: Plugin


def find_rows(hits: Sequence[Hit]) -> list[Row]:
    """Return the pages of the hits, one query a type; what is not public is left out.

    Such a hit means that the index is behind: it is journalled, so that it gets repaired.
    """
    rows: dict[str, Row] = {}
    lost = {hit.key for hit in hits}
    for entry in document_contributions():
        own = {own_key(hit.key): hit for hit in hits if hit.type == entry.item.name}
        pages = _pages_of(entry, list(own))
        if pages is None:
            lost -= {hit.key for hit in own.values()}  # the index is right, the plugin is not
        for page in pages or ():
            hit = own[page_key(page)]
            rows[hit.key] = Row(_trusted(hit), page, entry.item.row_template, entry.plugin)
    for key in lost - rows.keys():
        journal.record_repair(own_key(key))
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
