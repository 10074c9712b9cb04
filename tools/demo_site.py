"""What whoever looks at a demonstration site with a browser needs: the browser, and patience."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.throw_away import free_port

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = "search,vocabularies,catalogue,blog,events"
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


@contextmanager
def running_demo(*, collect_static: bool = False) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a fresh demonstration site that is thrown away; give its address and logins."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    with tempfile.TemporaryDirectory() as data:
        # Nothing of a developer's own site, such as DATABASE_URL, may get here.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        variables = {**kept, "DATA_DIR": data, "SLIMMERNETWERK_PLUGINS": PLUGINS}
        manage = [sys.executable, str(ROOT / "manage.py")]
        if collect_static:
            collect = [*manage, "collectstatic", "--noinput", "--verbosity=0"]
            subprocess.run(collect, env=variables, check=True)
        command = [*manage, "demo", "--port", str(port)]
        process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
        try:
            if not answers(url, process):
                raise SystemExit("The demonstration site does not answer.")
            yield url, json.loads((Path(data) / "demo-logins.json").read_text())
        finally:
            process.terminate()
            process.wait(SECONDS)
