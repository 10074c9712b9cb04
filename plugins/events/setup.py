"""What the plugin needs on a new site: its list, and example events for a demonstration."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events.examples import EXAMPLES, Example
from events.models import EventIndexPage, EventPage
from slimmernetwerk.extension_points import SetupStep
from slimmernetwerk.setup import ensure_section, publish_below, translate_section
from vocabularies.models import Term

FRIDAY = 4


def section() -> EventIndexPage:
    """Return the list of events; make a missing one."""
    found: EventIndexPage = ensure_section(
        EventIndexPage,
        title="Bijeenkomsten",
        slug="bijeenkomsten",
        lead="Oefen een methode samen, vraag wat u niet uit een tekst haalt, vertel wat misging.",
    )
    return found


def add_section() -> None:
    section()


def add_english_section() -> None:
    translate_section(
        EventIndexPage,
        "en",
        title="Events",
        slug="events",
        lead="Practise a method together, ask what no text tells you, say what went wrong.",
    )


def load_examples() -> None:
    """Add the example events once, on days around today so that some are always coming."""
    parent = section()
    if parent.get_children().exists():
        return
    for example in EXAMPLES:
        publish_below(parent, _page(example, parent))


def _page(example: Example, parent: EventIndexPage) -> EventPage:
    day = _working_day(timezone.localdate() + timedelta(days=example.days_from_now))
    page = EventPage(
        locale=parent.locale,
        title=example.title,
        slug=example.slug,
        summary=example.summary,
        starts_at=_moment(day, example.starts),
        ends_at=_moment(day, example.ends),
        place=example.place,
        venue=example.venue,
        is_online=example.is_online,
        registration_note=example.registration_note,
        body=[("paragraph", text) for text in example.body],
        report=[("paragraph", text) for text in example.report],
    )
    page.terms.set(Term.objects.filter(vocabulary__key="bijeenkomst", slug=example.kind))
    return page


def _working_day(day: date) -> date:
    """Return the day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


def _moment(day: date, text: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(text)))


setup_steps = [
    SetupStep("events-section", "Events section", add_section, order=25),
    SetupStep(
        "events-section-en", "Events section in English", add_english_section, 25, language="en"
    ),
    SetupStep("events-content", "Example events", load_examples, order=25, is_content=True),
]
