"""Events as iCalendar (RFC 5545), written by the icalendar library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING

import icalendar
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext

if TYPE_CHECKING:
    from events.models import EventPage

PRODUCT = "-//Slimmernetwerk//events//%s"  # with the language


def calendar_response(
    request: HttpRequest, pages: Iterable[EventPage], title: str, filename: str
) -> HttpResponse:
    """Return the events as a file that calendars open; times are in UTC."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT % (get_language() or "").upper())
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for page in pages:
        calendar.add_component(_event(request, page))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.ics"'
    return response


def _event(request: HttpRequest, page: EventPage) -> icalendar.Event:
    event = icalendar.Event()
    url = page.get_full_url(request)
    event.add("uid", f"urn:uuid:{page.translation_key}")
    event.add("summary", page.title)
    event.add("description", f"{page.get_summary()}\n\n{url}")
    event.add("dtstart", page.starts_at.astimezone(UTC))
    event.add("dtend", page.ends_at.astimezone(UTC))
    # A calendar that has the event already takes the one with the later stamp.
    event.add(
        "dtstamp", (page.last_published_at or page.latest_revision_created_at).astimezone(UTC)
    )
    event.add("url", url)
    event.add("status", "CANCELLED" if page.is_cancelled else "CONFIRMED")
    event.add("location", ", ".join(filter(None, [page.venue, page.place])) or gettext("Online"))
    return event
