"""What the site adds to the Wagtail admin and to the serving of pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from slimmernetwerk.models import BasePage


@hooks.register("before_serve_page", order=-100)
def refuse_unreleased(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Answer 404 for a page of a plugin that is off, or under embargo by any side door."""
    if not isinstance(page, BasePage) or not page.is_released():
        raise Http404


def is_orphan(page: Page) -> bool:
    """Say whether the page's type belongs to a plugin that is off."""
    return page.specific_class is None


def _refuse_orphan(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not is_orphan(page):
        return None
    content_type = page.cached_content_type
    messages.error(
        request,
        _(
            "“%(title)s” belongs to the plugin “%(plugin)s”, which is off. Switch the plugin on "
            "to change or delete this page; until then it is kept as it is."
        )
        % {"title": page.get_admin_display_title(), "plugin": content_type.app_label},
    )
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk) if parent else redirect("wagtailadmin_home")


for _name in ("before_edit_page", "before_delete_page", "before_unpublish_page",
              "before_copy_page", "before_move_page"):
    hooks.register(_name, order=-100)(
        lambda request, page, *args, **kwargs: _refuse_orphan(request, page)
    )
