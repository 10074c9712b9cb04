"""Small parts that every template may use: icons, page links, moments and lists in words.

{% load site_components %}
{% icon "clock" %}  {% icon "check" "yes" %}
{% for number in pages|page_numbers %} {% page_url number %} {% endfor %}
{{ page.embargo_until|moment }}  {{ labels|in_words }}  {{ page.when_not|richtext|tick_list:"no" }}
{{ url|qr_code }}
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page as WagtailPage

from slimmernetwerk import plugins
from slimmernetwerk.plugins import Plugin
from slimmernetwerk.qr import qr_code
from slimmernetwerk.static_files import Theme, current_theme

register = template.Library()
register.filter("qr_code", qr_code)

TICK_ICONS = {"yes": "check", "no": "close", "care": "warning"}


@register.simple_tag
@lru_cache(maxsize=500)  # a list draws the same few icons a hundred times
def icon(name: str, kind: str = "") -> SafeString:
    """Draw a symbol of the sprite; it stands beside words, so screen readers skip it."""
    css_class = f"sn-icon {kind}".rstrip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', css_class, name
    )


@register.simple_tag
def theme() -> Theme:
    return current_theme()


@register.simple_tag(takes_context=True)
def plugin_part(context: Context, plugin: Plugin, template_name: str, **extra: Any) -> SafeString:
    """Draw a template of a plugin; when it raises, name the plugin and draw nothing."""

    def draw() -> SafeString:
        with context.push(**extra):
            # Django's own template, inside its wrapper: it takes the context as it is.
            found: Any = get_template(template_name)
            return found.template.render(context)

    return plugins.guarded(plugin, draw, default=SafeString(""))


@register.simple_tag
def missing_plugin(page: WagtailPage) -> str:
    """Return the name of the plugin that is off and owns the page's type, else ""."""
    return page.content_type.app_label if page.specific_class is None else ""


@register.simple_tag(takes_context=True)
def page_url(context: Context, number: int) -> str:
    """Return this address with another page number; page one needs none."""
    request = context.get("request")
    if request is None:
        return f"?page={number}"
    query = request.GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"?{query.urlencode()}" if query else str(request.path)


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """List the pages worth a link: the ends, the neighbours, and an ellipsis between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """Write a day with its time as people say it."""
    # Translators: a Django date format, such as j F Y, G.i \u\u\r in Dutch.
    return date_format(value, _("j F Y, H:i")) if value else ""


@register.filter(expects_localtime=True)
def weekday_moment(value: datetime | None) -> str:
    """Write a moment with the name of the day, for what must not be misread."""
    # Translators: a Django date format, such as l j F Y, G.i \u\u\r in Dutch.
    return date_format(value, _("l j F Y, H:i")) if value else ""


@register.filter
def in_words(items: Iterable[Any]) -> str:
    """Join labels as in a sentence: "a, b and c"."""
    *first, last = [str(item) for item in items] or [""]
    if not first:
        return last
    return _("%(items)s and %(last)s") % {"items": ", ".join(first), "last": last}


@register.filter
def uncapital(text: Any) -> str:
    """Start a label in lower case, unless its first word is an abbreviation."""
    words = str(text)
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


@register.filter
def has_current(items: Iterable[Any]) -> bool:
    """Say whether one of the links is the current place."""
    return any(getattr(item, "is_current", False) for item in items)


@register.filter
def upcoming(value: datetime | None) -> datetime | None:
    """Return a moment only while it is still to come."""
    return value if value and value > timezone.now() else None


@register.filter
def plain_number(value: Any) -> str:
    """Write a number in the visitor's language, without zeros that say nothing."""
    return str(number_format(Decimal(value).normalize()))


@register.filter
def telephone(number: str) -> str:
    """Return a telephone number as a link wants it: digits and a leading plus."""
    return re.sub(r"[^0-9+]", "", str(number))


@register.filter
def bare_address(url: str) -> str:
    """Return a web address as people write it, without the scheme and the last slash."""
    return re.sub(r"^https?://(www\.)?", "", str(url)).rstrip("/")


@register.filter
def tick_list(html: str, kind: str) -> SafeString:
    """Give the bullets of rich text the icon of a kind: yes, no or care; numbered lists stay."""
    if "<ol" in html:
        return mark_safe(html)  # noqa: S308 - rich text that Wagtail has cleaned
    sign = icon(TICK_ICONS[kind], kind)
    ticked = re.sub(r"<ul[^>]*>", '<ul class="sn-ticks">', str(html))
    ticked = re.sub(r"<li[^>]*>", f"<li>{sign}<span>", ticked).replace("</li>", "</span></li>")
    return mark_safe(ticked)  # noqa: S308 - the same cleaned text, with our own icon in it
