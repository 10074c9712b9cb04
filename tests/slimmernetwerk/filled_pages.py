"""A page of any type with every field filled in, made from its model alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page, get_page_models

from slimmernetwerk.models import BasePage

MOMENT = datetime(2020, 2, 1, 12, tzinfo=UTC)
VALUES: dict[type[models.Field], Any] = {
    models.BooleanField: True,
    models.DateField: date(2020, 2, 1),
    models.DateTimeField: MOMENT,
    models.EmailField: "redactie@slimmernetwerk.example",
    models.IntegerField: 7,
    models.URLField: "https://slimmernetwerk.example/",
    models.TextField: "<p>Tekst</p>",
    models.CharField: "Tekst",
}
# What withdraws a page would keep it from being seen at all.
LEFT_ALONE = {"is_gone", "key", "completeness"}
NO_SAMPLE = {"image", "unavailable"}  # blocks that need a file, or a plugin that is off
_numbers = count(1)


def filled_page(model: type[Any], parent: Page) -> Any:
    """Return a live page of a type with something in each field and each list."""
    number = next(_numbers)
    page = model(locale=parent.locale, title=f"Blad {number}", slug=f"blad-{number}")
    fill(page, skip={field.name for field in Page._meta.get_fields()})
    parent.add_child(instance=page)
    for relation in model._meta.related_objects:
        if hasattr(relation.field, "check") and type(relation.field).__name__ == "ParentalKey":
            _add_row(page, relation)
    for field in model._meta.many_to_many:
        if type(field).__name__ == "ParentalManyToManyField":
            getattr(page, field.name).set(_some(field.related_model))
    page.save()
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def fill(instance: Any, skip: set[str]) -> None:
    for field in instance._meta.concrete_fields:
        left_out = field.name in skip | LEFT_ALONE or field.primary_key or field.auto_created
        if not left_out and not isinstance(field, models.OneToOneField | models.UUIDField):
            setattr(instance, field.name, value_for(field))


def value_for(field: Any) -> Any:
    if isinstance(field, StreamField):
        blocks = field.stream_block.child_blocks.items()
        return [
            (name, block.get_preview_value()) for name, block in blocks if name not in NO_SAMPLE
        ]
    if isinstance(field, models.ForeignKey):
        return _some(field.related_model, field.get_limit_choices_to())[0]
    if field.choices:
        return field.choices[-1][0]
    value = next(VALUES[kind] for kind in type(field).__mro__ if kind in VALUES)
    if isinstance(value, date):
        return value + timedelta(days=next(_numbers))  # an end comes after its beginning
    return value


def _some(model: type[Any], choices: Any = None) -> list[Any]:
    """Return two objects of a model, made where there are none."""
    found = list(model.objects.complex_filter(choices or {}).order_by("pk")[:2])
    if found:
        return found
    if issubclass(model, Page | AbstractImage):
        return [None]
    made = model()
    fill(made, skip=set())
    made.save()
    return [made]


def _add_row(page: Any, relation: Any) -> None:
    model = relation.related_model
    row = model()
    fill(row, skip={relation.field.name, "sort_order"})
    needed = [
        field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)
    ]
    needed = [field for field in needed if not field.null and field != relation.field]
    if any(getattr(row, field.attname) is None for field in needed):
        return  # nothing on this site to refer to
    getattr(page, relation.get_accessor_name()).add(row)


def content_types() -> list[type[Any]]:
    """Return the page types that editors can make."""
    return [
        model for model in get_page_models() if issubclass(model, BasePage) and model.is_creatable
    ]
