"""News and press on the home page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from blog.feeds import published_articles
from slimmernetwerk.extension_points import HomeSection
from slimmernetwerk.presentation import section_url

SHOWN = 3


def latest_articles(article_model: str) -> list[Any]:
    """Return the latest articles in the visitor's language, in Dutch where it has none."""
    language = get_language() or settings.LANGUAGE_CODE
    articles = list(published_articles(article_model, language)[:SHOWN])
    if articles or language == settings.LANGUAGE_CODE:
        return articles
    return list(published_articles(article_model, settings.LANGUAGE_CODE)[:SHOWN])


def latest(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the latest news and press releases."""
    return {
        "news": latest_articles("blog.NewsPage"),
        "press": latest_articles("blog.PressReleasePage"),
        "news_url": section_url(request, "blog.newsindexpage"),
        "press_url": section_url(request, "blog.pressreleaseindexpage"),
    }


home_sections = [HomeSection("news", "blog/home_news.html", latest, order=30)]
