"""Build search documents from pages, and find the pages that a change touches.

What a plugin raises here is named and left out: the documents of the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.translation import override

from search import extension_points
from search.documents import (
    DocumentType,
    key_filter,
    keys_about,
    page_key,
    public_pages,
    stand_in_key,
    translated_keys,
)
from search.models import JournalEntry
from search.types import SearchDocument
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.models.pages import BasePageQuerySet
from slimmernetwerk.plugins import Contribution

AWAY = (OperationalError, InterfaceError)  # the database, not the plugin that asked it
BATCH = 200
IN_LANGUAGE = "in_language"  # the number that a document has when its page is in its language


def document_contributions() -> list[Contribution[DocumentType]]:
    """Return the document types with the plugins they came from, in order of showing."""
    return sorted(extension_points.documents.contributions(), key=lambda entry: entry.item.order)


def document_types() -> dict[str, DocumentType]:
    """Return the document types of the enabled plugins by name, in order of showing."""
    return {entry.item.name: entry.item for entry in document_contributions()}


def build_document(document_type: DocumentType, page: BasePage) -> SearchDocument:
    language = page.locale.language_code
    with override(language):
        document = document_type.build(page)
    if language == settings.LANGUAGE_CODE:
        return document
    # It goes before the pages that stand in for what nobody has translated.
    return replace(document, numbers={**document.numbers, IN_LANGUAGE: 1.0})


def build_stand_ins(
    document_type: DocumentType, page: BasePage, translated: Container[str]
) -> Iterator[SearchDocument]:
    """Yield the documents of a page in the languages into which it is not translated."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return
    for language, title in document_type.stand_in_titles.items():
        if f"{page.translation_key}:{language}" in translated or not getattr(page, title):
            continue
        with override(language):
            document = document_type.build_stand_in(page, language)
        yield replace(document, key=stand_in_key(page, language), language=language)


@dataclass
class Built:
    """What pages became.

    `gone` are keys that are not public, `faults` says why a document could not be made, `changes`
    when one changes by itself, and `unread` names the types whose plugin did not give its pages.
    """

    documents: list[SearchDocument] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    changes: dict[str, datetime] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


def all_documents() -> Iterator[Built]:
    """Yield what every published page became, one by one, so that memory stays flat."""
    translated = translated_keys()
    for entry in document_contributions():
        of_type = Built()
        for page in _pages(entry, _in_order, of_type):
            built = Built()
            _build(entry, page, translated, built)
            yield built
        if of_type.unread:
            yield of_type


def count_pages() -> int:
    """Return how many pages `all_documents` will yield, for a progress bar."""
    return sum(
        plugins.guarded(entry.plugin, _counting(entry.item), default=0)
        for entry in document_contributions()
    )


def _counting(item: DocumentType) -> Callable[[], int]:
    return lambda: item.get_queryset().count()


def _in_order(queryset: Any) -> Iterator[Any]:
    pages: Iterator[Any] = queryset.order_by("pk").iterator(BATCH)
    return pages


def documents_of(keys: Iterable[str]) -> Built:
    """Build the documents of these pages and of their translations.

    A page whose document cannot be built is set aside with the reason: the others go on.
    """
    wanted = keys_about(keys)
    public = public_pages(wanted)
    built = Built()
    for entry in document_contributions():
        # A type without any of these pages is not asked: it would cost a query or more.
        own = [page.pk for page in public.values() if issubclass(page.model, entry.item.model)]
        if own:
            _build_all(entry, own, public, built)
    known = {document.key for document in built.documents}
    built.gone = [key for key in wanted if key not in known]
    return built


def _build_all(
    entry: Contribution[DocumentType], pks: list[int], public: Container[str], built: Built
) -> None:
    for page in _pages(entry, lambda queryset: queryset.filter(pk__in=pks), built):
        _build(entry, page, public, built)


def _pages(
    entry: Contribution[DocumentType], select: Callable[[Any], Iterable[Any]], built: Built
) -> Iterator[Any]:
    """Yield the pages of a document type; a plugin that raises is named and ends here."""
    try:
        yield from select(entry.item.get_queryset())
    except AWAY:
        raise  # nothing may be taken from the index for that
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)
        built.unread.add(entry.item.name)


def _build(
    entry: Contribution[DocumentType], page: Any, public: Container[str], built: Built
) -> None:
    try:
        documents = [build_document(entry.item, page)]
        documents += build_stand_ins(entry.item, page, public)
        built.documents += documents
        if (moment := entry.item.changes_at(page)) is not None:
            built.changes[page_key(page)] = moment
    except AWAY:
        raise
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)
        built.faults[page_key(page)] = f"{page_key(page)}: {type(error).__name__}: {error}"


def keys_of(
    entry: JournalEntry, most: int | None = None, *, among: Collection[str] | None = None
) -> Iterator[str]:
    """Yield the keys of all pages that a journal row is about, of each type at most so many.

    Who only looks for some keys says `among` which: of a big row no others are then read.
    """
    if entry.kind == JournalEntry.Kind.PAGE:
        yield entry.key
    elif entry.kind == JournalEntry.Kind.TREE:
        for root in BasePage.objects.filter(key_filter([entry.key])):
            yield from _keys(BasePage.objects.descendant_of(root, inclusive=True), among)
    elif entry.kind == JournalEntry.Kind.QUERY:
        return  # no document changes, but whoever follows the journal reads the words anew
    elif entry.kind == JournalEntry.Kind.SITE:
        yield from _keys(BasePage.objects.all(), among)
    else:
        for found in document_contributions():
            yield from _keys_changed(found, entry, most, among)


def _keys(pages: BasePageQuerySet, among: Collection[str] | None) -> Iterator[str]:
    if among is not None:
        pages = pages.filter(key_filter(among))
    # order_by: pages may change while they are read
    ordered = pages.select_related("locale").order_by("pk")
    yield from (page_key(page) for page in ordered.iterator(BATCH))


def _keys_changed(
    found: Contribution[DocumentType],
    entry: JournalEntry,
    most: int | None,
    among: Collection[str] | None,
) -> Iterable[str]:
    """Return the pages of a type that a change touches: all, where its plugin cannot tell which.

    Nobody looks at a row of the journal again once it is applied, so none may be passed over.
    """
    try:
        return _told_keys(found.item, entry, most)
    except AWAY:
        raise  # the row stays where it is
    except Exception as error:
        plugins.report_trouble(found.plugin, error)
        pages = BasePage.objects.published().type(found.item.model)
        return islice(_keys(pages, among), most)


def _told_keys(item: DocumentType, entry: JournalEntry, most: int | None) -> list[str]:
    keys = list(islice(item.keys_changed_by(entry.kind, entry.key), most))
    if not all(isinstance(key, str) for key in keys):
        raise TypeError(f"keys_changed_by of {item.name} must yield the keys of pages")
    return keys
