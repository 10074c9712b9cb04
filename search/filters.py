"""Read a search request from a query string: facets are data, so the filter set is built.

A bad value is named and left out while the good ones still work; nothing here can raise on what
a visitor sends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from search.facets import LAYOUT_PARAMETER, Facet, Sort
from search.layouts import LAYOUTS, LIST
from slimmernetwerk.models import BasePage

TEXT_LIMIT = 400
SHOWN_LIMIT = 40
MAX_MESSAGES = 5
OWN_PARAMETERS = frozenset({"q", "sort", "page", LAYOUT_PARAMETER})


class TolerantMultipleChoiceField(forms.MultipleChoiceField):
    """Keep the known values, once each; the others are found by `unknown_values`."""

    def clean(self, value: Any) -> list[str]:
        choices = cast("list[tuple[str, str]]", self.choices)  # build_filter_set gives no other
        known = {choice for choice, _label in choices}
        return [item for item in dict.fromkeys(value or ()) if item in known]


class FacetFilter(django_filters.MultipleChoiceFilter):
    field_class = TolerantMultipleChoiceField


class SearchFilterSet(django_filters.FilterSet):
    """The parameters of a search; `build_filter_set` adds one filter a facet."""

    def filter_queryset(self, queryset: Any) -> Any:
        # An engine answers, not a queryset: there is nothing to narrow here.
        return queryset


def build_filter_set(facets: Iterable[Facet], data: QueryDict) -> SearchFilterSet:
    """Return a bound filter set with one field per facet."""
    fields = {
        facet.name: FacetFilter(choices=[(name, v.label) for name, v in facet.names.items()])
        for facet in facets
    }
    filter_set: type[SearchFilterSet] = type("BoundSearchFilterSet", (SearchFilterSet,), fields)
    return filter_set(data, queryset=BasePage.objects.none())


def chosen_values(facets: Sequence[Facet], data: QueryDict) -> dict[str, tuple[str, ...]]:
    """Return {facet: known values chosen, by today's name}, without facets that have none."""
    # Only what the address names: Django copies every field with all its choices.
    named = [facet for facet in facets if facet.name in data]
    form = build_filter_set(named, data).form
    form.is_valid()
    values = {facet.name: facet.known(form.cleaned_data.get(facet.name) or ()) for facet in named}
    return {name: chosen for name, chosen in values.items() if chosen}


def ignored_messages(facets: Sequence[Facet], sorts: Sequence[Sort], data: QueryDict) -> list[str]:
    """Name the parameters and values that mean nothing here, five at most."""
    labels = {facet.name: facet for facet in facets}
    messages = []
    for name in data:
        if name in OWN_PARAMETERS:
            continue
        facet = labels.get(name)
        if facet is None:
            messages.append(_("The filter “%(name)s” does not exist.") % {"name": _short(name)})
            continue
        known = facet.names
        messages += [
            _("“%(value)s” is no choice of “%(facet)s”.")
            % {"value": _short(value), "facet": facet.label}
            for value in data.getlist(name)
            if value and value not in known
        ]
    sort = data.get("sort", "")
    if sort and sort not in {item.name for item in sorts}:
        messages.append(_("The order “%(name)s” does not exist.") % {"name": _short(sort)})
    layout = data.get(LAYOUT_PARAMETER, "")
    if layout and layout not in LAYOUTS:
        messages.append(_("The layout “%(name)s” does not exist.") % {"name": _short(layout)})
    return messages[:MAX_MESSAGES]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LIMIT else f"{text[:SHOWN_LIMIT]}…"


def text_of(data: QueryDict) -> str:
    """Return the typed text, cut to what a search can use."""
    return data.get("q", "").replace("\x00", "").strip()[:TEXT_LIMIT]


def layout_of(data: QueryDict) -> str:
    """Return how the results are laid out; what is no layout is a list."""
    layout = data.get(LAYOUT_PARAMETER, LIST)
    return layout if layout in LAYOUTS else LIST


def page_of(data: QueryDict) -> tuple[int, str]:
    """Return the page number, at least 1, and a message when what was asked is no number."""
    raw = data.get("page", "")
    # At most nine ASCII digits: int() of thousands of digits is slow, and no site has so many.
    if not raw:
        return 1, ""
    if raw.isascii() and raw.isdigit() and len(raw) <= 9 and int(raw) >= 1:
        return int(raw), ""
    return 1, _("Page “%(page)s” does not exist; this is page 1.") % {"page": _short(raw)}
