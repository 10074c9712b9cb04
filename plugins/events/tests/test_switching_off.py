"""The site works without the plugin, and has the events again when it is back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests import servers

EVENT = "/bijeenkomsten/cafe-wat-ging-er-mis/"
ADDRESSES = [
    "/",
    "/bijeenkomsten/",
    EVENT,
    "/feeds/events/",
    "/zoeken/?q=premortem",
    "/sitemap.xml",
]
VISIT = f"""
import django, json
django.setup()
from django.test import Client
client, seen = Client(), {{}}
for address in {ADDRESSES!r}:
    response = client.get(address)
    text = response.content.decode() if response.status_code == 200 else ""
    seen[address] = [response.status_code, "wat-ging-er-mis" in text]
print(json.dumps(seen))
"""
PREPARE = """
import django
django.setup()
from django.core.management import call_command
from slimmernetwerk import setup
setup.prepare_site()
for step in setup.steps(with_content=True):
    if not step.is_content or step.name == "events-content":
        step.run()
call_command("search", "rebuild")
"""


def run(data: Path, plugins: str, script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=servers.environment(data, plugins=plugins),
        capture_output=True,
        text=True,
        check=False,
        timeout=servers.SECONDS,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_off_and_on_again(tmp_path: Path, migrated_database: Path) -> None:
    shutil.copy(migrated_database, tmp_path / "database.sqlite3")
    run(tmp_path, servers.AS_IN_THE_DEMO, PREPARE)
    before = json.loads(run(tmp_path, servers.AS_IN_THE_DEMO, VISIT))
    off = json.loads(run(tmp_path, servers.CORE_PLUGINS, VISIT))
    again = json.loads(run(tmp_path, servers.AS_IN_THE_DEMO, VISIT))
    assert before["/"] == before["/sitemap.xml"] == before["/bijeenkomsten/"] == [200, True]
    assert off == {
        **{address: [200, False] for address in ("/", "/zoeken/?q=premortem", "/sitemap.xml")},
        **{address: [404, False] for address in ("/bijeenkomsten/", EVENT, "/feeds/events/")},
    }
    assert again == before
