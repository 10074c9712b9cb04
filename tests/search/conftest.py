"""Sites of their own, for tests in which several processes work on one database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers


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
