"""Filters by terms for lists in the Wagtail admin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django_filters import ModelMultipleChoiceFilter

from vocabularies.models import Term


class TermFilter(ModelMultipleChoiceFilter):
    """Keep pages that carry one of the chosen terms of a vocabulary, or a term below one."""

    def __init__(self, vocabulary: str, **options: Any) -> None:
        terms = Term.objects.filter(vocabulary__key=vocabulary)
        defaults = {"queryset": terms, "to_field_name": "slug", "widget": CheckboxSelectMultiple}
        super().__init__(**{**defaults, **options})

    def filter(self, pages: QuerySet[Any], value: Sequence[Term]) -> QuerySet[Any]:
        if not value:
            return pages
        chosen = (
            Q(terms__in=value) | Q(terms__parent__in=value) | Q(terms__parent__parent__in=value)
        )
        # Apart, for a page that carries two of them must not come twice.
        carriers = pages.model.objects.filter(chosen).values("pk")
        return pages.filter(pk__in=carriers)
