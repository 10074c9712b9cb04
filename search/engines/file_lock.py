"""A lock between the processes of one machine, that the system lets go with its holder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def file_lock(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock until the end, whatever that is; raise BlockingIOError when somebody has it.

    Any number may hold it `shared`, while nobody has it for themselves.
    """
    with path.open("a") as file:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        yield
