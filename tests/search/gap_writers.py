"""Processes for `test_gap_processes.py`: `gap_writers.py count NUMBER TIMES` or `read`.

    count NUMBER TIMES  note a question of its own and one that all ask, so many times; each time
                        write until the database took it
    read                what the database holds

Each prints what it did as one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django

PATIENCE = 60  # seconds


def count(number: int, times: int) -> int:
    """Return how often the database was busy."""
    from search import gap_counting, gap_writing
    from search.gaps import Gap

    gap_writing.NEW_A_DAY = 40
    busy, end = 0, time.monotonic() + PATIENCE
    for time_ in range(times):
        gap_counting.collector.add(Gap("text", "nl", text="van allen"))
        gap_counting.collector.add(Gap("text", "nl", text=f"van {number} {time_}"))
        gap_counting.write()
        while gap_counting.collector._noted and time.monotonic() < end:
            busy += 1
            time.sleep(0.002)
            gap_counting.write()
    return busy


def read() -> dict[str, Any]:
    from search.models import SearchGap, SearchGapLedger

    rows = dict(SearchGap.objects.values_list("text", "times"))
    ledger = SearchGapLedger.objects.values("added", "left_out").get()
    return {"rows": rows, **ledger}


if __name__ == "__main__":
    django.setup()
    action, *numbers = sys.argv[1:]
    print(json.dumps({"count": count, "read": read}[action](*map(int, numbers))))
