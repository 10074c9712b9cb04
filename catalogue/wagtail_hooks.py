"""What the catalogue adds to the Wagtail admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from catalogue.exchange.rights import may_import
from catalogue.exchange.views import ExportScreen, import_screen
from catalogue.models import CaseIndexPage, MethodIndexPage
from catalogue.viewsets import CaseViewSet, MethodViewSet
from slimmernetwerk.viewsets import PageListViewSet


@hooks.register("register_admin_viewset")
def register_page_lists() -> list[PageListViewSet]:
    return [MethodViewSet(), CaseViewSet()]


@hooks.register("register_admin_urls")
def register_exchange_urls() -> list[URLPattern]:
    return [
        path("methods/import/", import_screen, name="methods_import"),
        path("methods/export/", ExportScreen.as_view(), name="methods_export"),
    ]


class MethodsImportMenuItem(MenuItem):
    """Shown to who may import something."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def register_methods_import_menu_item() -> MenuItem:
    url = reverse("methods_import")
    return MethodsImportMenuItem(_("Import methods"), url, icon_name="upload", order=230)


@hooks.register("register_reports_menu_item")
def register_methods_export_menu_item() -> MenuItem:
    url = reverse("methods_export")
    return MenuItem(_("Export methods"), url, icon_name="download", order=1100)


@hooks.register("register_page_header_buttons")
def add_exchange_buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Offer both screens at the lists that the pages stand in."""
    if page.specific_class not in (MethodIndexPage, CaseIndexPage):
        return
    if may_import(user):
        url = reverse("methods_import")
        yield Button(_("Import methods"), url, icon_name="upload", priority=60)
    yield Button(_("Export methods"), reverse("methods_export"), icon_name="download", priority=61)
