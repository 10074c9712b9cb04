"""`compose.yaml` starts what there is: known settings and commands, nothing open to the world."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
SITES = ("prepare", "web", "sync")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    loaded = YAML(typ="safe").load((ROOT / "compose.yaml").read_text())
    return dict(loaded["services"])


@pytest.mark.parametrize("name", SITES)
def test_site_gets_known_settings_only(name: str, services: dict[str, Any]) -> None:
    source = (ROOT / "site/slimmernetwerk/settings/base.py").read_text()
    known = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source))
    assert set(services[name]["environment"]) <= known


@pytest.mark.parametrize("name", ["prepare", "sync"])
def test_command_exists(name: str, services: dict[str, Any]) -> None:
    command = services[name]["command"]
    text = command if isinstance(command, str) else " ".join(command)
    commands = re.findall(r"manage\.py (\w+)", text)
    assert commands
    assert set(commands) <= set(get_commands())


def test_what_goes_on_says_whether_it_is_well(services: dict[str, Any]) -> None:
    silent = {name for name, service in services.items() if "healthcheck" not in service}
    assert silent == {"prepare"}  # it ends, and says so by its exit code


def test_sync_is_well_while_each_index_is_level(services: dict[str, Any]) -> None:
    """Whether its process runs is known already; `search status` alone never fails."""
    words = services["sync"]["healthcheck"]["test"]
    assert words[:5] == ["CMD", "python", "manage.py", "search", "status"]
    parser = load_command_class("search", "search").create_parser("manage.py", "search")
    assert parser.parse_args(words[4:]).check is not None


def test_no_part_of_the_site_waits_for_elasticsearch(services: dict[str, Any]) -> None:
    """Until it is well the index in reserve answers, and that is what `sync` builds first."""
    awaited = {one for name in SITES for one in services[name]["depends_on"]}
    assert awaited == {"database", "prepare"}


def test_only_this_machine_reaches_a_port(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_image_has_a_version(services: dict[str, Any]) -> None:
    images = [service["image"] for service in services.values() if "build" not in service]
    assert images
    assert all(re.search(r":\d", image) for image in images)


def test_passwords_have_no_default(services: dict[str, Any]) -> None:
    text = (ROOT / "compose.yaml").read_text()
    assert re.findall(r"PASSWORD:?-", text) == []
    assert re.search(r"POSTGRES_PASSWORD: \$\{DATABASE_PASSWORD:\?", text)
    assert re.search(r"ELASTIC_PASSWORD: \$\{ELASTICSEARCH_PASSWORD:\?", text)


def test_image_installs_what_is_locked() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    path = re.search(r"--require-hashes -r (\S+)", dockerfile)
    assert path is not None
    assert "--hash=sha256:" in (ROOT / path[1]).read_text()
