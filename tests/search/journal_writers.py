"""Processes for `test_journal_processes.py`: `journal_writers.py prepare|publish|follow ...`.

    prepare             make the site and one page per writer
    publish N TIMES     publish page N so many times, each with a title of its own
    follow SECONDS      read the journal by position until nothing comes for so long

Each prints what it did as one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time

import django

WRITERS = 8


def prepare() -> list[int]:
    from slimmernetwerk import setup
    from slimmernetwerk.models import HomePage, PlainPage

    setup.prepare_site()
    home = HomePage.objects.get(locale__language_code="nl")
    pages = (
        PlainPage(title=f"Pagina {n}", slug=f"p{n}", locale=home.locale) for n in range(WRITERS)
    )
    return [setup.publish_below(home, page).pk for page in pages]


def publish(number: int, times: int) -> dict[str, int]:
    """Publish as an editor does; return how many went well, and how many are kept."""
    from django.db import Error
    from wagtail.models import Revision

    from slimmernetwerk.models import PlainPage

    done = 0
    for time_ in range(times):
        page = PlainPage.objects.get(slug=f"p{number}")
        page.title = f"Pagina {number} keer {time_}"
        try:
            page.save_revision().publish()
            done += 1
        except Error as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
    page = PlainPage.objects.get(slug=f"p{number}")
    kept = Revision.objects.filter(object_id=str(page.pk), object_str__contains="keer").count()
    return {"done": done, "kept": kept, "title": page.title}


def follow(patience: float) -> list[int]:
    """Return the ids of the rows that a follower sees, in the order in which it sees them."""
    from search import journal

    cursor, seen, quiet_since = 0, [], time.monotonic()
    while time.monotonic() - quiet_since < patience:
        rows = journal.after(cursor, 10)
        if rows:
            seen += [row.pk for row in rows]
            cursor, quiet_since = rows[-1].position, time.monotonic()
        else:
            time.sleep(0.02)
    return seen


if __name__ == "__main__":
    django.setup()
    action, *numbers = sys.argv[1:]
    work = {"prepare": prepare, "publish": publish, "follow": follow}[action]
    print(json.dumps(work(*map(int, numbers))))
