"""Feeds of news and of press releases, each with the filters of its list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from slimmernetwerk.extension_points import FeedSource
from slimmernetwerk.models import BasePage
from slimmernetwerk.presentation import section_urls


def published_articles(article_model: str, language: str) -> QuerySet[Any]:
    """Return the published articles of a type in a language, newest first."""
    model = apps.get_model(article_model)
    pages = model.objects.published().filter(locale__language_code=language)
    return pages.select_related("locale").order_by("-display_date", "-first_published_at", "-pk")


def _source(kind: str, title: Any, article_model: str, language: str) -> FeedSource:
    def get_pages(parameters: Mapping[str, str]) -> QuerySet[Any]:
        from blog.filters import ArticleFilterSet

        articles = published_articles(article_model, language)
        narrowed: QuerySet[Any] = ArticleFilterSet(dict(parameters), queryset=articles).qs
        return narrowed

    section = f"blog.{kind.replace('-', '')}indexpage"

    def get_list_url() -> str:
        app_label, model = section.split(".")
        index = BasePage.objects.published().filter(
            content_type__app_label=app_label,
            content_type__model=model,
            locale__language_code=language,
        )
        page = index.first()
        return page.url or "" if page else ""

    def get_url(request: HttpRequest) -> str:
        url = section_urls(request, section).get(language, "")
        return f"{url}feed/" if url else ""

    name = kind if language == settings.LANGUAGE_CODE else f"{kind}-{language}"
    return FeedSource(name, title, get_url, get_pages, get_list_url, language)


KINDS = {
    "blog.NewsPage": ("news", _("News")),
    "blog.PressReleasePage": ("press-release", _("Press releases")),
}
SOURCES = {
    (article_model, language): _source(kind, title, article_model, language)
    for language, _name in settings.LANGUAGES
    for article_model, (kind, title) in KINDS.items()
}
feeds = list(SOURCES.values())


def feed_source(article_model: str, language: str) -> FeedSource:
    """Return the feed of an article type in a language."""
    return SOURCES[article_model, language]
