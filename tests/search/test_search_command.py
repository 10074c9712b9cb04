"""`manage.py search` and its service: what they tell, what they draw, and how they end."""

from __future__ import annotations

from threading import Event

from search import followers
from search.following import Service
from search.types import SearchRequest
from slimmernetwerk.models import PlainPage
from tests.search import bad_servers
from tests.search.elastic_sites import search_at


def test_service_fills_the_reserve_where_the_server_never_came(
    site, settings, search_directory, make_page
):
    make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    with bad_servers.absent() as url:
        search_at(settings, url)
        Service(followers.followers(), Event(), print).look()
        found = followers.get_engine().search(SearchRequest("kwispelstaart"))
    assert ([hit.url for hit in found.hits], found.is_substitute) == (["/kwispel/"], True)
