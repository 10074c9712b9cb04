"""`manage.py search`: look after the search indices."""

import json
import signal
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from search import applying, audit_texts, followers, gap_writing, indexing, journal, progress, state
from search.audit import Report, audit, pieces
from search.building import count_pages
from search.engines.base import Engine, EngineUnavailable, RebuildRunning
from search.following import Service
from search.repairing import Outcome, repair
from search.types import SearchRequest
from slimmernetwerk.progress import progress_bar


class Command(BaseCommand):
    help = "Show, rebuild or bring up to date the search indices, or try a query."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action")
        helps = {
            "status": "what each index holds and how far it is behind",
            "rebuild": "build a new index beside the old one and swap",
            "sync": "apply everything that waits in the journal",
            "audit": "compare each index with the database, document by document",
            "query": "show what a search finds",
        }
        for name, text in helps.items():
            action = actions.add_parser(name, help=text)
            action.add_argument("--engine", choices=followers.ENGINES, help="only this one")
            if name == "status":
                text = "fail when an index is not usable, or behind for longer"
                action.add_argument("--check", type=float, metavar="SECONDS", help=text)
            if name == "sync":
                action.add_argument("--follow", action="store_true", help="go on until stopped")
            if name == "audit":
                action.add_argument("--repair", action="store_true", help="mend what differs")
                action.add_argument("--json", action="store_true", help="for programs")
            if name == "query":
                action.add_argument("text")
                action.add_argument("--language", default="nl")

    def handle(self, *args: Any, action: str | None = None, **options: Any) -> None:
        getattr(self, action or "status")(options)

    def status(self, options: dict[str, Any]) -> None:
        found = [state.state_of(engine) for engine in self.engines(options)]
        for one in found:
            self.show(asdict(one))
        self.show(state.journal_state())
        for work in progress.running():
            self.stdout.write(f"running: {work}")
        for fault in state.faults():
            self.stdout.write(f"fault: {fault}")
        if (most := options.get("check")) is not None:
            self.check_level(found, most)

    def check_level(self, found: list[state.FollowerState], most: float) -> None:
        """Fail for who watches: a timer, or the health check of a container."""
        if trouble := list(filter(None, (state.trouble_of(one, most) for one in found))):
            raise CommandError("\n".join(trouble))

    def show(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            self.stdout.write(f"{name}: {value}")

    def rebuild(self, options: dict[str, Any]) -> None:
        self.complete(self.engines(options), self.rebuild_one)

    def rebuild_one(self, engine: Engine) -> None:
        with progress_bar(f"Search index ({engine.name})", count_pages()) as advance:
            count = indexing.rebuild(advance, engine=engine)
        self.stdout.write(f"{engine.name}: {count} documents")

    def sync(self, options: dict[str, Any]) -> None:
        if options["follow"]:
            with stopped_by_signals() as stop:
                Service(self.engines(options), stop, self.say).run()
            return
        journal.note_plugins()
        journal.give_positions()
        self.complete(self.engines(options), self.sync_one)

    def sync_one(self, engine: Engine) -> None:
        if not indexing.is_usable(engine.cursor()):
            self.rebuild_one(engine)
        else:
            self.stdout.write(f"{engine.name}: {applying.catch_up(engine)} changes applied")

    def audit(self, options: dict[str, Any]) -> None:
        outcomes: list[Outcome] = []
        try:
            self.with_each(
                self.engines(options),
                lambda engine: outcomes.append(self.audit_one(engine, options)),
            )
        finally:
            if options["json"]:
                found = [audit_texts.as_values(outcome) for outcome in outcomes]
                self.stdout.write(json.dumps(found, indent=2))
        if left := [outcome.after.engine for outcome in outcomes if outcome.after.drift]:
            raise CommandError(f"What is above is wrong with: {', '.join(left)}.")

    def audit_one(self, engine: Engine, options: dict[str, Any]) -> Outcome:
        def look() -> Report:
            if options["json"]:
                return audit(engine)
            with progress_bar(f"Audit ({engine.name})", pieces(engine)) as advance:
                report = audit(engine, advance)
            self.stdout.write(audit_texts.as_text(report))
            return report

        def rebuild() -> None:
            if options["json"]:
                indexing.rebuild(engine=engine)
            else:
                self.rebuild_one(engine)

        found = look()
        if not (options["repair"] and found.drift):
            return Outcome(found, found)
        outcome = repair(engine, found, look, rebuild)
        if not options["json"]:
            self.stdout.write(audit_texts.what_was_done(outcome))
        return outcome

    def query(self, options: dict[str, Any]) -> None:
        engine = self.engines(options)[0] if options["engine"] else followers.get_engine()
        request = SearchRequest(
            text=options["text"], language=options["language"], may_be_loose=True
        )
        with self.named(engine.name):
            result = engine.search(request)
        table = Table("score", "type", "title", "url", title=f"{result.total} found")
        for hit in result.hits:
            # Editors write what they like: `[/archief]` would be an end without a beginning.
            table.add_row(f"{hit.score:.3f}", hit.type, escape(hit.title), escape(hit.url))
        console = Console()
        with console.capture() as capture:
            console.print(table)
        self.stdout.write(capture.get())
        if result.is_substitute:
            self.stdout.write("from the index of this machine: the server does not answer")
        if result.correction:
            self.stdout.write(f"bedoelde u: {result.correction}")

    def engines(self, options: dict[str, Any]) -> list[Engine]:
        """Return the engines that were asked for: all, or the one with that name."""
        name = options.get("engine")
        found = [engine for engine in followers.followers() if name in (None, engine.name)]
        if not found:
            raise CommandError(f"This site does not search with {name}: set SEARCH_ENGINE.")
        return found

    def complete(self, engines: list[Engine], bring_up: Callable[[Engine], None]) -> None:
        """Bring up every engine; fail at the end when it had to leave out pages."""
        left_out: set[str] = set()

        def do(engine: Engine) -> None:
            bring_up(engine)
            # At once: the next engine tries these pages again, and that hides what this one said.
            left_out.update(state.left_out(engine))

        self.with_each(engines, do)
        self.remove_old()
        if left_out:
            raise CommandError(left_out_text(len(left_out)))

    def with_each(self, engines: list[Engine], do: Callable[[Engine], None]) -> None:
        """Do something with every engine, also after one failed; fail at the end."""
        failures: list[CommandError] = []
        for engine in engines:
            try:
                with self.named(engine.name):
                    do(engine)
            except CommandError as error:
                failures.append(error)
        if failures:
            raise CommandError("\n".join(map(str, failures)))

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        """Tell what is wrong with an engine, and what to do."""
        try:
            yield
        except RebuildRunning:
            message = f"{name}: another process is rebuilding the index; wait for it."
            raise CommandError(message) from None
        except indexing.TypeUnread as error:
            raise CommandError(f"{name}: {error}.") from None
        except EngineUnavailable as error:
            message = f"{name}: there is no usable index ({error}); run `search rebuild`."
            raise CommandError(message) from None

    def remove_old(self) -> None:
        applying.remove_old()
        gap_writing.remove_expired()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def left_out_text(number: int) -> str:
    # No change notes more faults than that.
    count = f"{number}" if number < applying.FAULTS else f"{number} or more"
    where = "`search status`, and Search in the admin, say which and why"
    return f"Pages left out: {count}; all others are in the index. {where}."


@contextmanager
def stopped_by_signals() -> Iterator[Event]:
    """Give what is set when somebody presses Ctrl-C or the machine ends the service."""
    stop = Event()
    signals = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in signals}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
