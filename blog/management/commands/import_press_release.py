"""`manage.py import_press_release FILE`: a press release from text, Markdown or Word."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blog.press_import import NoPressIndex, Outcome, import_press_release, read_press_release
from blog.press_releases.errors import FileTooLarge, ImportRefused
from blog.press_releases.limits import MAX_FILE_SIZE

MESSAGES = {
    Outcome.CREATED: "created",
    Outcome.UPDATED: "updated",
    Outcome.UNCHANGED: "unchanged: this text is already there",
    Outcome.DRAFTED: (
        "somebody edited this page since the last import: the text waits as a draft revision, "
        "what is live stays as it is"
    ),
}


class Command(BaseCommand):
    help = "Import a press release as a draft; the same release again updates its page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a .txt, .md or .docx file")
        parser.add_argument("--publish", action="store_true", help="publish it as well")

    def handle(self, *args: Any, file: Path, publish: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"{file} is no file; name a .txt, .md or .docx file.")
        try:
            if file.stat().st_size > MAX_FILE_SIZE:
                raise FileTooLarge(f"{file} is too large; choose a file with the text only.")
            parsed = read_press_release(file.name, file.read_bytes())
            result = import_press_release(file.name, parsed, publish=publish)
        except (ImportRefused, NoPressIndex) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 1:
            for assignment in parsed.assignments:
                self.stdout.write(f"{assignment.line:4} {assignment.part}: {assignment.text[:70]}")
        for notice in parsed.notices:
            self.stdout.write(str(notice))
        self.stdout.write(f"“{result.page.title}”: {MESSAGES[result.outcome]}")
        state = "live" if result.page.live else "draft"
        self.stdout.write(f"{state}: {result.page.get_full_url()}")
