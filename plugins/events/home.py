"""Coming events on the home page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from events.listing import coming
from slimmernetwerk.extension_points import HomeSection
from slimmernetwerk.presentation import section_url

SHOWN = 3


def coming_events(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the first few coming events, in Dutch where none is in the visitor's language.

    Without any the home page has no such part.
    """
    language = get_language() or settings.LANGUAGE_CODE
    events = list(coming(language)[:SHOWN])
    if not events and language != settings.LANGUAGE_CODE:
        events = list(coming(settings.LANGUAGE_CODE)[:SHOWN])
    if not events:
        return None
    return {"events": events, "url": section_url(request, "events.eventindexpage")}


home_sections = [HomeSection("events", "events/home_events.html", coming_events, order=25)]
