"""Events in the public menu."""

from django.utils.translation import gettext_lazy as _

from slimmernetwerk.extension_points import MenuItem
from slimmernetwerk.presentation import section_url

menu_items = [
    MenuItem(
        "events",
        _("Events"),
        lambda request: section_url(request, "events.eventindexpage"),
        order=35,
        description=_("Practise a method together and ask what a text does not say."),
    )
]
