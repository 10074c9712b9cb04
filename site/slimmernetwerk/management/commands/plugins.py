"""`manage.py plugins`: which plugins there are, what they add, and what one has in this site."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from slimmernetwerk.plugin_report import PluginReport, reports
from slimmernetwerk.plugin_usage import usage


class Command(BaseCommand):
    help = "List the plugins with what they add, or show what one of them has in this site."
    # It must also work, and say why, when a check refuses the plugins as they are.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action")
        actions.add_parser("list", help="all plugins of this machine (the default)")
        shown = actions.add_parser("usage", help="what switching a plugin off would touch")
        shown.add_argument("name", help="the plugin, as in PLUGINS; it may be off")

    def handle(self, *args: Any, action: str | None = None, **options: Any) -> None:
        if action == "usage":
            self.show_usage(options["name"].rpartition(".")[2])
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

    def show_usage(self, label: str) -> None:
        is_empty = True
        for use in usage(label):
            is_empty = False
            places = f": {', '.join(use.places)}" if use.places else ""
            self.stdout.write(f"{use.kind} {use.name}: {use.count}{places}")
        if is_empty:
            self.stdout.write(f"“{label}” has nothing in this site.")
