"""What editors can begin with in the admin: look after the methods."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from slimmernetwerk.extension_points import FirstStep
from slimmernetwerk.viewsets import may_list


def methods_url(request: HttpRequest) -> str:
    return reverse("methods:index") if may_list(request.user) else ""


first_steps = [
    FirstStep(
        "methods",
        _("Open the methods"),
        _("See what is incomplete, or past its review date, and correct it."),
        methods_url,
        icon="clipboard-list",
        order=30,
    )
]
