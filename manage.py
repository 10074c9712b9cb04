#!/usr/bin/env python
"""Run a management command of the site."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    # `site/` is a folder, not a package: the standard library owns the name.
    sys.path[:0] = [str(ROOT / "site"), str(ROOT / "plugins"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slimmernetwerk.settings.base")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
