"""Events to test with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale


@pytest.fixture
def make_event(make_page: Callable[..., Any]) -> Callable[..., Any]:
    """Make and publish an event: `make_event(title="Café", days=3)` begins in three days."""
    from events.models import EventIndexPage, EventPage

    parent = EventIndexPage.objects.get(locale=Locale.get_default())

    def make(*, days: float = 3, hours: float = 2, **fields: Any) -> Any:
        starts_at = timezone.now() + timedelta(days=days)
        defaults = {
            "parent": parent,
            "summary": "Een middag oefenen.",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=hours),
            "place": "Utrecht",
            "terms": ["bijeenkomst/workshop"],
        }
        return make_page(EventPage, **{**defaults, **fields})

    return make
