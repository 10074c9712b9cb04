"""Search by title in the database, for the moments without an index: no counts, no ranking."""

from __future__ import annotations

from django.utils.html import escape

from search.building import document_types
from search.documents import page_key
from search.types import Hit, SearchRequest, SearchResult


def search_by_title(request: SearchRequest) -> SearchResult:
    """Return published pages whose title holds the text, alphabetically; facets are not counted."""
    total = 0
    hits: list[Hit] = []
    skip = request.offset
    for document_type in document_types().values():
        if request.types and document_type.name not in request.types:
            continue
        pages = document_type.model.objects.published().filter(
            title__icontains=request.text, locale__language_code=request.language
        )
        total += pages.count()
        end = max(0, skip + request.limit - len(hits))
        found = pages.select_related("locale").order_by("title", "pk")[skip:end]
        hits += [
            Hit(page_key(page), 0.0, document_type.name, page.url or "", escape(page.title), "")
            for page in found
        ]
        skip = max(0, skip - pages.count())
    return SearchResult(total=total, hits=hits[: request.limit], facets={})
