"""`manage.py export_methods PATH`: methods and cases to YAML files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.exchange.exporting import export_content


class Command(BaseCommand):
    help = "Export the published methods and practice cases as files that import_methods reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder; it is made when it is missing")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        written, refused = 0, 0
        for file in export_content():
            if file.faults:
                refused += 1
                for fault in file.faults:
                    self.stderr.write(str(fault))
                continue
            target = path / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)
            written += 1
        self.stdout.write(f"{written} files written to {path}")
        if refused:
            raise CommandError(f"{refused} pages are not complete enough to export; see above.")
