"""Settings to measure relevance: Wagtail's own search set up for Dutch, on the server if any."""

import os

from benchmarks.settings import *  # noqa: F403
from benchmarks.settings import WAGTAILSEARCH_BACKENDS

# PostgreSQL's own Dutch; SQLite has no languages and passes over it.
WAGTAILSEARCH_BACKENDS = {
    **WAGTAILSEARCH_BACKENDS,
    "database": {**WAGTAILSEARCH_BACKENDS["database"], "SEARCH_CONFIG": "dutch"},
}
if "ELASTICSEARCH_URL" in os.environ:
    WAGTAILSEARCH_BACKENDS["elasticsearch"] = {
        "BACKEND": "modelsearch.backends.elasticsearch9",
        "URLS": [os.environ["ELASTICSEARCH_URL"]],
        "INDEX_PREFIX": f"relevance{os.getpid()}_",
        "AUTO_UPDATE": False,
        "INDEX_SETTINGS": {
            "settings": {"analysis": {"analyzer": {"default": {"type": "dutch"}}}},
        },
    }
