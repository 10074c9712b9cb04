"""What the site adds to the Wagtail admin and to the serving of pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from slimmernetwerk.admin_views import DashboardListView, PluginListView
from slimmernetwerk.authorship import IMPORT_ACTION
from slimmernetwerk.dashboard import (
    MyDraftsPanel,
    PlannedPanel,
    PluginTroublePanel,
    ReviewPanel,
)
from slimmernetwerk.first_day import FirstDayPanel
from slimmernetwerk.models import BasePage, Organisation
from slimmernetwerk.translating import TranslatePageView


@hooks.register("before_serve_page", order=-100)
def refuse_unreleased(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Answer 404 for a page of a plugin that is off, or under embargo by any side door."""
    if not isinstance(page, BasePage):
        raise Http404
    page.refuse_unreleased(request)


@hooks.register("insert_global_admin_css")
def add_admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def add_admin_js() -> str:
    return format_html('<script type="module" src="{}"></script>', static("js/admin.js"))


@hooks.register("register_admin_urls", order=-1)
def register_admin_pages() -> list[URLPattern]:
    return [
        # Before Wagtail's own view at the same address, which asks less.
        path("translation/submit/page/<int:page_id>/", TranslatePageView.as_view()),
        path("plugins/", PluginListView.as_view(), name="plugin_list"),
        path("dashboard/<slug:name>/", DashboardListView.as_view(), name="dashboard_panel"),
    ]


@hooks.register("register_log_actions")
def register_import_action(actions: LogActionRegistry) -> None:
    actions.register_action(IMPORT_ACTION, _("Import"), _("Imported"))


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels += [PluginTroublePanel(), MyDraftsPanel(), PlannedPanel(), ReviewPanel()]
    panels.append(FirstDayPanel(panels))


class PluginMenuItem(MenuItem):
    """Shown to superusers: the page names faults of the site."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@hooks.register("register_settings_menu_item")
def register_plugin_menu_item() -> MenuItem:
    return PluginMenuItem(_("Plugins"), reverse("plugin_list"), icon_name="cogs", order=900)


class OrganisationAdmin(ModelAdmin):
    model = Organisation
    menu_label = capfirst(Organisation._meta.verbose_name_plural)  # lazy: each editor's language
    menu_icon = "group"
    menu_order = 350
    list_display = ("name", "abbreviation", "website")
    search_fields = ("name", "abbreviation")


modeladmin_register(OrganisationAdmin)
