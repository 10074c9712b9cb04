"""What draws results: {% load search_components %} {{ facet|checkboxes }}."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from search.drawing import DrawnFacet, DrawnValue
from search.rows import link_row
from search.types import Hit

register = template.Library()

STATES = {(False, False): "", (True, False): " checked", (False, True): " disabled"}
INDENTS = {level: SafeString(f' class="deep-{level}"') for level in (1, 2)}
KEPT = 5_000  # values of facets in a language, of some 300 characters


@register.filter
def checkboxes(facet: DrawnFacet) -> SafeString:
    """Draw the values of a facet, each with its count; the data attributes are for scripts.

    In code, and all but count and state once, for a page of results has some 250 of them.
    """
    drawn = "\n".join(_checkbox(facet.name, value) for value in facet.values)
    return mark_safe(drawn)  # noqa: S308 - pieces that were escaped, numbers, and our own words


def _checkbox(facet: str, value: DrawnValue) -> str:
    before, between, after = _pieces(facet, value.value, str(value.label), value.level)
    state = STATES[value.is_chosen, value.is_disabled]
    return f"{before}{value.count:d}{between}{state}{after}{value.count:d}</span></label></li>"


@lru_cache(KEPT)
def _pieces(facet: str, value: str, label: str, level: int) -> tuple[str, str, str]:
    """Return what stands before the count, between count and state, and after that."""
    return (
        format_html(
            '<li{}><label class="sn-check" data-facet="{}" data-value="{}" data-count="',
            INDENTS.get(level, ""),
            facet,
            value,
        ),
        format_html('"><input type="checkbox" name="{}" value="{}"', facet, value),
        format_html('><span>{}</span><span class="n">', capfirst(label)),
    )


@register.simple_tag
def promoted_sample() -> SimpleNamespace:
    """Return results with something promoted, for the style page."""
    hit = Hit("", 0.0, "", "#aanbevolen", _("A guide of somebody else"), "")
    return SimpleNamespace(promoted=[link_row(hit)])
