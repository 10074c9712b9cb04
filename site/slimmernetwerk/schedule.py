"""When the public sees the version of a page that is waiting: by its schedule, or its embargo."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, CharField, OuterRef, Subquery, TextField, When
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from slimmernetwerk.models.querysets import BasePageQuerySet


class Expected(NamedTuple):
    """A moment that lies ahead; a draft's holds only once somebody publishes it."""

    moment: datetime
    is_embargo: bool
    is_draft: bool = False


def with_schedule(pages: BasePageQuerySet) -> BasePageQuerySet:
    """Add `scheduled_for`, the moment of an approved schedule, and the embargoes of drafts."""
    own = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField()))
    waiting = own.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
    embargoes = waiting.annotate(embargo=KT("content__embargo_until")).values("embargo")
    drafted = KeyTextTransform("embargo_until", "latest_revision__content")
    return pages.annotate(
        scheduled_for=Subquery(waiting.values("approved_go_live_at")[:1]),
        scheduled_embargo=Subquery(embargoes[:1]),
        draft_embargo=Case(
            When(has_unpublished_changes=True, then=drafted), output_field=TextField()
        ),
    )


def expected(page: Any, now: datetime) -> Expected | None:
    """Return what comes next for a page that `with_schedule` has read."""
    if page.scheduled_for is not None:
        embargo = parse_datetime(page.scheduled_embargo or "")
        if embargo is not None and embargo > page.scheduled_for:
            return Expected(embargo, is_embargo=True)
        return Expected(page.scheduled_for, is_embargo=False)
    if page.live and page.embargo_until and page.embargo_until > now:
        return Expected(page.embargo_until, is_embargo=True)
    embargo = parse_datetime(page.draft_embargo or "")
    if embargo is not None and embargo > now:
        return Expected(embargo, is_embargo=True, is_draft=True)
    return None
