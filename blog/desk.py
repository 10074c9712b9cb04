"""What editors can begin with in the admin: bring in a press release, write a news item."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.admin_views import may_import
from blog.models import NewsPage
from slimmernetwerk.extension_points import FirstStep
from slimmernetwerk.viewsets import may_add


def import_url(request: HttpRequest) -> str:
    return reverse("press_import") if may_import(request.user) else ""


def news_url(request: HttpRequest) -> str:
    return reverse("news:choose_parent") if may_add(request.user, NewsPage) else ""


first_steps = [
    FirstStep(
        "press-import",
        _("Import press release"),
        _("A Word or text file becomes a draft. You see which line went where."),
        import_url,
        icon="upload",
        order=10,
    ),
    FirstStep(
        "news",
        _("Write a news item"),
        _("With a date and topics. It becomes public when you or a colleague publishes it."),
        news_url,
        icon="doc-full",
        order=20,
    ),
]
