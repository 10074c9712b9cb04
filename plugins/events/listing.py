"""Which events are coming, and what their list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from search.facets import LAYOUT_PARAMETER
from search.results import build_results

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from events.models import EventIndexPage

SHOWN = 50


def coming(language: str) -> QuerySet[Any]:
    """Return the published events in a language that are not over, the first one first."""
    from events.models import EventPage

    pages = EventPage.objects.published()
    here = pages.filter(locale__language_code=language, ends_at__gt=timezone.now())
    return (
        here.select_related("locale")
        .prefetch_related("terms__vocabulary")
        .order_by("starts_at", "pk")
    )


def index_context(page: EventIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the coming events (until a visitor searches) and the results of the search."""
    from events.feeds import feed_name

    url = page.get_url(request) or ""
    results = build_results(request, url=url, types=("event",), standard_sort="datum")
    is_searched = set(request.GET) - {LAYOUT_PARAMETER}
    return {
        "results": results,
        "coming": [] if is_searched else list(coming(page.locale.language_code)[:SHOWN]),
        "calendar_url": f"{url}agenda/",
        "feed_url": reverse("feed", args=[feed_name(page.locale.language_code)]),
        "canonical_url": results.canonical(page),
    }
