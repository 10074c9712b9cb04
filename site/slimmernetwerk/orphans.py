"""Pages whose plugin is off: kept as they are, and nobody can change, copy, move or delete them.

Wagtail itself would show some of its views without the fields, fail in others, and lose data or
stop at the database when such a page is deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

PAGE_VIEWS = "wagtailadmin_pages"


def find_orphan(page: Page, *, below: bool = False) -> Page | None:
    """Return a page whose type belongs to a plugin that is off: this one, or one `below` it."""
    if page.specific_class is None:
        return page
    if not below:
        return None
    tree = page.get_descendants()
    types = ContentType.objects.filter(pk__in=tree.order_by().values("content_type"))
    missing = [content_type.pk for content_type in types if content_type.model_class() is None]
    return tree.filter(content_type__in=missing).first() if missing else None


def refuse_orphan(request: HttpRequest, page: Page, *, below: bool = False) -> HttpResponse | None:
    """Send the editor back with the reason when a page belongs to a plugin that is off."""
    orphan = find_orphan(page, below=below)
    if orphan is None:
        return None
    messages.error(
        request,
        _(
            "“%(title)s” belongs to the plugin “%(plugin)s”, which is off. Switch the plugin on "
            "to change, copy, move or delete it; until then it is kept as it is."
        )
        % {
            "title": orphan.get_admin_display_title(),
            "plugin": orphan.cached_content_type.app_label,
        },
    )
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk) if parent else redirect("wagtailadmin_home")


class OrphanPageMiddleware:
    """Refuse every admin view of one page when its plugin is off.

    Wagtail's hooks come too late: the edit view, for one, fails before it calls them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or PAGE_VIEWS not in match.namespaces:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None  # Wagtail sends them to the login form
        numbers = [kwargs[name] for name in ("page_id", "page_to_move_id") if name in kwargs]
        page = Page.objects.filter(pk__in=numbers or args[:1]).first()
        return refuse_orphan(request, page) if page else None
