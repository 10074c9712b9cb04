"""Pages whose plugin is off: kept as they are, and nobody can change, copy, move or delete them.

Wagtail itself would show some of its views without the fields, fail in others, and lose data or
stop at the database when such a page is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

PAGE_VIEWS = "wagtailadmin_pages"
PAGE_ARGUMENTS = ("page_id", "page_to_move_id", "pk")
BULK_VIEW = "wagtail_bulk_action"
TREE_ACTIONS = ("delete", "copy")  # they reach the pages below as well


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
    """Refuse every admin view that works on a page whose plugin is off.

    Wagtail's hooks come too late: several views fail before they call them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/"):
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None  # Wagtail sends them to the login form
        if PAGE_VIEWS in match.namespaces:
            action, pages = match.url_name or "", _pages_of(kwargs)
        elif match.url_name == BULK_VIEW and kwargs["model_name"] == "page":
            action, pages = kwargs["action"], _chosen_pages(request)
        else:
            return None
        refused = (refuse_orphan(request, page, below=action in TREE_ACTIONS) for page in pages)
        return next((response for response in refused if response is not None), None)


def _pages_of(arguments: dict[str, Any]) -> Iterable[Page]:
    numbers = [arguments[name] for name in PAGE_ARGUMENTS if name in arguments]
    return Page.objects.filter(pk__in=numbers)


def _chosen_pages(request: HttpRequest) -> Iterable[Page]:
    """Return the pages that somebody ticked in the explorer; "all" means all of a parent."""
    numbers = request.GET.getlist("id")
    if "all" in numbers:
        parent = Page.objects.filter(pk__in=_whole([request.GET.get("childOf", "")])).first()
        return parent.get_children() if parent else Page.objects.all()
    return Page.objects.filter(pk__in=_whole(numbers))


def _whole(numbers: list[str]) -> list[str]:
    return [number for number in numbers if number.isdecimal()]
