"""Filters of the lists of pages in the Wagtail admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Page, Revision, WorkflowState

from slimmernetwerk.models.querysets import BasePageQuerySet

# Revisions write moments as text in UTC, and "null" for none, which sorts behind all of them.
AFTER_ALL_MOMENTS = "9999"


def due_for_review(pages: BasePageQuerySet) -> BasePageQuerySet:
    """Return live pages to look at again; the date itself is the day to do so."""
    return pages.filter(live=True, is_gone=False, review_date__lte=timezone.localdate())


def under_embargo(pages: BasePageQuerySet) -> BasePageQuerySet:
    """Return pages that are kept back by an embargo, live or in the draft that comes next."""
    now = timezone.now()
    # As plain text: beside a key of JSON a value would be read as JSON.
    text = Cast(KeyTextTransform("embargo_until", "latest_revision__content"), TextField())
    return pages.annotate(draft_embargo=text).filter(
        Q(live=True, embargo_until__gt=now)
        | Q(
            has_unpublished_changes=True,
            draft_embargo__gt=now.strftime("%Y-%m-%dT%H:%M:%S"),
            draft_embargo__lt=AFTER_ALL_MOMENTS,
        )
    )


def planned(pages: BasePageQuerySet) -> BasePageQuerySet:
    own = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField()))
    return pages.filter(Exists(own.filter(approved_go_live_at__isnull=False)))


def in_review(pages: BasePageQuerySet) -> BasePageQuerySet:
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return pages.filter(Exists(states))


STATUSES: dict[str, tuple[Any, Callable[[BasePageQuerySet], BasePageQuerySet]]] = {
    "public": (_("Public"), lambda pages: pages.released()),
    "draft": (_("Not published"), lambda pages: pages.filter(live=False)),
    "changed": (
        _("Published, with later changes"),
        lambda pages: pages.filter(live=True, has_unpublished_changes=True),
    ),
    "review": (_("Waits for review"), in_review),
    "planned": (_("Planned"), planned),
    "embargo": (_("Under embargo"), under_embargo),
    "withdrawn": (
        _("Withdrawn"),
        lambda pages: pages.filter(Q(is_gone=True) | Q(withdrawn_at__isnull=False)),
    ),
}


def yes_no(label: Any, method: str) -> BooleanFilter:
    """Return a filter with the choices all, yes and no; `method` names a method of the set."""
    return BooleanFilter(label=label, method=method, widget=BooleanRadioSelect)


class PageListFilterSet(PageFilterSet):
    """What every list of pages is filtered by; a list adds its own."""

    status = ChoiceFilter(
        label=_("Status"),
        method="filter_status",
        choices=[(name, label) for name, (label, _narrow) in STATUSES.items()],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    to_review = yes_no(_("Past its review date"), "filter_to_review")
    # One site, and pages without pages below them.
    site = None
    has_child_pages = None

    class Meta(PageFilterSet.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PageFilterSet.base_filters:
            if name in self.filters:  # what every list has comes last
                self.filters[name] = self.filters.pop(name)

    def filter_status(self, pages: BasePageQuerySet, name: str, value: str) -> BasePageQuerySet:
        return STATUSES[value][1](pages)

    def filter_to_review(self, pages: BasePageQuerySet, name: str, value: bool) -> BasePageQuerySet:
        return keep(pages, due_for_review(pages.model.objects.all()), value)


def keep(pages: BasePageQuerySet, those: BasePageQuerySet, is_kept: bool) -> BasePageQuerySet:
    """Keep those pages, or all others."""
    condition = Q(pk__in=those.values("pk"))
    return pages.filter(condition if is_kept else ~condition)
