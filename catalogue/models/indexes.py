"""The catalogue's own page: search and facets over methods."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path

from catalogue.cards import cards_response
from catalogue.models.methods import MethodPage
from catalogue.related import prefetch_measures
from search.drawing import query_url
from search.results import Results, build_results
from slimmernetwerk.models import BasePage, RoutableBasePage
from slimmernetwerk.presentation import Link


class MethodIndexPage(RoutableBasePage):
    """All methods, to search and filter."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("catalogue of methods")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        url = self.get_url(request) or ""
        results = build_results(request, url=url, types=("method",))
        return {
            **context,
            "results": results,
            "canonical_url": results.canonical(self),
            "list_acts": self._acts(results, url),
        }

    # Two parts: a method, which has no pages below it, may be called anything.
    @path("print/kaarten/")
    def cards(self, request: HttpRequest) -> HttpResponse:
        """Show the methods of one page of results as cards, to print all at once."""
        context = self.get_context(request)
        hits = [row.page.pk for row in context["results"].rows]
        published = MethodPage.objects.published().select_related("locale", "licence__vocabulary")
        found = published.in_bulk(hits)
        methods = [found[pk] for pk in hits if pk in found]
        prefetch_measures(methods)
        return cards_response(self, request, methods, context)

    def _acts(self, results: Results, url: str) -> list[Link]:
        """Return what a visitor can do with the results that are shown."""
        if not results.rows:
            return []
        number = results.pages.number if results.pages else 1
        query = [*results.query, ("page", str(number))] if number > 1 else results.query
        return [
            Link(gettext("Print these methods as cards"), query_url(f"{url}print/kaarten/", query))
        ]

    def get_summary(self) -> str:
        return self.search_description or self.lead
