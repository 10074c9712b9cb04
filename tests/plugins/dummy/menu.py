"""An entry of the main menu."""

from slimmernetwerk.extension_points import MenuItem
from slimmernetwerk.presentation import section_url

menu_items = [
    MenuItem("dummy", "Dummy", lambda request: section_url(request, "dummy.dummypage"), order=90)
]
