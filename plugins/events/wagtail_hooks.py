"""What events add to the Wagtail admin."""

from __future__ import annotations

from wagtail import hooks

from events.viewsets import EventViewSet


@hooks.register("register_admin_viewset")
def register_page_list() -> EventViewSet:
    return EventViewSet()
