"""The panel of search on the first page of the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from search.gap_labels import GapLabels
from search.models import SearchGap
from slimmernetwerk.dashboard import DashboardPanel, PanelRow

LIST_URL = "search_searchgap_modeladmin_index"
CHANGE = "search.change_searchgap"
NOTE_URL = "search_searchgap_modeladmin_edit"


def may_see_gaps(user: Any) -> bool:
    return bool(user.has_perm("search.view_searchgap") or user.has_perm(CHANGE))


class SearchGapsPanel(DashboardPanel):
    """What visitors ask most often without an answer, and nobody has dealt with yet."""

    name = "search-gaps"
    heading = gettext_lazy("Searches without an answer")
    icon = "search"
    order = 208

    def get_rows(self, user: Any, limit: int) -> list[PanelRow]:
        if not may_see_gaps(user):
            return []
        gaps = SearchGap.objects.shown().filter(status=SearchGap.Status.OPEN)
        labels, may_change = GapLabels(), user.has_perm(CHANGE)
        return [self._row(gap, labels, may_change) for gap in gaps[:limit]]

    def _row(self, gap: SearchGap, labels: GapLabels, may_change: bool) -> PanelRow:
        url = reverse(NOTE_URL, args=[gap.pk]) if may_change else self.get_rest_url()
        values = {"times": gap.times, "day": date_format(gap.last_seen, "DATE_FORMAT")}
        note = ngettext(
            "%(times)d time, last on %(day)s", "%(times)d times, last on %(day)s", gap.times
        )
        kind = f"{gap.get_kind_display()} ({gap.language})"
        return PanelRow(labels.question(gap), url, note % values, kind)

    def get_rest_url(self) -> str:
        return reverse(LIST_URL)
