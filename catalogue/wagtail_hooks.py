"""What the catalogue adds to the Wagtail admin."""

from __future__ import annotations

from wagtail import hooks

from catalogue.viewsets import CaseViewSet, MethodViewSet
from slimmernetwerk.viewsets import PageListViewSet


@hooks.register("register_admin_viewset")
def register_page_lists() -> list[PageListViewSet]:
    return [MethodViewSet(), CaseViewSet()]
