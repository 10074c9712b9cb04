"""News and press in the public menu."""

from django.utils.translation import gettext_lazy as _

from slimmernetwerk.extension_points import MenuItem
from slimmernetwerk.presentation import section_url

menu_items = [
    MenuItem(
        "news",
        _("News"),
        lambda request: section_url(request, "blog.newsindexpage"),
        order=40,
        description=_("What is new in the catalogue and the network."),
    ),
    MenuItem(
        "press",
        _("Press"),
        lambda request: section_url(request, "blog.pressreleaseindexpage"),
        order=50,
        description=_("Releases for newsrooms, with a person to call."),
    ),
]
