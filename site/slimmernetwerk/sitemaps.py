"""The sitemap: every published page of every language, with its translations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from slimmernetwerk.languages import alternates, codes, language_of
from slimmernetwerk.models import BasePage


class PageSitemap(Sitemap):
    """List what `published()` knows."""

    limit = 5000

    def items(self) -> QuerySet[BasePage]:
        return BasePage.objects.published().filter(depth__gte=2).order_by("path")

    def location(self, item: BasePage) -> str:
        return item.get_url() or "/"

    def lastmod(self, item: BasePage) -> datetime | None:
        return item.last_published_at

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        urls = super().get_urls(page=page, site=site, protocol=protocol)
        base = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        translations = self._translations([url["item"] for url in urls])
        for url in urls:
            same = translations.get(url["item"].translation_key, {})
            addresses = {code: f"{base}{same[code]}" for code in codes() if code in same}
            url["alternates"] = [
                {"lang_code": one.code, "location": one.url} for one in alternates(addresses)
            ]
        return urls

    def _translations(self, items: list[BasePage]) -> dict[Any, dict[str, str]]:
        """Return {translation key: {language: address}} of published pages; one query."""
        found: dict[Any, dict[str, str]] = {}
        keys = {item.translation_key for item in items}
        pages = self.items().filter(translation_key__in=keys).select_related("locale")
        for one in pages:
            found.setdefault(one.translation_key, {})[language_of(one)] = self.location(one)
        return found
