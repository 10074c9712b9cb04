"""Work that goes on beside the thread that asked for it, while that thread does something else.

For work of the index library only: it leaves Python alone meanwhile, so it truly runs beside.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Result = TypeVar("Result")

MOST_HELPERS = 8  # a search begins on that many things at once, and no more


def begin(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin work beside; return what waits for its result.

    What no thread has begun on when the result is asked for, who asks does itself: under load
    nobody queues behind others.
    """
    helpers = _helpers()
    if helpers is None:
        return work
    try:
        begun = helpers.submit(work)
    except RuntimeError:  # no thread may be started: a limit of the machine, or the end of Python
        return work
    return lambda: work() if begun.cancel() else begun.result()


@cache
def _helpers() -> ThreadPoolExecutor | None:
    """Return threads for the cores beside the one that asks; None where there is only one."""
    spare = min(_cores() - 1, MOST_HELPERS)
    return ThreadPoolExecutor(spare, thread_name_prefix="search-aside") if spare else None


def _cores() -> int:
    """Return how many cores this process may use, where the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# The threads stay with the parent: a process that was forked makes its own.
os.register_at_fork(after_in_child=_helpers.cache_clear)
