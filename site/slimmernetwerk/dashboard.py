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
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from slimmernetwerk import plugins
from slimmernetwerk.filters import due_for_review
from slimmernetwerk.models import BasePage
from slimmernetwerk.models.querysets import BasePageQuerySet, installed_content_types
from slimmernetwerk.schedule import Expected, expected, with_schedule

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
    _first_rows: Sequence[PanelRow] | None = None

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

    def first_rows(self, user: Any) -> Sequence[PanelRow]:
        """Return what the first page shows and one more, asked once: a panel is of one request."""
        if self._first_rows is None:
            self._first_rows = self.get_safe_rows(user, ROWS + 1)
        return self._first_rows

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        rows = self.first_rows((parent_context or {})["request"].user)
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
        found = [(coming, page) for page in pages if (coming := expected(page, now))]
        found.sort(key=lambda pair: (pair[0].moment, pair[1].pk))
        return [page_row(page, _planned_note(coming)) for coming, page in found[:limit]]


def _planned_note(coming: Expected) -> str:
    note = (
        _("under embargo until %(moment)s") if coming.is_embargo else _("goes live on %(moment)s")
    )
    return note % {"moment": moment_text(coming.moment)}


class ReviewPanel(DashboardPanel):
    """Live pages whose review date has passed; what waits longest first."""

    name = "to-review"
    heading = gettext_lazy("Pages to check again")
    icon = "history"
    order = 207

    def get_rows(self, user: Any, limit: int) -> list[PanelRow]:
        due = due_for_review(editable_pages(user)).order_by("review_date", "pk")
        text = _("to be checked on %(date)s")
        return [
            page_row(page, text % {"date": date_format(page.review_date, "DATE_FORMAT")})
            for page in due[:limit]
        ]


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
