"""The main attributes of methods and cases as a spreadsheet, to sort, count and plan with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from catalogue.models import CasePage, MethodPage
from vocabularies.models import Vocabulary

if TYPE_CHECKING:
    from django.db.models import Model

# No part of a spreadsheet: XML cannot hold them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
FORMULA = re.compile(r"[=+\-@\t\r\n]")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it Excel reads é as two characters


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what stands in it for a page; a type without that field has nothing there."""

    heading: str
    value: Callable[[Any], Any]


class ContentSheet(SpreadsheetExportMixin):
    """Methods and cases in one table."""

    def __init__(self, columns: list[Column]) -> None:
        self.columns = {str(place): column for place, column in enumerate(columns)}
        self.list_export = list(self.columns)
        self.export_headings = {name: column.heading for name, column in self.columns.items()}

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: column.value(item) for name, column in self.columns.items()}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Keep text text: no program may read it as a formula, or choke on it."""
        value = super().preprocess_field_value(field, value, export_format)
        if not isinstance(value, str):
            return value
        value = CONTROL.sub("", value)
        if export_format == self.FORMAT_CSV and FORMULA.match(value):
            return f"'{value}"
        return value

    def stream_csv(self, queryset: Iterable[Any]) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def build_columns(models: tuple[type[Model], ...]) -> list[Column]:
    """Return the columns for these page types; one query, for the vocabularies."""
    columns = [
        Column(_("Kind of page"), lambda page: capfirst(page._meta.verbose_name)),
        Column(_("Title"), lambda page: page.title),
        Column(_("Key"), lambda page: page.key or page.slug),
        Column(_("Web address"), lambda page: page.full_url if page.live else ""),
        Column(_("State"), _state),
        Column(_("Summary"), lambda page: page.summary),
    ]
    if MethodPage in models:
        columns += [
            *_fields(MethodPage, "duration_min", "duration_max", "preparation_minutes"),
            *_fields(MethodPage, "group_min", "group_max"),
        ]
    if CasePage in models:
        columns += [
            *_fields(CasePage, "organisation", "place", "period"),
            Column(_("Outcome"), lambda page: getattr(page, "outcome_label", "")),
        ]
    columns += [_vocabulary_column(each) for each in _vocabularies(models)]
    if MethodPage in models:
        columns += [
            Column(_("Evidence"), lambda page: getattr(page, "evidence_label", "")),
            Column(_("Licence"), lambda page: getattr(page, "licence_label", "")),
            Column(_("Owner"), lambda page: str(getattr(page, "owned_by", None) or "")),
            *_fields(MethodPage, "title_en", "completeness"),
        ]
    return columns + _fields(
        *(models[0], "source_title", "source_year", "source_url"),
        *("review_date", "first_published_at", "last_published_at"),
    )


def _fields(model: type[Model], *names: str) -> list[Column]:
    return [_field_column(model, name) for name in names]


def _field_column(model: type[Model], name: str) -> Column:
    field: Any = model._meta.get_field(name)
    return Column(capfirst(str(field.verbose_name)), lambda page: getattr(page, name, None))


def _vocabularies(models: tuple[type[Model], ...]) -> list[Vocabulary]:
    kinds = {model.document_type for model in models}  # type: ignore[attr-defined]
    chosen = Vocabulary.objects.filter(source=Vocabulary.Source.CHOSEN)
    return [each for each in chosen if kinds & set(each.applies_to)]


def _vocabulary_column(vocabulary: Vocabulary) -> Column:
    key = vocabulary.key
    return Column(vocabulary.label, lambda page: ", ".join(term.label for term in page.group(key)))


def _state(page: Any) -> str:
    if not page.live:
        return _("draft")
    return (
        _("published, with a draft beside it") if page.has_unpublished_changes else _("published")
    )
