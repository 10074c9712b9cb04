"""What editors recommend for a search: pages and links that stand above the hits.

Wagtail keeps them, with the words for which they count. Its own tag writes every search of a
visitor into the database; here it only reads what editors wrote.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.html import escape
from wagtail.contrib.search_promotions.models import SearchPromotion

from search.analysis import fold_text
from search.building import document_types
from search.documents import page_key
from search.followers import near
from search.types import Hit, SearchRequest


class Promotion(NamedTuple):
    """A hit that an editor puts first; a link to another site has no key, type or language."""

    hit: Hit
    language: str


def promoted_hits(asked: SearchRequest) -> list[Hit]:
    """Return what editors recommend for exactly these words, in their order.

    On the first page only, and not where filters narrow the results: they would not count for it.
    """
    words = fold_text(asked.text)
    if not words or asked.offset or asked.filters:
        return []
    return [
        promotion.hit
        for promotion in _promotions().get(words, ())
        if promotion.language in ("", asked.language)
        and (not asked.types or promotion.hit.type in asked.types)
    ]


def _promotions() -> dict[str, list[Promotion]]:
    """Return {folded words: promotions}, read once per change that the index has."""
    position = near().cursor()
    return _read() if position is None else _promotions_at(position)


@lru_cache(maxsize=2)
def _promotions_at(position: int) -> dict[str, list[Promotion]]:
    return _read()


def _read() -> dict[str, list[Promotion]]:
    found: dict[str, list[Promotion]] = {}
    rows = SearchPromotion.objects.select_related("query", "page__locale")
    types = _type_names()
    for row in rows.order_by("sort_order", "pk"):
        words = fold_text(row.query.query_string)
        found.setdefault(words, []).append(_promotion(row, types))
    return found


def _type_names() -> dict[int, str]:
    """Return {content type: name of the document type}."""
    manager = ContentType.objects
    return {
        manager.get_for_model(item.model, for_concrete_model=False).pk: name
        for name, item in document_types().items()
    }


def _promotion(row: SearchPromotion, types: dict[int, str]) -> Promotion:
    text = escape(row.description)
    page = row.page
    if page is None:
        title = escape(row.external_link_text or row.external_link_url)
        return Promotion(Hit("", 0.0, "", row.external_link_url, title, text), "")
    type_name = types.get(page.content_type_id, "")
    hit = Hit(page_key(page), 0.0, type_name, "", escape(page.title), text)
    return Promotion(hit, page.locale.language_code)
