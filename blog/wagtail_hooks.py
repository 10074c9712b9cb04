"""News and press in the Wagtail admin: their lists, contacts, and the import of releases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from blog.admin_views import PressImportView, PressReviewView, may_import
from blog.models import Boilerplate, PressContact, PressReleaseIndexPage
from blog.viewsets import NewsViewSet, PressReleaseViewSet
from slimmernetwerk.viewsets import PageListViewSet


class PressContactAdmin(ModelAdmin):
    model = PressContact
    menu_label = capfirst(PressContact._meta.verbose_name_plural)  # lazy: each editor's language
    menu_icon = "user"
    list_display = ("name", "role", "phone", "email", "only_for_press")
    list_filter = ("only_for_press",)
    search_fields = ("name", "role", "email", "organisation_text")


class BoilerplateAdmin(ModelAdmin):
    model = Boilerplate
    menu_label = capfirst(Boilerplate._meta.verbose_name_plural)  # lazy: each editor's language
    menu_icon = "doc-full"
    list_display = ("heading", "organisation", "language", "valid_from")
    search_fields = ("heading", "text")


class PressGroup(ModelAdminGroup):
    menu_label = _("Press")
    menu_icon = "mail"
    menu_order = 150
    items = (PressContactAdmin, BoilerplateAdmin)


modeladmin_register(PressGroup)


@hooks.register("register_admin_viewset")
def register_page_lists() -> list[PageListViewSet]:
    return [NewsViewSet(), PressReleaseViewSet()]


@hooks.register("register_admin_urls")
def register_import_urls() -> list[URLPattern]:
    return [
        path("press-releases/import/", PressImportView.as_view(), name="press_import"),
        path("press-releases/import/review/", PressReviewView.as_view(), name="press_review"),
    ]


class PressImportMenuItem(MenuItem):
    """Shown to who may add a press release."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    url = reverse("press_import")
    return PressImportMenuItem(_("Import press release"), url, icon_name="upload", order=145)


@hooks.register("register_page_header_buttons")
def add_import_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Offer the import at the list of press releases itself."""
    if isinstance(page.specific, PressReleaseIndexPage) and may_import(user):
        url = reverse("press_import")
        yield Button(_("Import press release"), url, icon_name="upload", priority=60)
