"""Search in the Wagtail admin: what is not found, synonyms, promotions, and the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import display
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.search_promotions.wagtail_hooks import SearchPicksMenuItem
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from search.admin_filters import LanguageFilter, PlaceFilter, StateFilter
from search.admin_views import (
    GapListView,
    GapNoteView,
    GapPromotionView,
    JournalView,
    PromotionListView,
    SynonymCreateView,
    index_work,
)
from search.dashboard import CHANGE, SearchGapsPanel, may_see_gaps
from search.gap_labels import place_label
from search.models import JournalEntry, SearchGap, SynonymSet


class GapPermissions(PermissionHelper):
    """The site counts; nobody adds or deletes a row by hand, not even a superuser."""

    def user_can_list(self, user: Any) -> bool:
        return may_see_gaps(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: SearchGap) -> bool:
        return False


class GapButtons(ButtonHelper):
    """What can be done about a question: other words, a page on top, or a note."""

    def get_buttons_for_obj(
        self,
        obj: SearchGap,
        exclude: Iterable[str] = (),
        classnames_add: Iterable[str] = (),
        classnames_exclude: Iterable[str] = (),
    ) -> list[dict[str, Any]]:
        classname = self.finalise_classname(["button-secondary", *classnames_add])
        return [
            {"url": url, "label": label, "title": title, "classname": classname}
            for permission, url, label, title in self._ways_out(obj)
            if permission not in exclude and self.request.user.has_perm(permission)
        ]

    def _ways_out(self, gap: SearchGap) -> Iterable[tuple[str, str, Any, Any]]:
        """Yield permission, address, label and explanation."""
        if gap.text:
            url = f"{reverse('search_synonymset_modeladmin_create')}?gap={gap.pk}"
            title = _("Let these words find what other words find")
            yield "search.add_synonymset", url, _("Make a synonym"), title
            url = reverse("search_gap_promotion", args=[gap.pk])
            title = _("Show a page above the results for these words")
            yield "wagtailsearchpromotions.add_searchpromotion", url, _("Promote a page"), title
        url = self.url_helper.get_action_url("edit", gap.pk)
        title = _("Keep it as a wanted method, with a note")
        yield CHANGE, url, _("Want a method"), title


class GapAdmin(ModelAdmin):
    model = SearchGap
    menu_label = _("Not found")
    menu_icon = "search"
    list_display = ("question", "times", "kind", "place", "last_seen", "status")
    list_filter = ("status", "kind", LanguageFilter, PlaceFilter)
    list_per_page = 50
    search_fields = ("text", "note")
    history_view_enabled = False
    index_view_class = GapListView
    edit_view_class = GapNoteView
    permission_helper_class = GapPermissions
    button_helper_class = GapButtons
    panels = (FieldPanel("status"), FieldPanel("note"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchGap]:
        return SearchGap.objects.shown()

    @staticmethod
    @display(description=_("question"), ordering="text")
    def question(gap: SearchGap) -> str:
        return gap.in_words

    @staticmethod
    @display(description=_("place"), ordering="type")
    def place(gap: SearchGap) -> str:
        return f"{place_label(gap.type)} ({gap.language})"


class SynonymSetAdmin(ModelAdmin):
    model = SynonymSet
    menu_label = capfirst(SynonymSet._meta.verbose_name_plural)  # lazy: each editor's language
    menu_icon = "tag"
    list_display = ("__str__", "language", "is_active")
    list_filter = (LanguageFilter, "is_active")
    search_fields = ("words",)
    create_view_class = SynonymCreateView


class JournalPermissions(PermissionHelper):
    """The journal is the site's own: superusers look at it, nobody writes in it."""

    def user_can_list(self, user: Any) -> bool:
        return bool(user.is_superuser)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: JournalEntry) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: JournalEntry) -> bool:
        return False


class JournalAdmin(ModelAdmin):
    model = JournalEntry
    menu_label = _("State of search")
    menu_icon = "history"
    list_display = ("position", "kind", "key", "created_at", "due_at", "fault")
    list_filter = ("kind", StateFilter)
    list_per_page = 50
    search_fields = ("key", "fault")
    ordering = ("-id",)
    history_view_enabled = False
    index_view_class = JournalView
    permission_helper_class = JournalPermissions

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        return Permission.objects.none()


class SearchGroup(ModelAdminGroup):
    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 310
    items = (GapAdmin, SynonymSetAdmin, JournalAdmin)

    def get_submenu_items(self) -> list[MenuItem]:
        gaps, synonyms, journal = super().get_submenu_items()
        url = reverse("wagtailsearchpromotions:index")
        promotions = SearchPicksMenuItem(_("Promoted results"), url, icon_name="pick", order=2)
        journal.order = 4
        return [gaps, synonyms, promotions, journal]


modeladmin_register(SearchGroup)


# Before Wagtail's own, which has the same addresses.
@hooks.register("register_admin_urls", order=-1)
def register_search_urls() -> list[URLPattern]:
    lists = {"": False, "results/": True}
    return [
        path(
            "search-gaps/<int:pk>/promote/", GapPromotionView.as_view(), name="search_gap_promotion"
        ),
        path("search-work/", index_work, name="search_index_work"),
        *(
            path(f"searchpicks/{end}", PromotionListView.as_view(results_only=results_only))
            for end, results_only in lists.items()
        ),
    ]


@hooks.register("construct_settings_menu")
def move_promotions(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what stands in the group of search."""
    menu_items[:] = [item for item in menu_items if item.name != "promoted-search-results"]


@hooks.register("construct_reports_menu")
def remove_search_terms(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out Wagtail's list of what visitors search for: it stays empty here."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


@hooks.register("construct_homepage_panels")
def add_gaps_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(SearchGapsPanel())
