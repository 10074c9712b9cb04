"""`manage.py demo`: one process from nothing to a site with example content that answers."""

from __future__ import annotations

import socket
import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection

from slimmernetwerk import demo, setup
from slimmernetwerk.about import add_about_page
from slimmernetwerk.progress import progress_bar

OLDEST_SQLITE = (3, 37)


class Command(BaseCommand):
    help = "Prepare a demonstration site (only what is not there yet) and serve it on this machine."
    # Checks run as part of `migrate`; a second time they cost a second.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--press-release", default="", help="a file to import and publish")
        parser.add_argument("--no-serve", action="store_true", help="prepare only")

    def handle(self, *args: Any, **options: Any) -> None:
        release = options["press_release"]
        self.check_machine(options["port"], release)
        stamp = demo.Stamp(settings.DATA_DIR / "demo-stamp", release)
        address = f"http://127.0.0.1:{options['port']}"
        if not stamp.is_current():
            self.prepare(address)
        if release and not stamp.is_current():
            call_command("import_press_release", release, publish=True)
            call_command("search", "sync")
        stamp.write()
        setup.set_address(address)
        self.tell(options["port"])
        if not options["no_serve"]:
            self.serve(options["port"])

    def check_machine(self, port: int, release: str) -> None:
        """Stop with one clear sentence where the demo could not work."""
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise CommandError(
                f"SQLite 3.37 or newer is needed; Python here has {sqlite3.sqlite_version}.",
                returncode=2,
            )
        if release and not Path(release).is_file():
            raise CommandError(f"PRESS_RELEASE={release} is no file.", returncode=2)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Port {port} is taken; choose another: make demo PORT={port + 1}",
                    returncode=2,
                ) from None

    def prepare(self, address: str) -> None:
        """Migrate, make the pages, load the content through the importers, build the index."""
        is_new = not connection.introspection.table_names()
        if is_new and connection.vendor == "sqlite":
            # Nothing can be lost yet: a crash leaves a database to throw away.
            connection.cursor().execute("PRAGMA synchronous = OFF")
        steps = list(setup.steps(with_content=True))
        with progress_bar("Database", None) as advance:
            call_command("migrate", verbosity=0)
            advance()
        setup.prepare_site()
        setup.set_address(address)
        for step in steps:
            step.run()
        add_about_page()
        call_command("search", "rebuild")
        demo.make_logins()
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA synchronous = NORMAL")

    def tell(self, port: int) -> None:
        base = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\nSlimmernetwerk is ready:  {base}/")
        self.stdout.write(f"  catalogue               {base}/methoden/")
        self.stdout.write(f"  press releases          {base}/persberichten/")
        self.stdout.write(f"  editors                 {base}/admin/")
        for name, password in demo.logins().items():
            self.stdout.write(f"    {name:15} {password}")
        self.stdout.write("Stop with Ctrl-C; `make demo-reset` starts over.\n")
        self.stdout.flush()

    def serve(self, port: int) -> None:
        import waitress

        application = get_wsgi_application()
        waitress.serve(application, host="127.0.0.1", port=port, threads=8, ident=None)
