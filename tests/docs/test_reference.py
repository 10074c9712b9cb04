"""The reference documentation names what the code has, and nothing else."""

import re
from fnmatch import fnmatch
from pathlib import Path

from django.core.management import get_commands

from slimmernetwerk.plugins import ExtensionPoint

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
OURS = {"slimmernetwerk", "search", "vocabularies", "catalogue", "blog"}


def first_cells(name: str) -> set[str]:
    """Return the code at the start of each table row of a reference page."""
    text = (REFERENCE / name).read_text()
    return set(re.findall(r"^\| `([^` ]+)", text, flags=re.MULTILINE))


def test_settings_page_names_every_variable() -> None:
    source = (ROOT / "site/slimmernetwerk/settings/base.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))

    assert first_cells("settings.md") == read


def test_example_environment_names_every_variable() -> None:
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#([A-Z_]+)=", example, flags=re.MULTILINE))

    assert named == first_cells("settings.md")


def test_commands_page_names_every_command() -> None:
    ours = {name for name, app in get_commands().items() if app in OURS}

    assert first_cells("commands.md") == ours


def test_plugins_page_names_every_extension_point() -> None:
    attributes = {"version", "requires", "default_settings", "required_settings"}

    assert first_cells("plugins.md") - attributes == set(ExtensionPoint.registry)


def test_theme_page_names_every_family_that_the_style_sheet_reads() -> None:
    styles = (ROOT / "static/css/site.css").read_text()
    read = set(re.findall(r"var\((--(?:nl|basis)-[a-z0-9-]+)", styles))
    page = (ROOT / "docs/how-to/use-your-own-theme.md").read_text()
    named = re.findall(r"`(--(?:nl|basis)-[a-z0-9*-]+)`", page)

    assert {name for name in read if not any(fnmatch(name, family) for family in named)} == set()
    assert [family for family in named if not any(fnmatch(name, family) for name in read)] == []
