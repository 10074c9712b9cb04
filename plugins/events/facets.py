"""Facets and orders of events: coming or past, month, place."""

from __future__ import annotations

from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.documents import COMING, ONLINE, PAST, places_of
from events.models import EventPage
from search.facets import Facet, FacetSource, FacetValue, Sort
from search.types import SortKey

TYPES = frozenset({"event"})


class WhenFacet(FacetSource):
    """Coming or past."""

    name = "wanneer"
    types = TYPES

    def get_facets(self) -> list[Facet]:
        values = (FacetValue(COMING, gettext("coming")), FacetValue(PAST, gettext("past")))
        return [Facet(self.name, gettext("When"), values, TYPES, order=10)]


class MonthFacet(FacetSource):
    """The months with events, the last one first."""

    name = "periode"
    types = TYPES

    def get_facets(self) -> list[Facet]:
        zone = timezone.get_current_timezone()
        months = EventPage.objects.published().annotate(month=TruncMonth("starts_at", tzinfo=zone))
        found = months.order_by("-month").values_list("month", flat=True).distinct()
        values = tuple(
            FacetValue(f"{month:%Y-%m}", f"{MONTHS[month.month]} {month.year}") for month in found
        )
        return [Facet(self.name, gettext("Month"), values, TYPES, order=30)]


class PlaceFacet(FacetSource):
    """The towns with events, and online."""

    name = "plaats"
    types = TYPES

    def get_facets(self) -> list[Facet]:
        pages = EventPage.objects.published().order_by("place")
        labels: dict[str, str] = {}
        for place, is_online in pages.values_list("place", "is_online").distinct():
            for value in places_of(place, is_online):
                labels.setdefault(value, gettext("online") if value == ONLINE else place)
        values = tuple(FacetValue(value, label) for value, label in labels.items())
        return [Facet(self.name, gettext("Place"), values, TYPES, order=40)]


facets: list[FacetSource] = [WhenFacet(), MonthFacet(), PlaceFacet()]
sorts = [
    Sort("datum", _("Date, latest first"), (SortKey("dates.start", descending=True),), TYPES, 5)
]
