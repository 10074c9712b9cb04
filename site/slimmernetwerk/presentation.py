"""What every public page shows around its own content: menu, path, feeds, metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images.shortcuts import get_rendition_or_not_found

from slimmernetwerk import extension_points, plugins

if TYPE_CHECKING:
    from slimmernetwerk.models import BasePage


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a menu, path or list."""

    label: str
    url: str
    is_current: bool = False
    description: str = ""

    @property
    def title(self) -> str:
        return self.label


SHARED_IMAGE = "fill-1200x630"  # the size that networks ask of a shared link
SECTION_DEPTHS = (2, 3)  # a home page, and a section below it


def sections(request: HttpRequest) -> list[BasePage]:
    """Return the published home pages and the pages right below them, read once a request."""
    from slimmernetwerk.models import BasePage

    cached: list[BasePage] | None = getattr(request, "_sections", None)
    if cached is None:
        pages = BasePage.objects.published().filter(depth__in=SECTION_DEPTHS)
        cached = list(pages.select_related("locale").order_by("path"))
        request._sections = cached  # type: ignore[attr-defined]
    return cached


def share_locale(page: BasePage, request: HttpRequest) -> None:
    """Give a page its language from the pages of the menu, which every page reads: a query less."""
    locales = {section.locale_id: section.locale for section in sections(request)}
    if page.locale_id in locales:
        page.locale = locales[page.locale_id]


def section_url(request: HttpRequest, model: str) -> str:
    """Return the address of the section of a page type ("blog.newsindexpage"), or "".

    A section that is not translated is shown in the site's first language.
    """
    urls = section_urls(request, model)
    return urls.get(get_language() or "") or urls.get(settings.LANGUAGE_CODE, "")


def section_urls(request: HttpRequest, model: str) -> dict[str, str]:
    """Return the address of the section of a page type in each language that has it."""
    urls: dict[str, str] = {}
    for page in sections(request):
        content_type = page.cached_content_type
        if f"{content_type.app_label}.{content_type.model}" == model:
            urls.setdefault(page.locale.language_code, page.get_url(request) or "")
    return urls


def menu(request: HttpRequest) -> list[Link]:
    """Return the main menu: what the enabled plugins add, in order."""
    contributions = sorted(
        extension_points.menu_items.contributions(), key=lambda entry: entry.item.order
    )
    links = []
    for plugin, item in ((entry.plugin, entry.item) for entry in contributions):
        url = plugins.guarded(plugin, partial(item.get_url, request), default="")
        if url:
            is_current = request.path == url or (request.path.startswith(url) and url != "/")
            described = str(item.description)
            links.append(Link(str(item.label), url, is_current, description=described))
    return links


def plain_links(request: HttpRequest) -> list[Link]:
    """Return the plain pages below the home page that an editor wants in menus."""
    return [Link(page.title, page.get_url(request) or "") for page in _plain_pages(request)]


def _plain_pages(request: HttpRequest) -> list[BasePage]:
    from slimmernetwerk.models import PlainPage

    language = get_language()
    return [
        page
        for page in sections(request)
        if page.show_in_menus
        and page.locale.language_code == language
        and page.cached_content_type.model_class() is PlainPage
    ]


def introduction(request: HttpRequest) -> BasePage | None:
    """Return the first of those pages, whose title and lead tell on the home page what this is."""
    return next((page.specific for page in _plain_pages(request)), None)


def feed_links(request: HttpRequest) -> list[Link]:
    """Return the feeds that visitors can follow."""
    links = []
    for entry in extension_points.feeds.contributions():
        url = plugins.guarded(entry.plugin, partial(entry.item.get_url, request), default="")
        if url and entry.item.language == get_language():
            links.append(Link(str(entry.item.title), url))
    return links


def home_url(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: menu and feeds, each computed when a template asks.

    The names say "site": the admin's own templates ask for names such as `search_url`.
    """
    return {
        "site_menu": SimpleLazyObject(lambda: menu(request)),
        "site_feeds": SimpleLazyObject(lambda: feed_links(request)),
        "site_pages": SimpleLazyObject(lambda: plain_links(request)),
        "site_search_url": SimpleLazyObject(lambda: _search_url()),
    }


def _search_url() -> str:
    return reverse("search:search") if "search" in settings.PLUGINS else ""


def page_context(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` wants to know of a page."""
    json_ld = page.get_json_ld(request)
    description = _description(page, request)
    return {
        "crumbs": SimpleLazyObject(lambda: crumbs(page, request)),
        "canonical_url": page.get_full_url(request),
        "meta_description": description,
        "og": {
            "title": page.title,
            "description": description,
            "type": "article",
            "url": page.get_full_url(request),
            "image": _image_url(page, request),
        },
        "json_ld": [serialise_json_ld(json_ld)] if json_ld else [],
        "home_sections": SimpleLazyObject(lambda: _home_sections(request)),
        "introduction": SimpleLazyObject(lambda: introduction(request)),
    }


def _description(page: BasePage, request: HttpRequest) -> str:
    """Return what search machines show of a page: a section is described by the menu."""
    summary = page.get_summary()
    if summary:
        return summary
    url = page.get_url(request)
    return next((link.description for link in menu(request) if link.url == url), "")


def _image_url(page: BasePage, request: HttpRequest) -> str:
    image = page.get_image()
    if image is None:
        return ""
    rendition = get_rendition_or_not_found(image, SHARED_IMAGE)
    return request.build_absolute_uri(rendition.url)


def crumbs(page: BasePage, request: HttpRequest) -> list[Link]:
    """Return the path from the home page to this page; unpublished ancestors are left out."""
    from slimmernetwerk.models import BasePage

    paths = {page.path[: length * page.steplen] for length in range(2, page.depth)}
    # The menu has read the first two levels already; few pages lie deeper.
    ancestors = [section for section in sections(request) if section.path in paths]
    deeper = {path for path in paths if len(path) > 3 * page.steplen}
    if deeper:
        ancestors += BasePage.objects.published().filter(path__in=deeper).order_by("depth")
    links = [Link(ancestor.title, ancestor.get_url(request) or "") for ancestor in ancestors]
    return [*links, Link(page.title, page.get_url(request) or "", is_current=True)]


def _home_sections(request: HttpRequest) -> list[dict[str, Any]]:
    contributions = sorted(
        extension_points.home_sections.contributions(), key=lambda entry: entry.item.order
    )
    found = []
    for plugin, section in ((entry.plugin, entry.item) for entry in contributions):
        get_context = partial(section.get_context, request)
        context = plugins.guarded(plugin, get_context, default=None)
        if context is not None:
            found.append({"plugin": plugin, "template": section.template, "context": context})
    return found


def serialise_json_ld(data: dict[str, Any]) -> SafeString:
    """Return schema.org data for a script element; no text in it can close the element."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 - every character that HTML knows is escaped above
