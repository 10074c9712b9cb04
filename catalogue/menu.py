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
    ),
    MenuItem(
        "cases",
        _("Practice cases"),
        lambda request: section_url(request, "catalogue.caseindexpage"),
        order=20,
    ),
]
