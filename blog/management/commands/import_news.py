"""`manage.py import_news PATH`: news items from Markdown files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blog.news_import import UnreadableNews, import_news


class Command(BaseCommand):
    help = "Import and publish news items from Markdown files with a YAML head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a Markdown file, or a folder with such files")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        files = [path] if path.is_file() else sorted(path.glob("*.md"))
        if not files:
            raise CommandError(f"{path} holds no .md files.")
        try:
            counts = import_news(files)
        except UnreadableNews as error:
            raise CommandError(f"{error} Nothing was imported.") from error
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
