"""Narrow a list of articles to a year, a month or a topic."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from blog.models.articles import TOPICS

FIRST_YEAR, LAST_YEAR = 1900, 2999


class WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


class ArticleFilterSet(django_filters.FilterSet):
    """The parameters `jaar`, `maand` and `beleidsthema`; what is no good value is left out."""

    jaar = WholeNumberFilter(
        field_name="display_date",
        lookup_expr="year",
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
    )
    maand = WholeNumberFilter(
        field_name="display_date",
        lookup_expr="month",
        label=_("Month"),
        min_value=1,
        max_value=12,
    )
    beleidsthema = django_filters.CharFilter(
        method="filter_topic", label=_("Subject"), max_length=80
    )

    def filter_topic(self, queryset, name, value):  # type: ignore[no-untyped-def]
        return queryset.filter(terms__slug=value, terms__vocabulary__key=TOPICS)
