"""Work that goes on beside the thread that asked for it, while that thread does something else.

For work of the index library only: it leaves Python alone meanwhile, so it truly runs beside.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Result = TypeVar("Result")


def begin(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin work beside; return what waits for its result.

    Where no core came free in the meantime, who asks for the result does the work itself: under
    load nobody queues behind others.
    """
    helpers = _helpers()
    if helpers is None:
        return work
    begun = helpers.submit(work)
    return lambda: work() if begun.cancel() else begun.result()


@cache
def _helpers() -> ThreadPoolExecutor | None:
    """Return threads for the cores beside the one that asks; None where there is only one."""
    spare = (os.cpu_count() or 1) - 1
    return ThreadPoolExecutor(spare, thread_name_prefix="search-aside") if spare else None


# The threads stay with the parent: a process that was forked makes its own.
os.register_at_fork(after_in_child=_helpers.cache_clear)
