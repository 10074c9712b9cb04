"""What a manager can begin with in the admin: the vocabularies."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from slimmernetwerk.extension_points import FirstStep


def vocabularies_url(request: HttpRequest) -> str:
    may_change = request.user.has_perm("vocabularies.change_vocabulary")
    return reverse("vocabularies_vocabulary_modeladmin_index") if may_change else ""


first_steps = [
    FirstStep(
        "vocabularies",
        _("Look after the vocabularies"),
        _("The words that visitors filter by. A new one is in the forms at once."),
        vocabularies_url,
        icon="list-ul",
        order=40,
    )
]
