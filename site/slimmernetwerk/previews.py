"""The ways to preview a page in the editor besides as it stands on the site.

A page type adds its own to `BasePage.previews`; unsaved content is what each of them shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, slots=True)
class PreviewMode:
    """A way to look at a page; without `draw` it is the page, which asks `request.preview_mode`."""

    name: str
    label: _StrOrPromise
    draw: Callable[[Any, HttpRequest], HttpResponse] | None = None


def draw_shared(page: Any, request: HttpRequest) -> TemplateResponse:
    """Show what a network or a chat shows of a page whose address somebody shares."""
    return TemplateResponse(
        request, "slimmernetwerk/shared_preview.html", page.get_context(request)
    )


PRINT = PreviewMode("print", _("On paper"))
SHARED = PreviewMode("shared", _("As a shared link"), draw_shared)

# As wide as A4, so that a sheet is seen as a whole.
PAPER_SIZE = {"name": "paper", "icon": "doc-full", "device_width": 842, "label": _("Width of A4")}
