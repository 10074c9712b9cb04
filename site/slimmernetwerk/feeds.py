"""Atom and RSS of a list of published pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator
from django.utils.translation import override

from slimmernetwerk.extension_points import FeedSource

FORMATS: dict[str, Any] = {"atom": feedgenerator.Atom1Feed, "rss": feedgenerator.Rss201rev2Feed}
# XML 1.0 has no place for these, not even escaped.
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def feed_response(request: HttpRequest, source: FeedSource) -> HttpResponse:
    """Return the pages of a source as Atom, or as RSS 2.0 with `?format=rss`."""
    generator = FORMATS.get(request.GET.get("format", ""), feedgenerator.Atom1Feed)
    parameters = {name: request.GET.get(name, "") for name in request.GET}
    with override(source.language):
        document = generator(
            title=str(source.title),
            link=request.build_absolute_uri(source.get_list_url()),
            description=str(source.title),
            language=source.language,
            feed_url=request.build_absolute_uri(),
        )
        for page in source.get_pages(parameters)[: source.size]:
            document.add_item(
                title=_plain(page.title),
                link=page.get_full_url(request),
                description=_plain(page.get_summary()),
                unique_id=_identity(page, source.language),
                pubdate=page.get_feed_date(),
                updateddate=page.last_published_at,
            )
    return HttpResponse(document.writeString("utf-8"), content_type=document.content_type)


def _identity(page: Any, language: str) -> str:
    """Return the name of an entry: a reader of both feeds sees a page and its translation."""
    identity = f"urn:uuid:{page.translation_key}"
    return identity if language == settings.LANGUAGE_CODE else f"{identity}#{language}"


def _plain(text: str) -> str:
    return text.translate(FORBIDDEN)
