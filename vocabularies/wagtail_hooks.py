"""Vocabularies and terms in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from vocabularies.models import Term, Vocabulary, is_used


class VocabularyPermissions(PermissionHelper):
    """A vocabulary with terms, or one that a plugin ships, is not deleted."""

    def user_can_delete_obj(self, user: Any, obj: Vocabulary) -> bool:
        allowed = super().user_can_delete_obj(user, obj)
        return bool(allowed and not obj.plugin and not obj.terms.exists())


class TermPermissions(PermissionHelper):
    """A used term is retired or replaced, never deleted."""

    def user_can_delete_obj(self, user: Any, obj: Term) -> bool:
        return bool(super().user_can_delete_obj(user, obj) and not is_used(obj))


class VocabularyAdmin(ModelAdmin):
    model = Vocabulary
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
    menu_icon = "tag"
    list_display = ("label_nl", "vocabulary", "slug", "order", "is_active")
    list_filter = (VocabularyFilter, "is_active")
    list_select_related = ("vocabulary",)
    search_fields = ("label_nl", "label_en", "slug", "synonyms")
    permission_helper_class = TermPermissions


class VocabularyGroup(ModelAdminGroup):
    menu_label = _("Vocabularies")
    menu_icon = "list-ul"
    menu_order = 300
    items = (VocabularyAdmin, TermAdmin)


modeladmin_register(VocabularyGroup)
