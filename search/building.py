"""Build search documents from pages.

What a plugin raises here is named and left out: the documents of the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.timezone import is_aware
from django.utils.translation import override

from search import extension_points
from search.documents import (
    DocumentType,
    key_filter,
    keys_about,
    own_key,
    page_key,
    public_pages,
    stand_in_key,
    translated_keys,
)
from search.engines.base import InvalidDocument, check_document
from search.types import SearchDocument
from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.models.querysets import BasePageQuerySet
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
    when one changes by itself. `unread` says why the plugin of a type did not give its pages; those
    are `kept`: they have a fault, and what an index has of them stays.
    """

    documents: list[SearchDocument] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    changes: dict[str, datetime] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)


def all_documents() -> Iterator[Built]:
    """Yield what every published page became, one by one, so that memory stays flat."""
    translated = translated_keys()
    for entry in document_contributions():
        of_type, last = Built(), 0
        for page in _pages(entry, _in_order, of_type):
            built, last = Built(), page.pk
            _build(entry, page, translated, built)
            yield built
        if of_type.unread:
            _keep(entry, keys_of_pages(pages_of(entry.item).filter(pk__gt=last)), of_type)
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
        pages = public.items()
        own = {key: page.pk for key, page in pages if issubclass(page.model, entry.item.model)}
        if own:
            _build_all(entry, own, public, built)
    known = {document.key for document in built.documents}
    built.gone = [key for key in wanted if key not in known and own_key(key) not in built.kept]
    return built


def _build_all(
    entry: Contribution[DocumentType], pks: dict[str, int], public: Container[str], built: Built
) -> None:
    missing = dict(pks)
    for page in _pages(entry, lambda queryset: queryset.filter(pk__in=pks.values()), built):
        missing.pop(page_key(page), None)
        _build(entry, page, public, built)
    if entry.item.name in built.unread:
        _keep(entry, missing, built)


def _pages(
    entry: Contribution[DocumentType], select: Callable[[Any], Iterable[Any]], built: Built
) -> Iterator[Any]:
    """Yield the pages of a document type; a plugin that raises is named and ends here."""
    try:
        for page in select(entry.item.get_queryset()):
            if not isinstance(page, BasePage):
                raise TypeError(f"get_queryset gave {page!r}, which is no page")
            yield page
    except AWAY:
        raise  # nothing may be taken from the index for that
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)
        built.unread[entry.item.name] = _reason(error)


def _keep(entry: Contribution[DocumentType], keys: Iterable[str], built: Built) -> None:
    """Set aside public pages that a plugin did not give: nothing says that they went."""
    for key in keys:
        built.kept.add(key)
        built.faults[key] = f"{key}: {built.unread[entry.item.name]}"


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def pages_of(item: DocumentType) -> BasePageQuerySet:
    """Return the published pages of a type without asking its plugin."""
    pages: BasePageQuerySet = BasePage.objects.published().type(item.model)
    return pages


def _build(
    entry: Contribution[DocumentType], page: Any, public: Container[str], built: Built
) -> None:
    key = page_key(page)
    try:
        documents = [build_document(entry.item, page)]
        documents += build_stand_ins(entry.item, page, public)
        moment = entry.item.changes_at(page)
        _check(entry.item, key, documents, moment)
    except AWAY:
        raise
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)
        built.faults[key] = f"{key}: {_reason(error)}"
        return
    built.documents += documents
    if moment is not None:
        built.changes[key] = moment


def _check(item: DocumentType, key: str, documents: list[Any], moment: Any) -> None:
    """Raise where a plugin returned what would end whoever takes it from here."""
    for document in documents:
        if not isinstance(document, SearchDocument):
            raise TypeError(f"build returned {document!r}, which is no SearchDocument")
        if document.type != item.name:
            raise ValueError(f"the type of the document must be {item.name!r}")
        with suppress(InvalidDocument):  # each engine names it where it leaves it out
            check_document(document)
    if documents[0].key != key:
        raise ValueError(f"the key of the document must be that of its page, {key}")
    if moment is not None and not (isinstance(moment, datetime) and is_aware(moment)):
        raise TypeError(f"changes_at returned {moment!r}, which is no aware datetime")


def keys_of_pages(pages: BasePageQuerySet, among: Collection[str] | None = None) -> Iterator[str]:
    """Yield the keys of pages, or of those among some keys."""
    if among is not None:
        pages = pages.filter(key_filter(among))
    # order_by: pages may change while they are read
    ordered = pages.select_related("locale").order_by("pk")
    yield from (page_key(page) for page in ordered.iterator(BATCH))
