"""Progress bars for commands; silent when the output is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import get_console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress_bar(label: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show a bar while the block runs; call what it gives after each of `total` pieces."""
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn())
    # From the start: a bar that is disabled later never ends, and the next one is drawn in it.
    is_silent = not get_console().is_terminal
    with Progress(*columns, TimeElapsedColumn(), transient=False, disable=is_silent) as progress:
        task = progress.add_task(label, total=total)
        yield lambda: progress.advance(task)
