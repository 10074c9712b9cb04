"""Health of parts that the site can do without: a plugin adds a check, `/health/` asks all."""

from __future__ import annotations

from collections.abc import Callable

from slimmernetwerk import plugins

_checks: dict[str, Callable[[], str]] = {}


def register(name: str, check: Callable[[], str]) -> None:
    """Add a check that returns "" when well, else a few words that a visitor may read.

    `name` is the label of the plugin.
    """
    _checks[name] = check


def problems() -> dict[str, str]:
    """Return {name: problem or ""} of every check whose plugin is on."""
    return {
        plugin.label: plugins.guarded(plugin, check, default="does not answer")
        for plugin, check in plugins.of_enabled(_checks)
    }
