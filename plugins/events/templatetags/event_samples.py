"""A made-up event for the style page: {% load event_samples %} {% event_sample as event %}"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def event_sample() -> SimpleNamespace:
    """Return what the row and the list of events read of an event that is coming."""
    starts_at = timezone.now() + timedelta(days=3)
    return SimpleNamespace(
        title=_("Events"),
        url="#bijeenkomst",
        locale=SimpleNamespace(language_code=get_language()),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        is_one_day=True,
        is_past=False,
        is_cancelled=False,
        is_online=True,
        kind_label="café",
        place="Utrecht",
    )
