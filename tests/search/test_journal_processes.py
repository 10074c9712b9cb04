"""Many processes save at once: no publish is lost, and no follower misses a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import servers

SCRIPT = Path(__file__).with_name("journal_writers.py")
WRITERS, TIMES, FOLLOWERS = 8, 25, 3
PATIENCE = "8"  # seconds without news after which a follower stops
READ_ALL = """
import json, django
django.setup()
from search import journal
from search.models import JournalEntry
journal.give_positions()
rows = JournalEntry.objects.order_by("position").values_list("pk", "position")
print(json.dumps(list(rows)))
"""


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def day(request: pytest.FixtureRequest, tmp_path_factory: Any) -> dict[str, Any]:
    """What came of 8 editors who published 25 times each, watched by three followers."""
    variables = request.getfixturevalue(f"{request.param}_site")
    servers.run(SCRIPT, "prepare", variables=variables)

    def start(*words: str) -> Any:
        return servers.start(SCRIPT, *words, variables=variables)

    followers = [start("follow", PATIENCE) for _ in range(FOLLOWERS)]
    writers = [start("publish", str(number), str(TIMES)) for number in range(WRITERS)]
    script = tmp_path_factory.mktemp("script") / "read_all.py"
    script.write_text(READ_ALL)
    return {
        "writers": [servers.answer_of(writer) for writer in writers],
        "followers": [servers.answer_of(follower) for follower in followers],
        "rows": servers.run(script, variables=variables),
    }


def test_every_publish_of_every_editor_is_kept(day):
    done = [(writer["done"], writer["kept"]) for writer in day["writers"]]
    assert done == [(TIMES, TIMES)] * WRITERS


def test_last_title_of_every_editor_is_the_live_one(day):
    titles = [writer["title"] for writer in day["writers"]]
    assert titles == [f"Pagina {number} keer {TIMES - 1}" for number in range(WRITERS)]


def test_positions_have_no_gap_and_no_double(day):
    assert [position for _pk, position in day["rows"]] == list(range(1, len(day["rows"]) + 1))


def test_every_follower_sees_every_row_once_in_order(day):
    expected = [pk for pk, _position in day["rows"]]
    assert [seen == expected for seen in day["followers"]] == [True] * FOLLOWERS
