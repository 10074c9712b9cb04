"""A rebuild of Elasticsearch as a process: `python -m benchmarks.faults.rebuilder`.

    --step                 ask before each request to the server, and tell when it is answered
    --stops N              wait N times while documents are read, for as long as somebody wants
    --fault forgetful      begin to follow where the journal is at the end: edits are lost
    --fault two-steps      swap in two steps, so that a crash leaves the alias on two indices

Whoever started it reads a line at each stop and writes one to let it go on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

import django

READY = "ready"
DONE = "done"
FORGETFUL, TWO_STEPS = "forgetful", "two-steps"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", action="store_true")
    parser.add_argument("--stops", type=int, default=0)
    parser.add_argument("--fault", choices=(FORGETFUL, TWO_STEPS))
    options = parser.parse_args()
    django.setup()
    from search import followers, indexing

    stop("start")
    if options.fault == FORGETFUL:
        forget_what_came_meanwhile()
    if options.fault == TWO_STEPS:
        swap_in_two_steps()
    if options.step:
        ask_before_each_request()
    count = indexing.rebuild(stopping(options.stops), engine=followers.far())
    print(DONE, count, flush=True)


def stop(where: str) -> None:
    """Tell where we are, and wait."""
    print(READY, where, flush=True)
    sys.stdin.readline()


def stopping(stops: int) -> Callable[[], None]:
    """Return what to call for each document; it stops so many times, evenly spread."""
    from search.building import all_documents

    total = sum(len(built.documents) for built in all_documents()) if stops else 0
    at = {total * (number + 1) // (stops + 1): number for number in range(stops)}
    seen = 0

    def on_document() -> None:
        nonlocal seen
        if seen in at:
            stop(f"document {seen} of {total}")
        seen += 1

    return on_document


def ask_before_each_request() -> None:
    """Let somebody kill us at a request: before it, while it is answered, or after."""
    from elastic_transport import Transport

    perform_request = Transport.perform_request

    def asking(self: Transport, method: str, target: str, **options: Any) -> Any:
        stop(f"{method} {target}")
        try:
            return perform_request(self, method, target, **options)
        finally:
            stop("answered")

    Transport.perform_request = asking  # type: ignore[method-assign]


def forget_what_came_meanwhile() -> None:
    """Plant a fault: the new index says that it has all edits until its end.

    It stops once more when all documents are read: what is published then is surely forgotten.
    """
    from search import journal
    from search.engines import elastic

    write_cursor = elastic.write_cursor

    def forgetful(client: Any, alias: str, cursor: int) -> None:
        elastic.write_cursor = write_cursor
        stop("filled")
        write_cursor(client, alias, journal.give_positions())

    elastic.write_cursor = forgetful


def swap_in_two_steps() -> None:
    """Plant a fault: the alias gets its new index first and loses the old one later."""
    from search.engines.elastic_client import unavailable_when_it_fails
    from search.engines.elastic_generations import Generations

    def two_steps(self: Generations, client: Any, made: Any) -> None:
        old = self.targets()
        with unavailable_when_it_fails("swapping in the new index"):
            client.indices.refresh(index=made.name)
            client.indices.put_alias(index=made.name, name=self.alias)
            for name in old:
                client.indices.delete(index=name)

    Generations._swap = two_steps  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
