"""Vocabularies and terms in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from vocabularies.admin_views import TermDeleteView, TermMergeView
from vocabularies.models import Term, Vocabulary


class VocabularyPermissions(PermissionHelper):
    """A vocabulary with terms, or one that a plugin ships, is not deleted."""

    def user_can_delete_obj(self, user: Any, obj: Vocabulary) -> bool:
        allowed = super().user_can_delete_obj(user, obj)
        return bool(allowed and not obj.plugin and not obj.terms.exists())


class TermButtons(ButtonHelper):
    """Merging beside editing and deleting.

    Whether a term is used is asked by the pages behind the buttons: here it would cost every
    row of the list its own look through all drafts.
    """

    def get_buttons_for_obj(self, obj: Term, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        buttons: list[dict[str, Any]] = super().get_buttons_for_obj(obj, *args, **kwargs)
        small = kwargs.get("classnames_add") or []
        if obj.replaced_by_id is None and self.permission_helper.user_can_edit_obj(
            self.request.user, obj
        ):
            buttons.append(self.merge_button(obj, small))
        return buttons

    def merge_button(self, term: Term, classnames: list[str]) -> dict[str, Any]:
        return {
            "url": self.url_helper.get_action_url("merge", term.pk),
            "label": _("Merge"),
            "classname": self.finalise_classname(["button-secondary", *classnames]),
            "title": _("Merge this term with another one"),
        }


class VocabularyAdmin(ModelAdmin):
    model = Vocabulary
    menu_label = capfirst(Vocabulary._meta.verbose_name_plural)  # lazy: each editor's language
    menu_icon = "list-ul"
    list_display = ("label_nl", "key", "source", "is_facet", "order")
    list_filter = ("source", "is_facet")
    search_fields = ("label_nl", "label_en", "key")
    ordering = ("order",)
    permission_helper_class = VocabularyPermissions


class VocabularyFilter(SimpleListFilter):
    """Terms of one vocabulary; Django's own filter by a relation needs its admin installed."""

    title = _("vocabulary")
    parameter_name = "vocabulary"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(vocabulary.key, vocabulary.label) for vocabulary in Vocabulary.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Term]) -> QuerySet[Term]:
        return queryset.filter(vocabulary__key=self.value()) if self.value() else queryset


class TermAdmin(ModelAdmin):
    model = Term
    menu_label = capfirst(Term._meta.verbose_name_plural)  # lazy: each editor's language
    menu_icon = "tag"
    list_display = ("label_nl", "vocabulary", "slug", "order", "is_active")
    list_filter = (VocabularyFilter, "is_active")
    list_select_related = ("vocabulary",)
    search_fields = ("label_nl", "label_en", "slug", "synonyms")
    button_helper_class = TermButtons
    delete_view_class = TermDeleteView

    def merge_view(self, request: HttpRequest, instance_pk: str) -> HttpResponseBase:
        return TermMergeView.as_view(model_admin=self, instance_pk=instance_pk)(request)

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        pattern = self.url_helper.get_action_url_pattern("merge")
        name = self.url_helper.get_action_url_name("merge")
        urls = super().get_admin_urls_for_registration()
        return (*urls, re_path(pattern, self.merge_view, name=name))


class VocabularyGroup(ModelAdminGroup):
    menu_label = _("Vocabularies")
    menu_icon = "list-ul"
    menu_order = 300
    items = (VocabularyAdmin, TermAdmin)


modeladmin_register(VocabularyGroup)
