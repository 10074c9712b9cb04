"""`search sync --follow` that tells what it reads: `python -m benchmarks.faults.follower`.

It writes the ids of the rows it reads to a file, and can be told to pass over one: a fault that
the experiments must notice.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", help="follow with this one only")
    parser.add_argument("--seen", type=Path, help="file for the ids of the rows that it reads")
    parser.add_argument("--skip", type=int, default=0, help="pass over the row at this position")
    options = parser.parse_args()
    django.setup()
    watch(options.seen, options.skip)
    from django.core.management import call_command

    call_command("search", "sync", "--follow", engine=options.engine)


def watch(seen: Path | None, skip: int) -> None:
    """Look over the shoulder of who applies rows."""
    from search import applying
    from search.models import JournalEntry

    keys_of = applying.keys_of

    def watched(entry: JournalEntry, most: int | None = None) -> Iterator[str]:
        if entry.position == skip:
            return
        if seen is not None:
            with seen.open("a", encoding="utf-8") as file:
                file.write(f"{entry.pk}\n")
        yield from keys_of(entry, most)

    applying.keys_of = watched


if __name__ == "__main__":
    main()
