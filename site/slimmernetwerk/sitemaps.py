"""The sitemap: every published page of every language."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

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
