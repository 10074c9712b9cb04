"""What the lists of search in the Wagtail admin can be narrowed by."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.building import document_types
from search.gap_labels import place_label
from search.models import JournalEntry, SearchGap


class LanguageFilter(SimpleListFilter):
    """Questions in one language of the site."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    def queryset(self, request: HttpRequest, queryset: QuerySet[SearchGap]) -> QuerySet[SearchGap]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class PlaceFilter(SimpleListFilter):
    """Questions to the list of one type of document."""

    title = _("place")
    parameter_name = "place"
    EVERYWHERE = "-"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        types = [(item.name, str(item.label)) for item in document_types().values()]
        return [(self.EVERYWHERE, place_label("")), *types]

    def queryset(self, request: HttpRequest, queryset: QuerySet[SearchGap]) -> QuerySet[SearchGap]:
        if not self.value():
            return queryset
        return queryset.filter(type="" if self.value() == self.EVERYWHERE else self.value())


class StateFilter(SimpleListFilter):
    """Where a change is on its way to the index."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("waiting", _("waits for a number")),
            ("later", _("at a moment to come")),
            ("numbered", _("has a number")),
            ("faulty", _("with a fault")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[JournalEntry]
    ) -> QuerySet[JournalEntry]:
        later = Q(position=None, due_at__gt=timezone.now())
        states = {
            "waiting": Q(position=None) & ~later,
            "later": later,
            "numbered": Q(position__isnull=False),
            "faulty": ~Q(fault=""),
        }
        return queryset.filter(states.get(self.value() or "", Q()))
