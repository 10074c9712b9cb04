"""A site under load: a full catalogue, web processes, and an editor who goes on publishing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Event

from django.core.management import call_command

from benchmarks.faults.processes import ROOT, Editors
from benchmarks.faults.visiting import worker
from benchmarks.loader import load_methods
from search import indexing
from search.followers import far, near

PUBLISH_EACH = 10.0  # seconds


def fill(methods: int) -> None:
    """Load the starter content and so many methods, and build both indices."""
    for folder in ("methods", "cases"):
        call_command("import_methods", str(ROOT / "content" / folder), verbosity=0)
    load_methods(methods)
    for engine in filter(None, (near(), far())):
        indexing.rebuild(engine=engine)


@contextmanager
def web_processes(number: int, threads: int) -> Iterator[list[str]]:
    """Give the ports of so many web processes of the site, each with so many threads."""
    with ExitStack() as stack:
        yield [stack.enter_context(worker(f"--threads={threads}")).port for _ in range(number)]


@contextmanager
def publishing(editors: Editors) -> Iterator[None]:
    """Let editors publish once in a while, so that what is remembered of the index goes."""
    over = Event()

    def publish() -> None:
        while not over.wait(PUBLISH_EACH):
            editors.publish(1)

    with ThreadPoolExecutor(1) as threads:
        publishing = threads.submit(publish)
        try:
            yield
        finally:
            over.set()
        publishing.result()  # raises when an editor ended
