"""A method as schema.org HowTo: open data for whoever reuses the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from slimmernetwerk.richtext import html_to_text

if TYPE_CHECKING:
    from catalogue.models import MethodPage


def method_json_ld(method: MethodPage, request: HttpRequest) -> dict[str, Any]:
    """Return the method as https://schema.org/HowTo; durations in ISO 8601."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "@id": method.get_full_url(request),
        "identifier": f"urn:uuid:{method.translation_key}",
        "name": method.title,
        "description": method.summary,
        "inLanguage": method.locale.language_code,
        "step": [
            {
                "@type": "HowToStep",
                "position": step.number,
                "name": step.title,
                "text": html_to_text(step.instruction),
            }
            for step in method.step_list
        ],
        "supply": [
            {"@type": "HowToSupply", "name": block.value["name"]} for block in method.materials
        ],
    }
    if method.duration_max:
        data["performTime"] = f"PT{method.duration_max}M"
    if method.preparation_minutes:
        data["prepTime"] = f"PT{method.preparation_minutes}M"
    if method.source_title:
        data["isBasedOn"] = {
            "@type": "CreativeWork",
            "name": method.source_title,
            "author": method.source_author,
        }
    return data
