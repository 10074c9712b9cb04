"""What search needs on a new site: editors may see what is not found, and do something about it."""

from wagtail.contrib.search_promotions.models import SearchPromotion

from search.models import SearchGap, SynonymSet
from slimmernetwerk import roles
from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.setup import allow

GROUPS = (roles.EDITORS, roles.CHIEF_EDITORS)


def allow_editors() -> None:
    allow(GROUPS, (SearchGap,), actions=("view", "change"))
    # Without "delete" nobody could take a recommendation back.
    allow(GROUPS, (SynonymSet, SearchPromotion), actions=("add", "change", "delete"))


setup_steps = [SetupStep("search-permissions", "Editors look after search", allow_editors)]
