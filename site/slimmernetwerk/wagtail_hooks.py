"""What the site adds to the Wagtail admin and to the serving of pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from slimmernetwerk.models import BasePage


@hooks.register("before_serve_page", order=-100)
def refuse_unreleased(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Answer 404 for a page of a plugin that is off, or under embargo by any side door."""
    if not isinstance(page, BasePage) or not page.is_released():
        raise Http404


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


@hooks.register("before_edit_page", order=-100)
@hooks.register("before_unpublish_page", order=-100)
@hooks.register("before_move_page", order=-100)
def refuse_change(request: HttpRequest, page: Page, *args: Any) -> HttpResponse | None:
    """Refuse to work on a page of a plugin that is off."""
    return refuse_orphan(request, page)


@hooks.register("before_delete_page", order=-100)
@hooks.register("before_copy_page", order=-100)
def refuse_tree(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete or copy such a page, also as a part of a tree: its data would be lost."""
    return refuse_orphan(request, page, below=True)


@hooks.register("before_bulk_action", order=-100)
def refuse_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Refuse the same in the explorer's actions on several pages."""
    pages = [page for page in objects if isinstance(page, Page)]
    refused = (refuse_orphan(request, page, below=action_type == "delete") for page in pages)
    return next((response for response in refused if response is not None), None)


@hooks.register("insert_global_admin_css")
def add_admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
