"""The search page over everything, and suggestions while typing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from search.building import document_types
from search.documents import language_of_key, public_keys
from search.drawing import query_url
from search.engines.base import EngineUnavailable
from search.filters import text_of
from search.followers import get_engine
from search.indexing import catch_up_for_request
from search.results import build_results
from search.types import Suggestion
from slimmernetwerk.languages import language_phrase
from slimmernetwerk.presentation import Link, home_url

SUGGESTIONS = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found in all kinds of pages."""
    url = reverse("search:search")
    results = build_results(request, url=url)
    context = {
        "results": results,
        "crumbs": [
            Link(settings.WAGTAIL_SITE_NAME, home_url(get_language() or "nl")),
            Link(gettext("Search"), url, is_current=True),
        ],
        "canonical_url": request.build_absolute_uri(query_url(url, results.query)),
    }
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex, follow"
    return response


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return titles that start as what is typed.

    As {"suggestions": [{text, url, type, type_label}]}; the label is in the visitor's language.
    """
    catch_up_for_request(is_near_enough=True)
    try:
        found = get_engine().suggest(
            text_of(request.GET), get_language() or "nl", limit=SUGGESTIONS
        )
    except EngineUnavailable:
        found = []
    public = public_keys([suggestion.key for suggestion in found])
    response = JsonResponse(
        {
            "suggestions": [
                {"text": s.text, "url": s.url, "type": s.type, "type_label": _label(s)}
                for s in found
                if s.key in public
            ]
        }
    )
    # So short, and by the browser alone: a title that was withdrawn is not offered any longer.
    response["Cache-Control"] = "private, max-age=5"
    return response


def _label(suggestion: Suggestion) -> str:
    document_type = document_types().get(suggestion.type)
    label = str(document_type.label) if document_type else ""
    language = language_of_key(suggestion.key)
    if not label or language == get_language():
        return label
    return f"{label} ({language_phrase(language)})"
