"""Coming events on the home page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from events.listing import coming
from slimmernetwerk.extension_points import HomeSection
from slimmernetwerk.presentation import section_url

SHOWN = 3


def coming_events(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the first few coming events; without any the home page has no such part."""
    events = list(coming("nl")[:SHOWN])
    if not events:
        return None
    return {"events": events, "url": section_url(request, "events.eventindexpage")}


home_sections = [HomeSection("events", "events/home_events.html", coming_events, order=25)]
