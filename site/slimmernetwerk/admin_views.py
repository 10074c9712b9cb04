"""Pages of the site itself in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from slimmernetwerk.dashboard import ROWS_OF_A_LIST, DashboardPanel, dashboard_panels
from slimmernetwerk.plugin_report import reports


class PluginListView(UserPassesTestMixin, WagtailAdminTemplateMixin, TemplateView):
    """List the plugins with version, health and what they add; for superusers."""

    template_name = "slimmernetwerk/admin/plugins.html"
    page_title = _("Plugins")
    header_icon = "cogs"
    raise_exception = True
    _show_breadcrumbs = True

    def test_func(self) -> bool:
        return bool(self.request.user.is_superuser)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("plugin_list"), "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plugins=list(reports()), **kwargs)


class DashboardListView(WagtailAdminTemplateMixin, TemplateView):
    """Show all rows of a panel of the dashboard, for the user who asks."""

    template_name = "slimmernetwerk/admin/dashboard_list.html"
    _show_breadcrumbs = True

    @cached_property
    def panel(self) -> DashboardPanel:
        for panel in dashboard_panels(self.request):
            if panel.name == self.kwargs["name"]:
                return panel
        raise Http404

    @property
    def header_icon(self) -> str:
        return self.panel.icon

    def get_page_title(self) -> str:
        return str(self.panel.heading)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.panel.get_safe_rows(self.request.user, ROWS_OF_A_LIST)
        return super().get_context_data(panel=self.panel, rows=rows, **kwargs)
