"""`manage.py setup`: prepare an empty, migrated database for a new site."""

from typing import Any

from django.core.management.base import BaseCommand

from slimmernetwerk import setup


class Command(BaseCommand):
    help = "Make the languages, home pages and sections; running again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        setup.prepare_site()
        for step in setup.steps(with_content=False):
            step.run()
        self.stdout.write("The site is ready. Make a first user with `manage.py createsuperuser`.")
