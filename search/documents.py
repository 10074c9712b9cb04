"""How a page becomes a search document: the type that plugins subclass, and that of plain pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.types import SearchDocument
from slimmernetwerk.models import BasePage, PlainPage
from slimmernetwerk.richtext import html_to_text

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from slimmernetwerk.models.querysets import BasePageQuerySet


CLOSED = (".", "!", "?", ":", ";", ",", "…", '"', "”", "’")


def page_key(page: Page) -> str:
    """Return the name of a page in every index: its translation key and language."""
    return f"{page.translation_key}:{page.locale.language_code}"


def stand_in_key(page: Page, language: str) -> str:
    """Return the name of a page where it stands in for its missing translation."""
    return f"{page_key(page)}:{language}"


def own_key(key: str) -> str:
    """Return the key of the page that a document shows: that of a stand-in is longer."""
    return ":".join(key.split(":")[:2])


def language_of_key(key: str) -> str:
    """Return the language of the page that a document shows."""
    return own_key(key).partition(":")[2]


def keys_about(keys: Iterable[str]) -> list[str]:
    """Return the keys of all documents that a change of these pages touches.

    A translation that comes or goes makes the stand-in of the original go or come.
    """
    codes = [code for code, _name in settings.LANGUAGES]
    found: dict[str, None] = {}
    for key in keys:
        identity = key.partition(":")[0]
        original = f"{identity}:{settings.LANGUAGE_CODE}"
        about = [key, *(f"{identity}:{code}" for code in codes)]
        about += [f"{original}:{code}" for code in codes if code != settings.LANGUAGE_CODE]
        found.update(dict.fromkeys(about))
    return list(found)


def key_filter(keys: Iterable[str]) -> Q:
    """Return the condition that finds the pages of these keys; unreadable keys find nothing."""
    by_language: dict[str, list[UUID]] = {}
    for key in keys:
        identity, _separator, language = own_key(key).partition(":")
        try:
            by_language.setdefault(language, []).append(UUID(identity))
        except ValueError:
            continue
    condition = Q(pk__in=[])
    for language, identities in by_language.items():
        condition |= Q(translation_key__in=identities, locale__language_code=language)
    return condition


class PublicPage(NamedTuple):
    """Where a published page is, for who needs no more of it."""

    pk: int
    model: type[Any]


def public_pages(keys: Iterable[str]) -> dict[str, PublicPage]:
    """Return the published pages of these keys, by the key of the page; one query."""
    if not (keys := list(keys)):
        return {}
    pages = BasePage.objects.published().filter(key_filter(keys))
    found = pages.values_list("translation_key", "locale__language_code", "pk", "content_type")
    return {
        f"{identity}:{language}": PublicPage(pk, _model(content_type))
        for identity, language, pk, content_type in found
    }


def _model(content_type: int) -> type[Any]:
    # Published pages have an installed type, and Django keeps what it knows of types in memory.
    return ContentType.objects.get_for_id(content_type).model_class() or BasePage


def public_keys(keys: list[str]) -> set[str]:
    """Return those of the keys whose page is published; one query."""
    public = public_pages(keys)
    return {key for key in keys if own_key(key) in public}


def translated_keys() -> set[str]:
    """Return the keys of the published pages that are not in the site's first language."""
    pages = BasePage.objects.published().exclude(locale__language_code=settings.LANGUAGE_CODE)
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
    # {language: field that holds a title in it}: a page of the site's first language with that
    # field filled in is found in the other language too, until somebody translates it.
    stand_in_titles: ClassVar[Mapping[str, str]] = {}

    def get_queryset(self) -> BasePageQuerySet:
        """Return the published pages of this type with all that `build` reads prefetched."""
        queryset: BasePageQuerySet = self.model.objects.published().select_related("locale")
        return queryset

    def get_rows(self) -> BasePageQuerySet:
        """Return the published pages with all that rows and cards read prefetched."""
        return self.get_queryset()

    def prefetch_rows(self, pages: Sequence[Any]) -> None:  # noqa: B027 - few types need it
        """Read what rows and cards need of these pages and `get_rows` cannot prefetch."""

    @abstractmethod
    def build(self, page: Any) -> SearchDocument:
        """Turn one published page into its document."""

    def build_stand_in(self, page: Any, language: str) -> SearchDocument:
        """Turn a page into the document that is found in another language.

        The builder gives it its key and language; its address stays that of the page.
        """
        return replace(self.build(page), title=getattr(page, self.stand_in_titles[language]))

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
    return as_sentences(html_to_text(str(part)) for part in found)


def as_sentences(parts: Iterable[str]) -> str:
    """Return pieces of text as one, each line closed: a result may quote across their borders."""
    lines = (line.strip() for part in parts for line in part.splitlines())
    return "\n".join(line if line.endswith(CLOSED) else f"{line}." for line in lines if line)


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
