"""An empty site in a throw-away place, for what is measured on real pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.places import places
from benchmarks.search.searching import Server


@contextmanager
def throw_away_site(servers: Sequence[Server]) -> Iterator[None]:
    """Set Django up for a site that searches on the first server, if there is one."""
    with places() as found:
        os.environ.update(found.copy("pages"))
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.search.settings"
        if servers:
            os.environ["SEARCH_ENGINE"] = "elasticsearch"
            os.environ["ELASTICSEARCH_URL"] = servers[0].url
            os.environ["ELASTICSEARCH_INDEX"] = f"bench-pages-{os.getpid()}"
        import django

        django.setup()
        from search import followers

        try:
            yield
        finally:
            far = followers.far()
            if far is not None:
                far.generations.remove_all()
            followers.forget()
