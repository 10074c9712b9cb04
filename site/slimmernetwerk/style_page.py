"""The living style page at /stijl/, only while DEBUG is on: every component, drawn by itself.

A plugin adds its own parts by having a template `<plugin>/style.html`.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone
from django.views.decorators.http import require_safe

from slimmernetwerk import plugins

COLOURS = (
    *("paper", "paper-2", "ink", "ink-2", "link", "accent", "accent-2", "edge", "line", "mark"),
    *("good", "warn", "bad", "step-1", "step-2", "step-3", "step-4", "step-5"),
    *("phase-a", "phase-b", "phase-c"),
)
SIZES = ("sn-h0", "sn-h1", "sn-h2", "sn-h3", "sn-h4", "sn-lead", "", "sn-meta")
ICONS = (
    *("clock", "people", "level", "prep", "ladder", "info", "pdf", "calendar", "search", "filter"),
    *("close", "external", "quote", "warning", "check", "arrow", "down", "menu", "lock", "mail"),
    *("phone", "feed"),
)
ALERTS = ("", "good", "warn", "bad")


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    context = {
        "schemes": ("light", "dark"),
        "colours": COLOURS,
        "sizes": SIZES,
        "icons": ICONS,
        "alerts": ALERTS,
        "chips": [_chip("Fase", "verkennen"), _chip("Tijd", "Dagdeel")],
        "facet": _facet(),
        "results": _results(),
        "tabs": [
            SimpleNamespace(label="Alles", url="#", count=12, is_current=True),
            SimpleNamespace(label="Nieuws", url="#", count=8, is_current=False),
        ],
        "contacts": [_contact()],
        "quote": {"text": "", "speaker": "Projectleider", "role": "gemeente"},
        "shared": {"title": "Slimmernetwerk", "description": "Samen doen we het beter."},
        "embargo": timezone.now() + timedelta(days=3),
        "plugin_parts": [(plugin, f"{plugin.name}/style.html") for plugin in _with_parts()],
        "crumbs": [
            SimpleNamespace(title="Slimmernetwerk", url="/"),
            SimpleNamespace(title="Stijl"),
        ],
    }
    response = render(request, "slimmernetwerk/style.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _with_parts() -> list[plugins.Plugin]:
    return [plugin for plugin in plugins.enabled() if _exists(f"{plugin.name}/style.html")]


def _exists(template_name: str) -> bool:
    try:
        get_template(template_name)
    except TemplateDoesNotExist:
        return False
    return True


def _chip(facet: str, value: str) -> SimpleNamespace:
    return SimpleNamespace(facet_label=facet, value_label=value, url="#")


def _facet() -> SimpleNamespace:
    values: list[Any] = [
        SimpleNamespace(
            value=label, label=label, count=count, is_chosen=chosen, is_disabled=not count, level=0
        )
        for label, count, chosen in (
            ("verkennen", 12, True),
            ("testen", 3, False),
            ("borgen", 0, False),
        )
    ]
    return SimpleNamespace(
        name="fase", label="Fase", values=values, chosen_count=1, has_search=False, is_open=True
    )


def _results() -> SimpleNamespace:
    layouts = [
        SimpleNamespace(label="Lijst", url="#facetten", is_current=True),
        SimpleNamespace(label="Kaarten", url="#facetten", is_current=False),
    ]
    return SimpleNamespace(layouts=layouts, total=12, is_cards=False)


def _contact() -> SimpleNamespace:
    return SimpleNamespace(
        name="Persvoorlichting",
        role="woordvoerder",
        organisation_name="Gemeente Voorbeeld",
        phone="070 000 00 00",
        email="pers@voorbeeld.example",
        website="https://voorbeeld.example/",
        hours="Op werkdagen van 9 tot 17 uur.",
        only_for_press=True,
    )
