"""Search by title in the database, for the moments without an index: no counts, no ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.html import escape

from search.building import document_types
from search.documents import page_key, stand_in_key
from search.types import Hit, SearchRequest, SearchResult

if TYPE_CHECKING:
    from search.documents import DocumentType
    from slimmernetwerk.models import BasePage


def search_by_title(request: SearchRequest) -> SearchResult:
    """Return published pages whose title holds the text, alphabetically; facets are not counted."""
    total = 0
    hits: list[Hit] = []
    skip = request.offset
    for document_type in document_types().values():
        if request.types and document_type.name not in request.types:
            continue
        for pages in (_own(document_type, request), _stand_ins(document_type, request)):
            number = pages.count()
            total += number
            end = max(0, skip + request.limit - len(hits))
            found = pages.select_related("locale").order_by("shown_title", "pk")[skip:end]
            hits += [_hit(page, document_type, request.language) for page in found]
            skip = max(0, skip - number)
    return SearchResult(total=total, hits=hits[: request.limit], facets={})


def _own(document_type: DocumentType, request: SearchRequest) -> QuerySet[BasePage]:
    """Return the pages in the language of the request."""
    pages = document_type.model.objects.published().annotate(shown_title=F("title"))
    found: QuerySet[BasePage] = pages.filter(
        shown_title__icontains=request.text, locale__language_code=request.language
    )
    return found


def _stand_ins(document_type: DocumentType, request: SearchRequest) -> QuerySet[BasePage]:
    """Return the pages that stand in for a missing translation, by their title in it."""
    published = document_type.model.objects.published()
    title = document_type.stand_in_titles.get(request.language)
    if title is None:
        return published.none().annotate(shown_title=F("title"))
    translated = published.filter(locale__language_code=request.language)
    found: QuerySet[BasePage] = (
        published.filter(locale__language_code=settings.LANGUAGE_CODE)
        .exclude(translation_key__in=translated.values("translation_key"))
        .annotate(shown_title=F(title))
        .exclude(shown_title="")
        .filter(shown_title__icontains=request.text)
    )
    return found


def _hit(page: BasePage, document_type: DocumentType, language: str) -> Hit:
    is_own = page.locale.language_code == language
    key = page_key(page) if is_own else stand_in_key(page, language)
    title = escape(page.shown_title)
    return Hit(key, 0.0, document_type.name, page.url or "", title, "")
