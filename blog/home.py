"""News and press on the home page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from blog.feeds import published_articles
from slimmernetwerk.extension_points import HomeSection
from slimmernetwerk.presentation import section_url

SHOWN = 3


def latest(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the latest news and press releases."""
    return {
        "news": list(published_articles("blog.NewsPage", "nl")[:SHOWN]),
        "press": list(published_articles("blog.PressReleasePage", "nl")[:SHOWN]),
        "news_url": section_url(request, "blog.newsindexpage"),
        "press_url": section_url(request, "blog.pressreleaseindexpage"),
    }


home_sections = [HomeSection("news", "blog/home_news.html", latest, order=30)]
