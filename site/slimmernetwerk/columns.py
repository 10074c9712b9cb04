"""Columns that lists of pages in the Wagtail admin share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Field, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from slimmernetwerk.models.querysets import BasePageQuerySet
from slimmernetwerk.schedule import Expected, expected, with_schedule


class AnnotatedColumn(Column):
    """A column that shows more than the fields of a page; the list has it read once for all."""

    def annotate(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        """Add what the column shows or sorts by."""
        raise NotImplementedError


class RelatedColumn(AnnotatedColumn):
    """What a foreign key of the page refers to, read in one query for all pages."""

    def annotate(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        return pages.prefetch_related(self.accessor)


class MomentColumn(Column):
    """A day, or a moment in the time of the site, in figures and on one line."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, **{"classname": "sn-one-line", **options})

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""


class ReviewDateColumn(Column):
    """When to look at the text again, marked once that day has come."""

    cell_template_name = "slimmernetwerk/admin/review_date_cell.html"

    def __init__(self, **options: Any) -> None:
        options = {"label": gettext_lazy("Check again on"), "sort_key": "review_date", **options}
        super().__init__("review_date", **options)

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        day = instance.review_date
        is_due = instance.live and day is not None and day <= timezone.localdate()
        return {**super().get_cell_context_data(instance, parent_context), "is_due": is_due}


class PublicFromColumn(AnnotatedColumn):
    """The moment of an embargo or a schedule that lies ahead; nothing once it has passed."""

    cell_template_name = "slimmernetwerk/admin/public_from_cell.html"

    def __init__(self, **options: Any) -> None:
        super().__init__("public_from", **{"label": gettext_lazy("Public from"), **options})

    def annotate(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        return with_schedule(pages)

    def get_value(self, instance: Any) -> Expected | None:
        return expected(instance, timezone.now())

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        coming = context["raw_value"]
        return {**context, "coming": coming, "note": _note(coming) if coming else ""}


def _note(coming: Expected) -> str:
    if coming.is_draft:
        return _("embargo of a draft")
    return _("under embargo") if coming.is_embargo else _("planned")


def newest(field: str, output_field: Field) -> Coalesce:
    """Return a plain field as an editor last saved it: a draft's before the live one's."""
    drafted = Cast(KeyTextTransform(field, "latest_revision__content"), output_field)
    of_draft = Case(When(has_unpublished_changes=True, then=drafted))
    return Coalesce(of_draft, F(field), output_field=output_field)
