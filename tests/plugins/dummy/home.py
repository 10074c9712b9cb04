"""A part of the home page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from dummy.models import DummyPage
from slimmernetwerk.extension_points import HomeSection


def get_context(request: HttpRequest) -> Mapping[str, Any] | None:
    pages = list(DummyPage.objects.published()[:3])
    return {"pages": pages} if pages else None


home_sections = [HomeSection("dummy", "dummy/home.html", get_context, order=90)]
