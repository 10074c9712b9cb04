"""What is known of each plugin, for `manage.py plugins` and the page in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from slimmernetwerk import health, plugins
from slimmernetwerk.checks import missing_of
from slimmernetwerk.plugins import ExtensionPoint, Plugin


@dataclass(frozen=True)
class Contributed:
    """What a plugin adds through one extension point."""

    point: str
    names: list[str]


@dataclass(frozen=True)
class PluginReport:
    """One plugin: `is_on`, what it adds, and what is wrong with it.

    `faults` are of its code or its settings; `health` is what its own check says, "" when well.
    """

    name: str
    version: str = ""
    label: str = ""
    is_on: bool = False
    distribution: str = ""
    contributes: list[Contributed] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    health: str = ""


def reports() -> Iterator[PluginReport]:
    """Yield the enabled plugins in order, then what is named but no plugin, then what is off."""
    enabled = {plugin.name: plugin for plugin in plugins.enabled()}
    problems, trouble = health.problems(), plugins.trouble()
    for plugin in enabled.values():
        report = _report(plugin, enabled, trouble.get(plugin.name))
        yield replace(report, health=problems.get(plugin.label, ""))
    for name in settings.PLUGINS:
        if name not in enabled:
            yield PluginReport(name, faults=["in PLUGINS, but no plugin"])
    for name, distribution in sorted(plugins.installed().items()):
        if name.removesuffix(".apps") not in enabled:
            yield PluginReport(name, distribution=distribution)


def _report(
    plugin: Plugin, enabled: dict[str, Plugin], trouble: dict[str, str] | None
) -> PluginReport:
    contributes, faults = [], []
    for point in ExtensionPoint.registry.values():
        try:
            items = point.read(plugin)
        except ImproperlyConfigured as error:
            faults.append(str(error))
            continue
        names = [str(point.key(item)) if point.key else str(item) for item in items]
        if names:
            contributes.append(Contributed(point.name, names))
    faults += [str(message.msg) for message in missing_of(plugin, enabled)]
    if trouble:
        faults.append(f"{trouble['message']} ({trouble['at']})")
    label = str(plugin.verbose_name)
    return PluginReport(plugin.name, plugin.version, label, True, "", contributes, faults)
