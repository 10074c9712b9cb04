"""The plugin door: what a plugin is, which are enabled, and what each contributes.

A plugin is a Django app whose AppConfig subclasses `Plugin`. It contributes by lists in files
with known names; an `ExtensionPoint` walks the enabled plugins in the order of `settings.PLUGINS`.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType, UnionType
from typing import Any, ClassVar, Generic, TypeVar

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

logger = logging.getLogger(__name__)

ENTRY_POINT_GROUP = "slimmernetwerk.plugins"
TROUBLE_SECONDS = 24 * 60 * 60

Item = TypeVar("Item")
Result = TypeVar("Result")


class Plugin(AppConfig):
    """Describe one plugin; subclass it in the `apps.py` of the plugin's package."""

    version: ClassVar[str] = "0.0.0"
    requires: ClassVar[tuple[str, ...]] = ()
    default_settings: ClassVar[Mapping[str, Any]] = {}
    required_settings: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Django picks the one AppConfig of a module; an imported base class makes it two, and
        # it then silently uses a plain AppConfig unless one says that it is the default.
        super().__init_subclass__(**kwargs)
        cls.default = True

    def get_setting(self, name: str) -> Any:
        """Return a setting of this plugin: the site's value, else the plugin's default."""
        return getattr(settings, name, self.default_settings.get(name))


def enabled() -> list[Plugin]:
    """Return the enabled plugins in the order of `settings.PLUGINS`."""
    configs = {config.name: config for config in apps.get_app_configs()}
    found = (configs.get(name) for name in settings.PLUGINS)
    return [config for config in found if isinstance(config, Plugin)]


def of_enabled(registered: Mapping[str, Item]) -> Iterator[tuple[Plugin, Item]]:
    """Yield what was registered under the label of a plugin that is on."""
    labels = {plugin.label: plugin for plugin in enabled()}
    for label, item in registered.items():
        if label in labels:
            yield labels[label], item


def owner_of(kind: type[Any]) -> Plugin | None:
    """Return the enabled plugin whose package holds a class, or None for one of the site."""
    module = f"{kind.__module__}."
    return next((plugin for plugin in enabled() if module.startswith(f"{plugin.name}.")), None)


def installed() -> dict[str, str]:
    """Return {module name: distribution name} of the plugins that installed packages offer."""
    return {
        entry.module: entry.dist.name if entry.dist else ""
        for entry in entry_points(group=ENTRY_POINT_GROUP)
    }


@dataclass(frozen=True, slots=True)
class Contribution(Generic[Item]):
    """One item and the plugin that it came from."""

    plugin: Plugin
    item: Item


@functools.cache  # each page asks for a dozen modules, and to look is to look on disk
def _has_submodule(package: ModuleType, name: str) -> bool:
    return module_has_submodule(package, name)


def _name_of(item: Any) -> str:
    return str(getattr(item, "name", item))


@dataclass(frozen=True)
class ExtensionPoint(Generic[Item]):
    """A named list that plugins add to: `<plugin>.<module>.<attribute>`.

    `item_type` is checked when the list is read; `key` names an item where two with the same
    name would clash (a system check refuses those).
    """

    attribute: str
    module: str
    item_type: type[Any] | UnionType
    key: Callable[[Any], str] | None = field(default=_name_of)

    registry: ClassVar[dict[str, ExtensionPoint[Any]]] = {}

    def __post_init__(self) -> None:
        self.registry[self.name] = self

    @property
    def name(self) -> str:
        return f"{self.module}.{self.attribute}"

    def read(self, plugin: Plugin) -> list[Item]:
        """Return what one plugin contributes; raise ImproperlyConfigured on a wrong type."""
        if plugin.module is None or not _has_submodule(plugin.module, self.module):
            return []
        module = import_module(f"{plugin.name}.{self.module}")
        items = list(getattr(module, self.attribute, ()))
        for item in items:
            if not isinstance(item, self.item_type):
                wanted = getattr(self.item_type, "__name__", self.item_type)
                raise ImproperlyConfigured(
                    f"{plugin.name}.{self.name} holds {item!r}; each item must be a {wanted}."
                )
        return items

    def contributions(self) -> Iterator[Contribution[Item]]:
        """Yield what the enabled plugins contribute; a plugin that raises is left out and named."""
        for plugin in enabled():
            items: list[Item] = guarded(plugin, partial(self.read, plugin), default=[])
            for item in items:
                yield Contribution(plugin, item)

    def items(self) -> list[Item]:
        return [contribution.item for contribution in self.contributions()]


def guarded(plugin: Plugin, work: Callable[[], Result], *, default: Result) -> Result:
    """Run work of a plugin; when it raises, report the plugin and return the default.

    The page must still render: a plugin is somebody else's code and may raise anything.
    """
    try:
        return work()
    except Exception as error:
        report_trouble(plugin, error)
        return default


def guarded_by_owner(kind: type[Any], work: Callable[[], Result], *, default: Result) -> Result:
    """Run work of a class: guarded when a plugin owns it, as it is when the site does."""
    plugin = owner_of(kind)
    return guarded(plugin, work, default=default) if plugin else work()


def report_trouble(plugin: Plugin, error: BaseException) -> None:
    """Name a failing plugin in the log and, for a day, in the admin."""
    logger.error("plugin %s failed: %s", plugin.name, error, exc_info=error)
    found = {"message": f"{type(error).__name__}: {error}", "at": timezone.now().isoformat()}
    # A key for each: of plugins that fail together none writes over another.
    cache.set(_trouble_key(plugin.name), found, TROUBLE_SECONDS)


def trouble() -> dict[str, dict[str, str]]:
    """Return the last fault of each enabled plugin that failed in the past day, by plugin name."""
    names = {_trouble_key(plugin.name): plugin.name for plugin in enabled()}
    return {names[key]: found for key, found in cache.get_many(names).items()}


def _trouble_key(name: str) -> str:
    return f"slimmernetwerk.plugins.trouble.{name}"
