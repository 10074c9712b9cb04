"""The catalogue on the home page: entry by question, and the newest methods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from catalogue.documents import METHOD
from search.drawing import query_url
from search.engines.base import EngineUnavailable
from search.followers import get_engine
from search.types import SearchRequest
from slimmernetwerk.extension_points import HomeSection
from slimmernetwerk.presentation import section_url
from vocabularies.lexicon import lexicon
from vocabularies.models import Vocabulary

WISHES = "doel"
WAYS_IN = ("tijd", "groep", "fase")  # for who knows the hour, the people or the phase first
SHOWN = 3


def wishes(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return each goal with the number of methods for it, as a link, and the other ways in."""
    url = section_url(request, "catalogue.methodindexpage")
    names = (WISHES, *WAYS_IN)
    found = {vocabulary.key: vocabulary for vocabulary in lexicon().vocabularies}
    vocabularies = {name: found[name] for name in names if name in found}
    if not url or WISHES not in vocabularies:
        return None
    language = get_language() or settings.LANGUAGE_CODE
    asked = SearchRequest(
        types=(METHOD.name,), facets=tuple(vocabularies), limit=0, language=language
    )
    try:
        result = get_engine().search(asked)
    except EngineUnavailable:
        return None
    links = {
        key: _links(vocabulary, url, result.facets.get(key, {}))
        for key, vocabulary in vocabularies.items()
    }
    return {
        "title": gettext("I want to …"),
        "items": links[WISHES],
        "ways_in": [
            {"label": vocabularies[key].label, "links": links[key]}
            for key in WAYS_IN
            if links.get(key)
        ],
        "method_total": result.total,
        "methods_url": url,
    }


def _links(vocabulary: Vocabulary, url: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the terms that methods have, with their number and the list with that filter."""
    return [
        {
            "label": term.label,
            "url": query_url(url, [(vocabulary.key, term.slug)]),
            "count": counts[term.slug],
        }
        for term in vocabulary.active_terms
        if counts.get(term.slug)
    ]


def newest_methods(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the methods that were published last, in Dutch where they are not translated."""
    language = get_language() or settings.LANGUAGE_CODE
    rows = METHOD.get_rows()
    translated = rows.filter(locale__language_code=language)
    originals = rows.filter(locale__language_code=settings.LANGUAGE_CODE)
    pages = originals.exclude(translation_key__in=translated.values("translation_key"))
    pages = (translated | pages) if language != settings.LANGUAGE_CODE else originals
    methods = list(pages.order_by("-first_published_at", "pk")[:SHOWN])
    if not methods:
        return None
    METHOD.prefetch_rows(methods)
    return {
        "title": gettext("New in the catalogue"),
        "methods": methods,
        "url": section_url(request, "catalogue.methodindexpage"),
    }


home_sections = [
    HomeSection("wishes", "catalogue/home_wishes.html", wishes, order=10),
    HomeSection("methods", "catalogue/home_methods.html", newest_methods, order=20),
]
