"""What editors can begin with in the admin: announce an event."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import EventPage
from slimmernetwerk.extension_points import FirstStep
from slimmernetwerk.viewsets import may_add


def event_url(request: HttpRequest) -> str:
    return reverse("events:choose_parent") if may_add(request.user, EventPage) else ""


first_steps = [
    FirstStep(
        "events",
        _("Announce an event"),
        _("With a place and a time. Afterwards you add the report to the same page."),
        event_url,
        icon="calendar-check",
        order=25,
    )
]
