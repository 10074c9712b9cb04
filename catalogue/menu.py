"""The catalogue in the public menu."""

from django.utils.translation import gettext_lazy as _

from slimmernetwerk.extension_points import MenuItem
from slimmernetwerk.presentation import section_url

menu_items = [
    MenuItem(
        "methods",
        _("Methods"),
        lambda request: section_url(request, "catalogue.methodindexpage"),
        order=10,
        description=_("Described step by step: how long, with how many, and what is known of it."),
    ),
    MenuItem(
        "cases",
        _("Practice cases"),
        lambda request: section_url(request, "catalogue.caseindexpage"),
        order=20,
        description=_("How it went for others, also when it failed."),
    ),
]
