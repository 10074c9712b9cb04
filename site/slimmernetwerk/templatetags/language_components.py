"""Say in which language something is that stands on a page in another language.

{% load language_components %}
<h3><a href="{{ page.url }}"{{ page|link_language }}>{{ page.get_shown_title }}</a></h3>
<p{{ page|words_language }}>{{ page.get_shown_summary }}</p>  {% language_badge page %}
<a href="{{ page.url }}agenda/"{{ page|hreflang }}>In your calendar</a>

Each writes nothing where the page is in the language of the visitor, or has no language.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from slimmernetwerk.languages import foreign_language, language_phrase

register = template.Library()


@register.filter
def hreflang(page: Any) -> SafeString:
    """Name the language of the page behind a link whose words are those of the interface."""
    language = _foreign_language(page)
    return format_html(' hreflang="{}"', language) if language else SafeString("")


@register.filter
def link_language(page: Any) -> SafeString:
    """Name the language of the page behind a link, and that of the link's own words."""
    return hreflang(page) + words_language(page)


@register.filter
def words_language(page: Any) -> SafeString:
    """Name the language of a shown title or summary."""
    if not _foreign_language(page) or page.get_shown_language() == get_language():
        return SafeString("")
    return format_html(' lang="{}"', page.get_shown_language())


@register.simple_tag
def language_badge(page: Any) -> SafeString:
    """Say in words that the page is in another language."""
    language = _foreign_language(page)
    if not language:
        return SafeString("")
    return format_html('<span class="sn-badge">{}</span>', language_phrase(language))


@register.simple_tag
def original_language() -> str:
    """Return the site's first language."""
    return settings.LANGUAGE_CODE


@register.filter
def language_words(code: str) -> str:
    """Say in which language something is: "in Dutch"."""
    return language_phrase(code)


def _foreign_language(page: Any) -> str:
    return foreign_language(page) if hasattr(page, "locale") else ""
