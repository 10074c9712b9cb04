"""What would be touched when a plugin were switched off or removed; works while it is off.

Nothing here imports the plugin: pages, blocks and tables are found by its label. Apps add what
they know of a plugin with `register`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, TextField
from django.db.models.functions import Cast
from wagtail.models import Page, Revision

from slimmernetwerk.fields import StoryField
from slimmernetwerk.models.querysets import page_types

Reporter = Callable[[str], "Iterable[Use]"]

_reporters: list[Reporter] = []


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a plugin has in this site: of a kind, so many, and where."""

    kind: str  # "pages", "blocks", "vocabulary", "table"
    name: str
    count: int
    places: tuple[str, ...] = ()


def register(reporter: Reporter) -> None:
    """Add a function that yields the uses of a plugin, given its label."""
    if reporter not in _reporters:
        _reporters.append(reporter)


def usage(label: str) -> Iterator[Use]:
    """Yield everything that a plugin has in this site."""
    yield from _pages(label)
    yield from _blocks(label)
    for reporter in _reporters:
        yield from reporter(label)
    yield from _tables(label)


def _pages(label: str) -> Iterator[Use]:
    own = Page.objects.filter(content_type__app_label=label)
    counted = own.order_by().values_list("content_type__model").annotate(number=Count("pk"))
    for model, number in counted.order_by("content_type__model"):
        titles = own.filter(content_type__model=model).order_by("path")
        places = tuple(titles.values_list("title", flat=True)[:20])
        yield Use("pages", f"{label}.{model}", number, places)


def _blocks(label: str) -> Iterator[Use]:
    """Yield the story blocks of the plugin with the pages that hold them, drafts included."""
    places: dict[str, set[str]] = defaultdict(set)
    for title, stream in [*_live_stories(label), *_draft_stories(label)]:
        for block in stream:
            name = str(block.get("type", ""))
            if name.startswith(f"{label}_"):
                places[name].add(title)
    for name, titles in sorted(places.items()):
        yield Use("blocks", name, len(titles), tuple(sorted(titles)))


def _live_stories(label: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for model in page_types():
        for field in (f for f in model._meta.local_fields if isinstance(f, StoryField)):
            # As text: the field itself would turn blocks of a plugin that is off into others.
            rows = model._default_manager.annotate(raw=Cast(field.name, TextField()))
            found = rows.filter(raw__contains=f'"{label}_').values_list("title", "raw")
            yield from ((title, json.loads(raw)) for title, raw in found.iterator())


def _draft_stories(label: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    latest = Page.objects.exclude(latest_revision=None).values("latest_revision")
    revisions = Revision.objects.filter(pk__in=latest).annotate(raw=Cast("content", TextField()))
    for revision in revisions.filter(raw__contains=f"{label}_").iterator(chunk_size=100):
        for value in revision.content.values():
            if isinstance(value, str) and value.startswith("[") and f'"{label}_' in value:
                yield revision.content.get("title", ""), json.loads(value)


def _tables(label: str) -> Iterator[Use]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in sorted(names):
            if name.startswith(f"{label}_"):
                # The name comes from the database itself.
                cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
                yield Use("table", name, cursor.fetchone()[0])
