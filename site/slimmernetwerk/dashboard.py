"""Panels on the first page of the Wagtail admin: what waits for the one who signs in.

A panel is hidden when it is empty, shows a few rows, and names only pages that the user may edit.
Plugins add their own with Wagtail's hook `construct_homepage_panels`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from slimmernetwerk import plugins
from slimmernetwerk.models import BasePage
from slimmernetwerk.models.pages import BasePageQuerySet, installed_content_types

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ROWS = 5
ROWS_OF_A_LIST = 200


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One line of a panel."""

    label: str
    url: str
    note: str
    kind: str = ""


class DashboardPanel(Component):
    """A short list for one user; nothing at all when there is nothing to tell."""

    name: str
    heading: _StrOrPromise
    icon: str = "list-ul"
    order: int = 200
    template_name = "slimmernetwerk/admin/dashboard_panel.html"

    @abstractmethod
    def get_rows(self, user: Any, limit: int) -> Sequence[PanelRow]:
        """Return the most urgent rows first, `limit` at most."""

    def get_safe_rows(self, user: Any, limit: int) -> Sequence[PanelRow]:
        """Return the rows, or none from a plugin that raises: the admin must open all the same."""
        rows: Sequence[PanelRow] = []
        return plugins.guarded_by_owner(
            type(self), partial(self.get_rows, user, limit), default=rows
        )

    def get_rest_url(self) -> str:
        """Return where all rows are."""
        return reverse("dashboard_panel", args=[self.name])

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {})["request"]
        rows = self.get_safe_rows(request.user, ROWS + 1)
        return {"panel": self, "rows": rows[:ROWS], "has_more": len(rows) > ROWS}

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        context = self.get_context_data(parent_context)
        if not context["rows"]:
            return SafeString("")
        # Wagtail's own would ask for the rows a second time.
        return render_to_string(self.template_name, context)


def dashboard_panels(request: HttpRequest) -> list[DashboardPanel]:
    """Return the panels of this kind that the site and the plugins add."""
    panels: list[Any] = []
    for add in hooks.get_hooks("construct_homepage_panels"):
        add(request, panels)
    return [panel for panel in panels if isinstance(panel, DashboardPanel)]


def editable_pages(user: Any) -> BasePageQuerySet:
    """Return the pages of installed types that the user may edit."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    pages = BasePage.objects.filter(content_type__in=installed_content_types(), is_gone=False)
    if not user.is_superuser:
        pages = pages.filter(pk__in=allowed.values("pk"))
    return pages.select_related("locale")


def page_row(page: BasePage, note: str) -> PanelRow:
    """Return the line of a page, with its kind and language."""
    kind = f"{page.page_type_display_name} ({page.locale.language_code})"
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return PanelRow(page.get_admin_display_title(), url, note, kind)


def moment_text(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def with_schedule(pages: BasePageQuerySet) -> BasePageQuerySet:
    """Add `scheduled_for`, the moment of an approved schedule, and the embargo of that version."""
    own = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField()))
    waiting = own.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
    embargoes = waiting.annotate(embargo=KT("content__embargo_until")).values("embargo")
    return pages.annotate(
        scheduled_for=Subquery(waiting.values("approved_go_live_at")[:1]),
        scheduled_embargo=Subquery(embargoes[:1]),
    )


class MyDraftsPanel(DashboardPanel):
    """Pages with changes of mine that visitors do not see yet; the latest first."""

    name = "my-drafts"
    heading = gettext_lazy("My drafts")
    icon = "edit"
    order = 205

    def get_rows(self, user: Any, limit: int) -> list[PanelRow]:
        mine = Q(owner=user) | Q(latest_revision__user=user)
        drafts = editable_pages(user).filter(mine, has_unpublished_changes=True)
        # What has an approved schedule is no longer a draft: the panel of planned pages has it.
        drafts = with_schedule(drafts).filter(scheduled_for=None)
        latest = drafts.order_by(F("latest_revision_created_at").desc(nulls_last=True), "pk")
        return [page_row(page, self._note(page)) for page in latest[:limit]]

    def _note(self, page: BasePage) -> str:
        saved = page.latest_revision_created_at
        return _("saved on %(moment)s") % {"moment": moment_text(saved)} if saved else ""


class PlannedPanel(DashboardPanel):
    """Pages that become public at a moment that is known; the first to come first."""

    name = "planned"
    heading = gettext_lazy("Planned and under embargo")
    icon = "calendar-alt"
    order = 206

    def get_rows(self, user: Any, limit: int) -> list[PanelRow]:
        now = timezone.now()
        waiting = Q(scheduled_for__isnull=False) | Q(live=True, embargo_until__gt=now)
        pages = with_schedule(editable_pages(user)).filter(waiting)
        # Sorted here, for the embargo of a version that waits is text; these are never many.
        moments = sorted(((_public_at(page, now), page) for page in pages), key=_by_moment)
        return [page_row(page, _planned_note(page, at)) for at, page in islice(moments, limit)]


def _by_moment(pair: tuple[datetime, BasePage]) -> tuple[datetime, int]:
    return pair[0], pair[1].pk


def _public_at(page: Any, now: datetime) -> datetime:
    """Return when the public sees the waiting version: its schedule or its embargo, the later."""
    if page.scheduled_for is None:
        return page.embargo_until or now
    embargo = parse_datetime(page.scheduled_embargo or "")
    return max(page.scheduled_for, embargo) if embargo else page.scheduled_for


def _planned_note(page: Any, at: datetime) -> str:
    if page.scheduled_for == at:
        return _("goes live on %(moment)s") % {"moment": moment_text(at)}
    return _("under embargo until %(moment)s") % {"moment": moment_text(at)}


class PluginTroublePanel(DashboardPanel):
    """Plugins that failed in the past day; for superusers, as the page that it leads to."""

    name = "plugin-trouble"
    heading = gettext_lazy("Plugins in trouble")
    icon = "warning"
    order = 100

    def get_rows(self, user: Any, limit: int) -> list[PanelRow]:
        if not user.is_superuser:
            return []
        trouble, url = plugins.trouble(), self.get_rest_url()
        failing = [plugin for plugin in plugins.enabled() if plugin.name in trouble]
        return [
            PanelRow(str(plugin.verbose_name), url, trouble[plugin.name]["message"], plugin.name)
            for plugin in failing[:limit]
        ]

    def get_rest_url(self) -> str:
        return reverse("plugin_list")
