"""Progress bars for commands; silent when the output is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress_bar(label: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show a bar while the block runs; call what it gives after each of `total` pieces."""
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), transient=False) as progress:
        if not progress.console.is_terminal:
            progress.disable = True
        task = progress.add_task(label, total=total)
        yield lambda: progress.advance(task)
