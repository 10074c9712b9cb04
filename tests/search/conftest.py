"""Sites for tests in which several processes work on one database, and an index of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from tests import servers
from tests.search.example_documents import ALL


@pytest.fixture(scope="module")
def sqlite_site(
    migrated_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The variables of a site with a migrated SQLite database and no content."""
    data = tmp_path_factory.mktemp("sqlite")
    servers.copy_database(migrated_database, data)
    return servers.environment(data)


@pytest.fixture(scope="module")
def postgres_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The variables of a site with a migrated PostgreSQL database of its own and no content."""
    with servers.postgres_url() as url:
        variables = servers.environment(tmp_path_factory.mktemp("postgres"), database=url)
        servers.migrate(variables)
        yield variables


@pytest.fixture
def near(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    """The index of this machine, with the example documents at position 10."""
    engine = EmbeddedEngine(tmp_path / "near")
    engine.rebuild(ALL, 10)
    yield engine
    engine.close()
