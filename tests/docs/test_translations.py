"""The message files are complete: every text has its Dutch, and every plural its English."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.servers import ROOT, require

FILES = sorted(
    file
    for pattern in ("locale/*/LC_MESSAGES/django.po", "plugins/*/locale/*/LC_MESSAGES/django.po")
    for file in ROOT.glob(pattern)
)


def chosen(file: Path, option: str) -> list[str]:
    """Return the messages that msgattrib finds with an option."""
    try:
        found = subprocess.run(
            ["msgattrib", option, "--no-obsolete", str(file)],
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        require("gettext is not on this machine")
    return [line for line in found.stdout.splitlines() if line.startswith("msgid ")][1:]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_message_is_a_guess(file):
    assert chosen(file, "--only-fuzzy") == []


@pytest.mark.parametrize(
    "file", [file for file in FILES if "/nl/" in str(file)], ids=lambda f: str(f.relative_to(ROOT))
)
def test_every_message_has_its_dutch(file):
    assert chosen(file, "--untranslated") == []


def test_there_are_message_files():
    assert len(FILES) >= 3


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_compiled_messages_are_those_of_the_file(file, tmp_path):
    compiled = tmp_path / "django.mo"
    try:
        subprocess.run(["msgfmt", "-o", str(compiled), str(file)], check=True)
    except FileNotFoundError:
        require("gettext is not on this machine")
    assert file.with_suffix(".mo").read_bytes() == compiled.read_bytes()
