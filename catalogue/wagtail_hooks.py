"""What the catalogue adds to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from catalogue.dashboard import ReviewPanel


@hooks.register("construct_homepage_panels")
def add_review_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ReviewPanel())
