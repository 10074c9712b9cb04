"""The catalogue's own page: search and facets over methods."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.results import build_results
from slimmernetwerk.models import BasePage


class MethodIndexPage(BasePage):
    """All methods, to search and filter."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("catalogue of methods")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        results = build_results(request, url=self.get_url(request) or "", types=("method",))
        return {**context, "results": results, "canonical_url": results.canonical(self)}

    def get_summary(self) -> str:
        return self.search_description or self.lead
