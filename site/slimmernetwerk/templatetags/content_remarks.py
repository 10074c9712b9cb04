"""The remarks about a page's text, as the editor shows them."""

from __future__ import annotations

from typing import Any

from django import template

from slimmernetwerk.content_checks import content_checks
from slimmernetwerk.models import BasePage

register = template.Library()


@register.inclusion_tag("slimmernetwerk/admin/content_remarks.html")
def content_remarks(page: Any) -> dict[str, Any]:
    """Draw the remarks about a saved page; on a page that is new there is nothing to say yet."""
    is_saved = isinstance(page, BasePage) and page.pk is not None
    return {"remarks": content_checks(page) if is_saved else []}
