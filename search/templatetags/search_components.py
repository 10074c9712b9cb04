"""What draws results: {% load search_components %} {{ facet|checkboxes }}."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from search.drawing import DrawnFacet
from search.rows import link_row
from search.types import Hit

register = template.Library()

# In code, for a page of results has some 250 of them: as a loop in a template they took half of
# the time of the whole page.
CHECKBOX = (
    '<li{}><label class="sn-check" data-facet="{}" data-value="{}" data-count="{}">'
    '<input type="checkbox" name="{}" value="{}"{}><span>{}</span><span class="n">{}</span>'
    "</label></li>"
)
STATES = {
    (False, False): SafeString(""),
    (True, False): SafeString(" checked"),
    (False, True): SafeString(" disabled"),
}
INDENTS = {level: SafeString(f' class="deep-{level}"') for level in (1, 2)}


@register.filter
def checkboxes(facet: DrawnFacet) -> SafeString:
    """Draw the values of a facet, each with its count; the data attributes are for scripts."""
    return format_html_join("\n", CHECKBOX, _arguments(facet))


def _arguments(facet: DrawnFacet) -> Iterator[tuple[object, ...]]:
    for value in facet.values:
        yield (
            INDENTS.get(value.level, ""),
            facet.name,
            value.value,
            value.count,
            facet.name,
            value.value,
            STATES[value.is_chosen, value.is_disabled],
            capfirst(value.label),
            number_format(value.count) if value.count > 999 else value.count,
        )


@register.simple_tag
def promoted_sample() -> SimpleNamespace:
    """Return results with something promoted, for the style page."""
    hit = Hit("", 0.0, "", "#aanbevolen", _("A guide of somebody else"), "")
    return SimpleNamespace(promoted=[link_row(hit)])
