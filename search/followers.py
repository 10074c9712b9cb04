"""The engines of this site: who follows the journal, and who answers visitors.

Every machine has the near one, an index on its own disk. A site that searches in Elasticsearch has
the far one as well. Both follow the journal by themselves, each with its own cursor.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from search import extension_points
from search.building import AWAY
from search.engines.base import Engine, Searcher
from search.engines.breaker import Breaker
from search.engines.embedded import EmbeddedEngine
from search.engines.failover import FailoverEngine
from search.shared_memory import shared_memory
from slimmernetwerk import plugins

if TYPE_CHECKING:
    from search.engines.elastic import ElasticEngine
    from search.facets import SynonymSource
    from slimmernetwerk.plugins import Contribution

logger = logging.getLogger(__name__)
EMBEDDED, ELASTICSEARCH = ENGINES = ("embedded", "elasticsearch")


@cache
def near() -> EmbeddedEngine:
    """Return the engine on this machine; it opens its index when it is first used."""
    return EmbeddedEngine(settings.SEARCH_INDEX_DIR, synonyms=synonyms_of)


@cache
def far() -> ElasticEngine | None:
    """Return the engine on a server; None on a site without one."""
    if settings.SEARCH_ENGINE != ELASTICSEARCH:
        return None
    # Here, so that a site without a server does not load its client.
    from search.engines import elastic_client
    from search.engines.elastic import ElasticEngine

    server = elastic_client.Server(
        urls=tuple(settings.ELASTICSEARCH_URL),
        name=settings.ELASTICSEARCH_INDEX,
        api_key=settings.ELASTICSEARCH_API_KEY,
        username=settings.ELASTICSEARCH_USERNAME,
        password=settings.ELASTICSEARCH_PASSWORD,
        ca_file=settings.ELASTICSEARCH_CA_FILE,
        read_seconds=elastic_client.READ_SECONDS,
    )
    replicas = settings.ELASTICSEARCH_REPLICAS
    return ElasticEngine(server, replicas=replicas, synonyms=synonyms_of, near=near().nearby)


@cache
def get_engine() -> Searcher:
    """Return what answers visitors: the near engine, or the far one with the near in reserve."""
    server = far()
    if server is None:
        return near()
    breaker = Breaker(shared_memory, "search.server", lambda: server.cursor() is not None)
    return FailoverEngine(near(), server, breaker)


def followers() -> list[Engine]:
    """Return the engines that follow the journal."""
    server = far()
    return [near()] if server is None else [near(), server]


def forget() -> None:
    """Close all engines; they are made anew from the settings of that moment."""
    if get_engine.cache_info().currsize:
        get_engine().close()
    for made in (near, far, get_engine, _synonyms_at):
        made.cache_clear()


class _Incomplete(Exception):
    """Some synonyms could not be read; raised, so that nobody keeps what `found` lacks."""

    def __init__(self, found: dict[str, list[str]]) -> None:
        super().__init__()
        self.found = found


def synonyms_of(language: str) -> dict[str, list[str]]:
    """Return {word: other words} that plugins know, read once per change that the index has.

    What cannot be read now is left out of this search alone: the next one reads again.
    """
    try:
        return _synonyms_at(near().cursor() or 0, language)
    except _Incomplete as error:
        return error.found
    except AWAY:
        logger.warning("The database does not answer: a search without synonyms", exc_info=True)
        return {}


@lru_cache(maxsize=4)
def _synonyms_at(position: int, language: str) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    is_complete = True
    for entry in extension_points.synonyms.contributions():
        if entry.item.language not in (None, language):
            continue
        found = _synonyms_from(entry)
        is_complete &= found is not None
        for word, others in (found or {}).items():
            merged.setdefault(word, []).extend(others)
    if not is_complete:
        raise _Incomplete(merged)
    return merged


def _synonyms_from(entry: Contribution[SynonymSource]) -> dict[str, list[str]] | None:
    """Return what one source knows; None when it raised."""
    try:
        found = entry.item.get_synonyms().items()
        # Taken apart here, so that what is no mapping of words is a fault of its plugin too.
        return {str(word): [str(other) for other in others] for word, others in found}
    except AWAY:
        raise
    except Exception as error:
        plugins.report_trouble(entry.plugin, error)
        return None
