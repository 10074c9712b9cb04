"""Lists of all pages of one type in the Wagtail admin, with the columns and filters that matter.

An app makes a subclass of `PageListViewSet` for each of its page types, and registers it with
Wagtail's hook `register_admin_viewset`.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from slimmernetwerk.columns import AnnotatedColumn
from slimmernetwerk.filters import PageListFilterSet
from slimmernetwerk.models import BasePage
from slimmernetwerk.models.querysets import BasePageQuerySet


class PageListView(IndexView):
    """List pages; words and filters narrow it together, and sorting is the same every time."""

    search_fields: tuple[str, ...] = ()

    def annotate_queryset(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        pages = super().annotate_queryset(pages)
        for column in self.columns:
            if isinstance(column, AnnotatedColumn):
                pages = column.annotate(pages)
        return pages

    def search_queryset(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        """Keep pages with every word in some field.

        Wagtail's search would refuse to go with filters by anything but fields of its index.
        """
        for word in self.search_query.split():
            pages = pages.filter(
                reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.search_fields))
            )
        return pages

    def get_ordering(self) -> str:
        asked: str = self.request.GET.get("ordering", "")
        return asked if asked in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, pages: BasePageQuerySet) -> BasePageQuerySet:
        field = F(self.ordering.removeprefix("-"))
        is_down = self.ordering.startswith("-")
        by = field.desc(nulls_last=True) if is_down else field.asc(nulls_last=True)
        return pages.order_by(by, "-pk")


def may_list(user: Any) -> bool:
    """Tell whether the user may open lists of pages."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_any_permission(user, IndexView.any_permission_required))


def may_add(user: Any, model: type[BasePage]) -> bool:
    """Tell whether there is a page below which the user may add one of a type."""
    parents = Page.objects.exact_type(*model.allowed_parent_page_models())
    return any(parent.permissions_for_user(user).can_add_subpage() for parent in parents)


class PageListMenuItem(MenuItem):
    """Shown to who may open the list."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_list(request.user)


class PageListViewSet(PageListingViewSet):
    """A list of the pages of a type: title, columns of its own, last change and status.

    `list_columns` come between title and last change, `filterset_class` is a subclass of
    `PageListFilterSet`, and `search_fields` are looked in besides the title.
    """

    index_view_class = PageListView
    filterset_class: type[PageListFilterSet] = PageListFilterSet
    menu_item_class = PageListMenuItem
    add_to_admin_menu = True
    list_columns: ClassVar[tuple[BaseColumn, ...]] = ()
    search_fields: ClassVar[tuple[str, ...]] = ()
    default_ordering = "-latest_revision_created_at"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
            *self.list_columns,
            DateColumn(
                "latest_revision_created_at",
                label=_("Updated"),
                sort_key="latest_revision_created_at",
            ),
            PageStatusColumn("status", label=_("Status"), sort_key="live"),
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        fields = ("title", "draft_title", *self.search_fields)
        options = {"search_fields": fields, "default_ordering": self.default_ordering, **kwargs}
        view_kwargs: dict[str, Any] = super().get_index_view_kwargs(**options)
        return view_kwargs
