"""Build search documents from pages, and find the pages that a change touches.

What a plugin raises here is named and left out: the documents of the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import override

from search import extension_points
from search.documents import DocumentType, key_filter, page_key
from search.models import JournalEntry
from search.types import SearchDocument
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.plugins import Contribution, Plugin

BATCH = 200


def document_contributions() -> list[Contribution[DocumentType]]:
    """Return the document types with the plugins they came from, in order of showing."""
    return sorted(extension_points.documents.contributions(), key=lambda entry: entry.item.order)


def document_types() -> dict[str, DocumentType]:
    """Return the document types of the enabled plugins by name, in order of showing."""
    return {entry.item.name: entry.item for entry in document_contributions()}


def build_document(document_type: DocumentType, page: BasePage) -> SearchDocument:
    with override(page.locale.language_code):
        return document_type.build(page)


@dataclass
class Built:
    """What pages became.

    `gone` are keys that are not public, `faults` says why a document could not be made, and
    `changes` when one changes by itself.
    """

    documents: list[SearchDocument] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    changes: dict[str, datetime] = field(default_factory=dict)


def all_documents() -> Iterator[Built]:
    """Yield what every published page became, one by one, so that memory stays flat."""
    for entry in document_contributions():
        for page in _pages(entry, lambda queryset: queryset.order_by("pk").iterator(BATCH)):
            built = Built()
            _build(entry, page, built)
            yield built


def documents_of(keys: Iterable[str]) -> Built:
    """Build the documents of these pages.

    A page whose document cannot be built is set aside with the reason: the others go on.
    """
    wanted = list(dict.fromkeys(keys))
    built = Built()
    for entry in document_contributions():
        for page in _pages(entry, lambda queryset: queryset.filter(key_filter(wanted))):
            _build(entry, page, built)
    known = {document.key for document in built.documents}
    built.gone = [key for key in wanted if key not in known]
    return built


def _pages(
    entry: Contribution[DocumentType], select: Callable[[Any], Iterable[Any]]
) -> Iterator[Any]:
    """Yield the pages of a document type; a plugin that raises is named and ends here."""
    try:
        yield from select(entry.item.get_queryset())
    except (OperationalError, InterfaceError):
        # The database, not the plugin: nothing may be taken from the index for that.
        raise
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)


def _build(entry: Contribution[DocumentType], page: Any, built: Built) -> None:
    try:
        built.documents.append(build_document(entry.item, page))
        if (moment := entry.item.changes_at(page)) is not None:
            built.changes[page_key(page)] = moment
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)
        built.faults[page_key(page)] = f"{page_key(page)}: {type(error).__name__}: {error}"[:1000]


def keys_of(entry: JournalEntry) -> Iterator[str]:
    """Yield the keys of all pages that a journal row is about."""
    if entry.kind == JournalEntry.Kind.PAGE:
        yield entry.key
    elif entry.kind == JournalEntry.Kind.TREE:
        for root in BasePage.objects.filter(key_filter([entry.key])):
            # order_by: a tree may change while it is read
            tree = BasePage.objects.descendant_of(root, inclusive=True).select_related("locale")
            yield from (page_key(page) for page in tree.order_by("pk").iterator())
    elif entry.kind == JournalEntry.Kind.QUERY:
        return  # no document changes, but whoever follows the journal reads the words anew
    elif entry.kind == JournalEntry.Kind.SITE:
        every = BasePage.objects.select_related("locale").order_by("pk")
        yield from (page_key(page) for page in every.iterator())
    else:
        for found in document_contributions():
            yield from _keys_changed(found.plugin, found.item, entry)


def _keys_changed(plugin: Plugin, item: DocumentType, entry: JournalEntry) -> list[str]:
    return plugins.guarded(
        plugin, lambda: list(item.keys_changed_by(entry.kind, entry.key)), default=[]
    )
