"""Settings for benchmarks: those of a site, and Wagtail's own search beside ours to compare with.

`benchmarks.places` sets DATA_DIR and DATABASE_URL first, so nothing of a developer is touched.
"""

from slimmernetwerk.settings.base import *  # noqa: F403
from slimmernetwerk.settings.base import WAGTAILSEARCH_BACKENDS

WAGTAILSEARCH_BACKENDS = {
    **WAGTAILSEARCH_BACKENDS,
    "database": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False},
    "fallback": {"BACKEND": "modelsearch.backends.database.fallback", "AUTO_UPDATE": False},
}
