"""Queries on pages: the one definition of public, and which page types there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet, PageViewRestriction

if TYPE_CHECKING:
    from slimmernetwerk.models.pages import BasePage


class BasePageQuerySet(PageQuerySet):
    """Queries on pages of the site."""

    def released(self) -> BasePageQuerySet:
        """Return pages that are live, past their embargo, not gone, and of an installed type."""
        now = timezone.now()
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=now),
            live=True,
            is_gone=False,
            content_type__in=installed_content_types(),
        )

    def published(self) -> BasePageQuerySet:
        """Return what the public may see: the only source for lists, search, feeds and files."""
        # One query; Wagtail's `public()` asks for the restrictions in a query of its own, and
        # lists the aliases of private pages, which Wagtail does not serve to everybody.
        restrictions = PageViewRestriction.objects.filter(
            _is_or_is_above("page__path") | _is_or_is_above("page__aliases__path")
        )
        return self.released().filter(~Exists(restrictions))


def _is_or_is_above(path: str) -> Q:
    """Say that a path is that of the page of the outer query, or of a page above it."""
    return Q(**{path: Left(OuterRef("path"), Length(path))})


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


def installed_content_types() -> list[int]:
    """Return the ids of the page types whose plugin is on (cached by Django's manager)."""
    models = [model for model in page_types() if not model._meta.abstract]
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    return [content_type.pk for content_type in types.values()]


def page_types() -> list[type[BasePage]]:
    """Return every page type of the site, at any depth below BasePage."""
    from slimmernetwerk.models.pages import BasePage

    found: list[type[BasePage]] = []
    waiting: list[type[BasePage]] = [BasePage]
    while waiting:
        for model in waiting.pop().__subclasses__():
            found.append(model)
            waiting.append(model)
    return found
