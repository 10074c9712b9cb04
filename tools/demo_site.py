"""What whoever looks at a demonstration site with a browser needs: the browser, and patience."""

from __future__ import annotations

import shutil
import subprocess
import time
import urllib.error
import urllib.request

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120


def find_chromium() -> str | None:
    """Return the program of the browser, None on a machine without one."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the site of a process answers; False when it ends or two minutes pass."""
    give_up = time.monotonic() + SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health/"):  # noqa: S310 - our own server
                return True
        except urllib.error.URLError:
            time.sleep(0.1)
    return False
