"""A feed of events, the newest announcement first."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import EventIndexPage, EventPage
from slimmernetwerk.extension_points import FeedSource
from slimmernetwerk.presentation import section_url

LANGUAGE = "nl"


def get_pages(parameters: Mapping[str, str]) -> QuerySet[EventPage]:
    pages = EventPage.objects.published().filter(locale__language_code=LANGUAGE)
    newest: QuerySet[EventPage] = pages.select_related("locale").order_by("-first_published_at")
    return newest


def get_url(request: HttpRequest) -> str:
    has_list = section_url(request, "events.eventindexpage")
    return reverse("feed", args=["events"]) if has_list else ""


def get_list_url() -> str:
    pages = EventIndexPage.objects.published().filter(locale__language_code=LANGUAGE)
    page = pages.first()
    return page.url or "/" if page else "/"


feeds = [FeedSource("events", _("Events"), get_url, get_pages, get_list_url, LANGUAGE)]
