"""Read what objects refer to in one query, unless that was done before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model, prefetch_related_objects


def prefetch_missing(objects: Sequence[Model], *names: str) -> None:
    """Prefetch foreign keys of objects; a look at each is far cheaper than Django's own check."""
    missing = [name for name in names if any(_is_missing(item, name) for item in objects)]
    if missing:
        prefetch_related_objects(list(objects), *missing)


def _is_missing(item: Model, name: str) -> bool:
    if name in item._state.fields_cache:
        return False
    return getattr(item, f"{name}_id") is not None
