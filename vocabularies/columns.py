"""Columns with terms for lists in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from slimmernetwerk.columns import AnnotatedColumn
from slimmernetwerk.models.querysets import BasePageQuerySet
from vocabularies.models import Term


class TermsColumn(AnnotatedColumn):
    """The terms of a page of one vocabulary."""

    def __init__(self, vocabulary: str, **options: Any) -> None:
        super().__init__(f"terms-{vocabulary}", **options)
        self.vocabulary = vocabulary

    def annotate(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        return pages.prefetch_related(Prefetch("terms", Term.objects.select_related("vocabulary")))

    def get_value(self, instance: Any) -> str:
        return ", ".join(term.label for term in instance.group(self.vocabulary))
