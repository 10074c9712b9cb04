"""A feed of events in each language, the newest announcement first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import EventIndexPage, EventPage
from slimmernetwerk.extension_points import FeedSource
from slimmernetwerk.presentation import section_urls


def feed_name(language: str) -> str:
    return "events" if language == settings.LANGUAGE_CODE else f"events-{language}"


def get_pages(language: str, parameters: Mapping[str, str]) -> QuerySet[EventPage]:
    pages = EventPage.objects.published().filter(locale__language_code=language)
    newest: QuerySet[EventPage] = pages.select_related("locale").order_by("-first_published_at")
    return newest


def get_url(language: str, request: HttpRequest) -> str:
    has_list = section_urls(request, "events.eventindexpage").get(language)
    return reverse("feed", args=[feed_name(language)]) if has_list else ""


def get_list_url(language: str) -> str:
    pages = EventIndexPage.objects.published().filter(locale__language_code=language)
    page = pages.first()
    return page.url or "/" if page else "/"


feeds = [
    FeedSource(
        feed_name(language),
        _("Events"),
        partial(get_url, language),
        partial(get_pages, language),
        partial(get_list_url, language),
        language,
    )
    for language, _name in settings.LANGUAGES
]
