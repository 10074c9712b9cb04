"""Several web processes count at once: nothing is lost or counts twice, and the cap holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import servers

SCRIPT = Path(__file__).with_name("gap_writers.py")
PROCESSES, TIMES, CAP = 4, 25, 40


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def day(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the database holds after four processes noted a hundred questions."""
    variables = request.getfixturevalue(f"{request.param}_site")
    processes = [
        servers.start(SCRIPT, "count", str(number), str(TIMES), variables=variables)
        for number in range(PROCESSES)
    ]
    for process in processes:
        servers.answer_of(process)
    return servers.run(SCRIPT, "read", variables=variables)


def test_question_of_all_is_counted_each_time(day):
    assert day["rows"]["van allen"] == PROCESSES * TIMES


def test_question_of_one_is_counted_once(day):
    assert {times for text, times in day["rows"].items() if text != "van allen"} == {1}


def test_cap_of_the_day_holds_over_all_processes(day):
    assert (len(day["rows"]), day["added"]) == (CAP, CAP)
    assert day["left_out"] == PROCESSES * TIMES + 1 - CAP
