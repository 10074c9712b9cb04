"""Events in a list of the Wagtail admin."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BooleanRadioSelect

from events.models import EventPage
from slimmernetwerk.columns import MomentColumn
from slimmernetwerk.filters import PageListFilterSet, yes_no
from slimmernetwerk.models.querysets import BasePageQuerySet
from slimmernetwerk.viewsets import PageListViewSet
from vocabularies.columns import TermsColumn
from vocabularies.filters import TermFilter

KINDS = "bijeenkomst"


def place_of(page: EventPage) -> str:
    return ", ".join(filter(None, [page.place, str(_("online")) if page.is_online else ""]))


class EventFilterSet(PageListFilterSet):
    coming = yes_no(_("Coming"), "filter_coming")
    kind = TermFilter(KINDS, label=_("Kind"))
    is_cancelled = BooleanFilter(label=_("Cancelled"), widget=BooleanRadioSelect)

    class Meta(PageListFilterSet.Meta):
        model = EventPage

    def filter_coming(self, pages: BasePageQuerySet, name: str, value: bool) -> BasePageQuerySet:
        is_coming = Q(ends_at__gt=timezone.now())
        return pages.filter(is_coming if value else ~is_coming)


class EventViewSet(PageListViewSet):
    name = "events"
    model = EventPage
    icon = "calendar-check"
    menu_label = _("Events")
    menu_order = 135
    filterset_class = EventFilterSet
    search_fields = ("summary", "place", "venue")
    list_columns = (
        MomentColumn("starts_at", label=_("Begins"), sort_key="starts_at"),
        Column("place", label=_("Place"), accessor=place_of, sort_key="place"),
        TermsColumn(KINDS, label=_("Kind")),
    )
