"""The catalogue's panel on the first page of the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import MethodPage
from slimmernetwerk.dashboard import DashboardPanel, PanelRow, editable_pages, page_row


class ReviewPanel(DashboardPanel):
    """Live methods whose review date has passed; what waits longest first."""

    name = "methods-to-review"
    heading = gettext_lazy("Methods to check again")
    icon = "history"
    order = 207

    def get_rows(self, user: Any, limit: int) -> list[PanelRow]:
        methods = editable_pages(user).type(MethodPage)
        # The date itself is the day to look again, so on that day the method is on the list.
        due = methods.filter(live=True, review_date__lte=timezone.localdate())
        text = _("to be checked on %(date)s")
        return [
            page_row(page, text % {"date": date_format(page.review_date, "DATE_FORMAT")})
            for page in due.order_by("review_date", "pk")[:limit]
        ]
