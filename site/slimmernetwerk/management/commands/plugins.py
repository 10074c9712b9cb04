"""`manage.py plugins`: which there are, what they add, what one has in this site, and a new one."""

from __future__ import annotations

import re
import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from slimmernetwerk.plugin_report import PluginReport, reports
from slimmernetwerk.plugin_usage import usage

NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
TEMPLATE = Path(__file__).resolve().parents[2] / "plugin_template"


class Command(BaseCommand):
    help = "List the plugins, show what one of them has in this site, or make a new one."
    # It must also work, and say why, when a check refuses the plugins as they are.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action")
        actions.add_parser("list", help="all plugins of this machine (the default)")
        shown = actions.add_parser("usage", help="what switching a plugin off would touch")
        shown.add_argument("name", help="the plugin, as in PLUGINS; it may be off")

        made = actions.add_parser("new", help="make a plugin with a page type and tests, to change")
        made.add_argument("name", help="a Python name in small letters, such as `reading_list`")
        made.add_argument(
            "--directory", type=Path, default=settings.BASE_DIR / "plugins", help="where it comes"
        )

    def handle(self, *args: Any, action: str | None = None, **options: Any) -> None:
        if action == "usage":
            self.show_usage(options["name"].rpartition(".")[2])
            return
        if action == "new":
            self.make(options["name"], options["directory"])
            return
        for report in reports():
            self.show(report)

    def show(self, report: PluginReport) -> None:
        if report.is_on:
            self.stdout.write(f"{report.name} {report.version}: on")
        elif report.distribution:
            self.stdout.write(f"{report.name}: off (package {report.distribution})")
        else:
            self.stdout.write(f"{report.name}:")
        for added in report.contributes:
            self.stdout.write(f"  {added.point}: {', '.join(added.names)}")
        for fault in report.faults:
            self.stdout.write(f"  trouble: {fault}")
        if report.health:
            self.stdout.write(f"  health: {report.health}")

    def show_usage(self, label: str) -> None:
        is_empty = True
        for use in usage(label):
            is_empty = False
            places = f": {', '.join(use.places)}" if use.places else ""
            self.stdout.write(f"{use.kind} {use.name}: {use.count}{places}")
        if is_empty:
            self.stdout.write(f"“{label}” has nothing in this site.")

    def make(self, name: str, directory: Path) -> None:
        """Write the files of a new plugin; what is there already is never overwritten."""
        folder = directory / name
        if not NAME.fullmatch(name):
            raise CommandError(
                f"“{name}” is no name for a plugin: use small letters, digits and _."
            )
        if folder.exists():
            raise CommandError(f"{folder} is there already; choose another name.")
        # Elsewhere first: half a plugin is worse than none, and an empty folder of that name would
        # already count as a module.
        with tempfile.TemporaryDirectory() as elsewhere:
            options = {"template": str(TEMPLATE), "extensions": ["py", "md"]}
            call_command("startapp", name, elsewhere, **options)
            shutil.copytree(elsewhere, folder)
        self.stdout.write(
            f"{folder} is there. Next:\n"
            f"  add {name} to SLIMMERNETWERK_PLUGINS, after what it requires\n"
            f"  manage.py migrate && manage.py setup\n"
            f"  python -m pytest {folder}\n"
            "docs/how-to/first-plugin.md builds one in fifteen minutes."
        )
