"""Somebody watches a rebuild in the admin: the bar moves by itself, and says when it is over."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # milliseconds; the screen asks every three seconds


def tell(folder: Path, statement: str, *values: object) -> None:
    """Write what the process of a rebuild would write."""
    with closing(sqlite3.connect(folder / "data" / "database.sqlite3")) as database, database:
        database.execute(statement, values)


def test_bar_moves_and_ends_without_a_reload(own_site, sign_in, tmp_path):
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    tell(
        tmp_path,
        "INSERT INTO search_indexwork (engine, action, done, total, told_at)"
        " VALUES ('embedded', 'rebuild', 3, 12, ?)",
        now,
    )
    screen = sign_in(own_site, "admin")
    screen.goto("/admin/search/journalentry/")
    bar = screen.get_by_label("Opnieuw opbouwen: Index van deze machine")
    expect(bar).to_have_attribute("value", "3")
    tell(tmp_path, "UPDATE search_indexwork SET done = 9")
    expect(bar).to_have_attribute("value", "9", timeout=PATIENCE)
    tell(tmp_path, "DELETE FROM search_indexwork")
    expect(screen.get_by_text("Klaar. Toon de nieuwe stand.")).to_be_visible(timeout=PATIENCE)
