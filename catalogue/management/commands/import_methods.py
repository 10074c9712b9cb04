"""`manage.py import_methods PATH`: methods and cases from YAML files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.exchange.files import content_files
from catalogue.exchange.importing import import_content
from catalogue.exchange.planning import NoIndexPage
from slimmernetwerk.progress import progress_bar


class Command(BaseCommand):
    help = "Import methods and practice cases; every file is checked before anything is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a YAML file, or a folder with such files")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, write nothing"
        )
        parser.add_argument(
            "--partial", action="store_true", help="import the good files when others have faults"
        )

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        if not path.exists():
            raise CommandError(f"{path} does not exist; name a YAML file or a folder.")
        files = content_files(path)
        if not files:
            raise CommandError(f"{path} holds no .yaml files.")
        with progress_bar("Methods and cases", len(files)) as advance:
            try:
                report = import_content(
                    files,
                    dry_run=options["dry_run"],
                    partial=options["partial"],
                    on_file=advance,
                )
            except NoIndexPage as error:
                raise CommandError(str(error)) from None
        for fault in report.faults:
            self.stderr.write(str(fault))
        prefix = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{len(report.created)} {prefix}created, {len(report.updated)} {prefix}updated, "
            f"{len(report.unchanged)} unchanged"
        )
        if report.drafted:
            self.stdout.write(
                f"Somebody edited these pages, so the file {prefix}left as a draft beside their "
                f"text: {', '.join(report.drafted)}"
            )
        if report.faults and not options["partial"]:
            raise CommandError(f"{len(report.faults)} faults; nothing was imported.")
        if report.faults:
            raise CommandError(f"{len(report.faults)} faults; those files were left out.")
