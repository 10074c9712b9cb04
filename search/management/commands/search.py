"""`manage.py search`: look after the search index."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from search import gap_writing, indexing, journal
from search.engines.base import EngineUnavailable, RebuildRunning
from search.types import SearchRequest
from slimmernetwerk.models import BasePage
from slimmernetwerk.progress import progress_bar


class Command(BaseCommand):
    help = "Show, rebuild or bring up to date the search index, or try a query."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action")
        actions.add_parser("status", help="what the index holds and how far it is behind")
        actions.add_parser("rebuild", help="build a new index beside the old one and swap")
        actions.add_parser("sync", help="apply everything that waits in the journal")
        query = actions.add_parser("query", help="show what a search finds")
        query.add_argument("text")
        query.add_argument("--language", default="nl")

    def handle(self, *args: Any, action: str | None = None, **options: Any) -> None:
        try:
            getattr(self, action or "status")(options)
        except RebuildRunning:
            raise CommandError("Another process is rebuilding the index; wait for it.") from None
        except EngineUnavailable as error:
            message = f"There is no usable index ({error}); run `search rebuild`."
            raise CommandError(message) from None

    def status(self, options: dict[str, Any]) -> None:
        found = indexing.status()
        faults = found.pop("faults")
        for name, value in found.items():
            self.stdout.write(f"{name}: {value}")
        for fault in faults:
            self.stdout.write(f"fault: {fault}")

    def rebuild(self, options: dict[str, Any]) -> None:
        total = BasePage.objects.published().count()
        with progress_bar("Search index", total) as advance:
            count = indexing.rebuild(advance)
        self.remove_old()
        self.stdout.write(f"{count} documents")

    def sync(self, options: dict[str, Any]) -> None:
        if not indexing.is_usable(indexing.get_engine().cursor()):
            self.rebuild(options)
            return
        journal.note_plugins()
        journal.give_positions()
        self.stdout.write(f"{indexing.catch_up()} changes applied")
        self.remove_old()

    def remove_old(self) -> None:
        journal.remove_old()
        gap_writing.remove_expired()

    def query(self, options: dict[str, Any]) -> None:
        request = SearchRequest(
            text=options["text"], language=options["language"], may_be_loose=True
        )
        result = indexing.get_engine().search(request)
        table = Table("score", "type", "title", "url", title=f"{result.total} found")
        for hit in result.hits:
            table.add_row(f"{hit.score:.3f}", hit.type, hit.title, hit.url)
        console = Console()
        with console.capture() as capture:
            console.print(table)
        self.stdout.write(capture.get())
        if result.correction:
            self.stdout.write(f"bedoelde u: {result.correction}")
