"""The rules of the house as system checks; an error stops `migrate` and the server."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from slimmernetwerk import plugins
from slimmernetwerk.plugins import ExtensionPoint, Plugin
from slimmernetwerk.static_files import THEME_FILE


@register()
def check_page_types(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse page types that do not know what public means."""
    from wagtail.models import get_page_models

    from slimmernetwerk.models import BasePage

    return [
        Error(
            f"{model._meta.label} does not inherit slimmernetwerk.models.BasePage.",
            hint="Inherit BasePage, so that the embargo and `published()` hold for it.",
            id="slimmernetwerk.E001",
        )
        for model in get_page_models()
        if not issubclass(model, BasePage) and model._meta.label != "wagtailcore.Page"
    ]


@register()
def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse settings that lose an editor's work."""
    errors: list[CheckMessage] = []
    if settings.DATABASES["default"].get("ATOMIC_REQUESTS"):
        errors.append(
            Error(
                "ATOMIC_REQUESTS is on.",
                hint="Switch it off: a visitor's request must not hold a write transaction.",
                id="slimmernetwerk.E002",
            )
        )
    backend = settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"]
    if backend != "modelsearch.backends.database.fallback":
        errors.append(
            Error(
                f"The Wagtail admin searches with {backend}.",
                hint="Use modelsearch.backends.database.fallback; the others lose publishes.",
                id="slimmernetwerk.E003",
            )
        )
    return errors


@register()
def check_theme(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a theme folder without a theme: every page would ask for a file that is not there."""
    if not settings.THEME_DIR or (Path(settings.THEME_DIR) / THEME_FILE).is_file():
        return []
    return [
        Error(
            f"THEME_DIR is {settings.THEME_DIR}, which holds no {THEME_FILE}.",
            hint="Name the folder with the theme, or leave THEME_DIR empty.",
            id="slimmernetwerk.E009",
        )
    ]


@register()
def check_plugins(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse plugins that miss what they need, or that are no plugins at all."""
    enabled = {plugin.name: plugin for plugin in plugins.enabled()}
    errors: list[CheckMessage] = [
        Error(
            f"{name} is in PLUGINS but its AppConfig is no slimmernetwerk.plugins.Plugin.",
            hint="Subclass Plugin in its apps.py, or take it out of PLUGINS.",
            id="slimmernetwerk.E004",
        )
        for name in settings.PLUGINS
        if name not in enabled
    ]
    for plugin in enabled.values():
        errors += missing_of(plugin, enabled)
    return errors


def missing_of(plugin: Plugin, enabled: dict[str, Plugin]) -> list[CheckMessage]:
    """Return an error for each plugin and setting that a plugin needs and does not have."""
    needs = [
        Error(
            f"Plugin {plugin.name} needs plugin {name}, which is off.",
            hint=f"Add {name} to PLUGINS, before {plugin.name}, or take {plugin.name} out.",
            id="slimmernetwerk.E005",
        )
        for name in plugin.requires
        if name not in enabled
    ]
    lacks = [
        Error(
            f"Plugin {plugin.name} needs the setting {name}.",
            hint=f"Set {name}; the plugin's documentation tells what it holds.",
            id="slimmernetwerk.E006",
        )
        for name in plugin.required_settings
        if not hasattr(settings, name)
    ]
    return [*needs, *lacks]


@register()
def check_extension_points(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse contributions of a wrong type, and two with the same name."""
    errors: list[CheckMessage] = []
    for point in ExtensionPoint.registry.values():
        names: Counter[str] = Counter()
        for plugin in plugins.enabled():
            try:
                items = point.read(plugin)
            except ImproperlyConfigured as error:
                errors.append(Error(str(error), id="slimmernetwerk.E007"))
                continue
            prefix = f"{plugin.label}_" if point.name == "blocks.story_blocks" else ""
            names.update(prefix + point.key(item) for item in items if point.key)
        errors += [
            Error(
                f"Two plugins contribute {name!r} to {point.name}.",
                hint="Rename one of them, or switch one of the plugins off.",
                id="slimmernetwerk.E008",
            )
            for name, times in names.items()
            if times > 1
        ]
    return errors
