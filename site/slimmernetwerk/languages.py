"""The other languages of a page: its translations, the switch, and what stands in for one.

A page that nobody translated is still shown among those of another language, and says in which
language it is. Only `published()` pages count: a translation that waits leaves no trace here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info, gettext

from slimmernetwerk.presentation import SECTION_DEPTHS, Link, sections

if TYPE_CHECKING:
    from slimmernetwerk.models import BasePage

PageT = TypeVar("PageT", bound="BasePage")


@dataclass(frozen=True, slots=True)
class LanguageLink(Link):
    """A link of the language switch; without a translation `place` says what it leads to."""

    code: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The full address of a page in a language, for search engines."""

    code: str
    url: str


def codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def language_of(page: BasePage) -> str:
    language: str = page.locale.language_code
    return language


def foreign_language(page: BasePage) -> str:
    """Return the language of a page where that is not the language of the visitor, else ""."""
    language = language_of(page)
    return "" if language == get_language() else language


def language_phrase(code: str) -> str:
    """Say in which language something is: "in Dutch"."""
    name = get_language_info(code)["name_translated"]
    # Translators: a language stands in here, such as Dutch; in Dutch "in het %(language)s".
    return gettext("in %(language)s") % {"language": name}


def translations_of(page: BasePage, request: HttpRequest) -> dict[str, BasePage]:
    """Return the published translations of a page, itself included, by language."""
    same: Iterable[BasePage]
    if page.depth in SECTION_DEPTHS:
        same = [one for one in sections(request) if one.translation_key == page.translation_key]
    else:
        published = type(page).objects.published().select_related("locale")
        same = published.filter(translation_key=page.translation_key)
    found = {language_of(one): one for one in same}
    return {code: found[code] for code in codes() if code in found}


def alternates(urls: Mapping[str, str]) -> list[Alternate]:
    """Return each language with its address and a default; none for what has no translation."""
    if len(urls) < 2:
        return []
    default = urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()))
    return [*(Alternate(code, url) for code, url in urls.items()), Alternate("x-default", default)]


def in_language(pages: Iterable[PageT], language: str) -> list[PageT]:
    """Put translations in the place of pages in another language, each page once, in order.

    One query, and none where every page is in the language already.
    """
    from slimmernetwerk.models import BasePage

    pages = list(pages)
    keys = {page.translation_key for page in pages if language_of(page) != language}
    found: dict[Any, Any] = {}
    if keys:
        models = {type(page) for page in pages}
        model: Any = models.pop() if len(models) == 1 else BasePage
        published = model.objects.published().select_related("locale")
        translated = published.filter(translation_key__in=keys, locale__language_code=language)
        found = {page.translation_key: page for page in translated}
    chosen = (found.get(page.translation_key, page) for page in pages)
    return list({page.pk: page for page in chosen}.values())


def one_of_each(pages: Iterable[PageT], language: str) -> list[PageT]:
    """Keep one of the pages that translate each other: that in the language, else the first."""
    kept: dict[Any, PageT] = {}
    for page in pages:
        if page.translation_key not in kept or language_of(page) == language:
            kept[page.translation_key] = page
    return list(kept.values())


def original_section(page: BasePage, request: HttpRequest) -> BasePage | None:
    """Return the section of the site's first language that a section translates."""
    if page.depth not in SECTION_DEPTHS or language_of(page) == settings.LANGUAGE_CODE:
        return None
    return translations_of(page, request).get(settings.LANGUAGE_CODE)


def page_languages(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` wants to know of the languages of a page."""
    found: Any = SimpleLazyObject(lambda: translations_of(page, request))

    def full_urls() -> dict[str, str]:
        # A search or a page of a list has an address of its own that is not translated.
        if request.GET:
            return {}
        return {code: one.get_full_url(request) or "" for code, one in found.items()}

    return {
        "site_languages": SimpleLazyObject(lambda: _page_links(page, found, request)),
        "site_alternates": SimpleLazyObject(lambda: alternates(full_urls())),
        "original": SimpleLazyObject(lambda: original_section(page, request)),
    }


def view_languages(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the languages of a view that is no page.

    `original` is the same view in the site's first language, for lists that are short in another.
    """
    return {
        "site_languages": SimpleLazyObject(lambda: _view_links(request)),
        "site_alternates": SimpleLazyObject(lambda: _view_alternates(request)),
        "original": SimpleLazyObject(lambda: _original_view(request)),
    }


def _page_links(
    page: BasePage, found: Mapping[str, BasePage], request: HttpRequest
) -> list[LanguageLink]:
    links = []
    for code in codes():
        if code == language_of(page):
            links.append(_link(code, request.path, is_current=True))
        elif code in found:
            links.append(_link(code, found[code].get_url(request) or ""))
        else:
            links += _link_to(_nearest(page, code, request), code, request)
    return links


def _view_links(request: HttpRequest) -> list[LanguageLink]:
    urls, links = _view_urls(request), []
    for code in codes():
        if code in urls:
            links.append(_link(code, urls[code], is_current=code == get_language()))
        elif code == get_language():
            links.append(_link(code, request.path, is_current=True))
        else:
            links += _link_to(_home(code, request), code, request)
    return links


def _view_alternates(request: HttpRequest) -> list[Alternate]:
    urls = {} if request.GET else _view_urls(request)
    return alternates({code: request.build_absolute_uri(url) for code, url in urls.items()})


def _original_view(request: HttpRequest) -> Link | None:
    url = _view_urls(request).get(settings.LANGUAGE_CODE)
    if not url or get_language() == settings.LANGUAGE_CODE:
        return None
    return _link(settings.LANGUAGE_CODE, url)


def _view_urls(request: HttpRequest) -> dict[str, str]:
    """Return the address of this view by language; none where no view answers here."""
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        return {}
    if name == "wagtail_serve":  # any address at all: here is no page
        return {}
    urls = {code: translate_url(request.path, code) for code in codes()}
    return urls if len(set(urls.values())) == len(urls) else {}


def _nearest(page: BasePage, code: str, request: HttpRequest) -> BasePage | None:
    """Return the translation of the section of a page, else of its home page."""
    above = [one for one in sections(request) if page.path.startswith(one.path)]
    for section in sorted(above, key=lambda one: -one.depth):
        if found := translations_of(section, request).get(code):
            return found
    return _home(code, request)


def _home(code: str, request: HttpRequest) -> BasePage | None:
    homes = [one for one in sections(request) if one.depth == SECTION_DEPTHS[0]]
    return next((one for one in homes if language_of(one) == code), None)


def _link(code: str, url: str, *, is_current: bool = False, place: str = "") -> LanguageLink:
    label = get_language_info(code)["name_local"].capitalize()
    return LanguageLink(label, url, is_current=is_current, code=code, place=place)


def _link_to(page: BasePage | None, code: str, request: HttpRequest) -> list[LanguageLink]:
    """Return a link that names the page it leads to, or none without a page."""
    if page is None:
        return []
    return [_link(code, page.get_url(request) or "", place=page.title)]
