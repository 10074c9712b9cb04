"""How a page becomes a search document: the type that plugins subclass, and that of plain pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.types import SearchDocument
from slimmernetwerk.models import BasePage, PlainPage
from slimmernetwerk.richtext import html_to_text

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from slimmernetwerk.models.pages import BasePageQuerySet


def page_key(page: Page) -> str:
    """Return the name of a page in every index: its translation key and language."""
    return f"{page.translation_key}:{page.locale.language_code}"


def key_filter(keys: list[str]) -> Q:
    """Return the condition that finds the pages of these keys; unreadable keys find nothing."""
    by_language: dict[str, list[UUID]] = {}
    for key in keys:
        identity, _separator, language = key.partition(":")
        try:
            by_language.setdefault(language, []).append(UUID(identity))
        except ValueError:
            continue
    condition = Q(pk__in=[])
    for language, identities in by_language.items():
        condition |= Q(translation_key__in=identities, locale__language_code=language)
    return condition


def public_keys(keys: list[str]) -> set[str]:
    """Return those of the keys whose page is published; one query."""
    if not keys:
        return set()
    pages = BasePage.objects.published().filter(key_filter(keys))
    found = pages.values_list("translation_key", "locale__language_code")
    return {f"{identity}:{language}" for identity, language in found}


class DocumentType(ABC):
    """One kind of page in the index; a plugin lists instances in `documents.py: documents`."""

    name: ClassVar[str]
    label: ClassVar[_StrOrPromise]
    model: ClassVar[type[BasePage]]
    row_template: ClassVar[str] = "search/components/page_row.html"
    card_template: ClassVar[str] = ""  # without one the row stands among the cards
    order: ClassVar[int] = 100

    def get_queryset(self) -> BasePageQuerySet:
        """Return the published pages of this type with all that `build` reads prefetched."""
        queryset: BasePageQuerySet = self.model.objects.published().select_related("locale")
        return queryset

    def get_rows(self) -> BasePageQuerySet:
        """Return the published pages with all that rows and cards read prefetched."""
        return self.get_queryset()

    @abstractmethod
    def build(self, page: Any) -> SearchDocument:
        """Turn one published page into its document."""

    def document(self, page: BasePage, **fields: Any) -> SearchDocument:
        """Return the document of a page: what every page has, and the given fields."""
        return SearchDocument(
            key=page_key(page),
            type=self.name,
            language=page.locale.language_code,
            url=page.url or "",
            title=page.title,
            **fields,
        )

    def changes_at(self, page: Any) -> datetime | None:
        """Return when the document changes by itself, such as at the end of an event.

        The journal then brings the page up again at that moment; a moment in the past is nothing.
        """
        return None

    def keys_changed_by(self, kind: str, key: str) -> Iterator[str]:
        """Yield the keys of pages whose document a change of something else touches.

        `kind` and `key` are those of the journal: ("term", "fase/verkennen"), for example.
        """
        return iter(())


def text_of_stream(value: Any) -> str:
    """Return the words of a StreamField as plain text."""
    if not value:
        return ""
    found = value.stream_block.get_searchable_content(value)
    return "\n".join(html_to_text(str(part)) for part in found)


class PlainPageDocument(DocumentType):
    """Plain pages, such as "About this site"."""

    name = "page"
    label = _("Pages")
    model = PlainPage
    order = 900

    def build(self, page: PlainPage) -> SearchDocument:
        return self.document(
            page,
            summary=page.get_summary(),
            body=text_of_stream(page.body),
            dates={"published": page.last_published_at} if page.last_published_at else {},
        )


documents = [PlainPageDocument()]
