"""What draws a method: strip, phases, evidence ladder, steps with their time bar, licence badges.

    {% load method_components %}
    {% method_strip method %}  {% method_strip page size="xl" %}
    {% phase_line page.phases %}  {% method_sections page as sections %}
    {% evidence_rungs page as rungs %}  {% step_timeline page.step_list %}

A method is anything with the attributes named here; a missing one is drawn as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from catalogue.choices import Grouping, Per
from catalogue.durations import duration_label
from catalogue.method_sections import Section, sections_of
from catalogue.phases import phase_places
from catalogue.strip import RUNGS, strip_measures, whole_number
from catalogue.timeline import GROUPINGS, segments, ticks, tint

register = template.Library()

MOST_BAR_STEPS = 24  # with more, the parts of the bar are too narrow to read or to choose
RUNG_LABELS = {
    0: gettext_lazy("Not assessed yet"),
    1: gettext_lazy("Described"),
    2: gettext_lazy("Practical experience"),
    3: gettext_lazy("Well founded"),
    4: gettext_lazy("First indications"),
    5: gettext_lazy("Strong indications"),
}
GOOD_INDICATIONS = gettext_lazy("Good indications")  # level 5, on the rung of level 6
RUNG_MEANINGS = {
    1: gettext_lazy("The steps, the materials and the aim are written down"),
    2: gettext_lazy("Used by two or more organisations"),
    3: gettext_lazy("There is an explanation of why it works"),
    4: gettext_lazy("First research into what it brings about"),
    5: gettext_lazy("Research with a comparison or a control group"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the evidence ladder, with the sources that stand on it."""

    number: int
    label: str
    meaning: str
    css_class: str
    is_current: bool
    records: Sequence[Any]

    @property
    def anchor(self) -> str:
        return f"bronnen-{self.number}"


@register.inclusion_tag("catalogue/components/strip.html")
def method_strip(method: Any, size: str = "") -> dict[str, Any]:
    """Draw the five measures by which methods are compared, always in the same order."""
    return {"size": size, "measures": strip_measures(method)}


@register.simple_tag
def phase_line(phases: Iterable[Any] | None) -> SafeString:
    """Draw the process as a line of nine places, with the phases of a method filled in."""
    chosen = [
        (getattr(phase, "slug", ""), str(getattr(phase, "label", phase))) for phase in phases or []
    ]
    return _phase_line(tuple(chosen), get_language())


@lru_cache(maxsize=1_000)  # a page of results draws twenty, and methods share their phases
def _phase_line(chosen: tuple[tuple[str, str], ...], language: str | None) -> SafeString:
    places = phase_places(frozenset(slug for slug, _label in chosen))
    context = {"places": places, "labels": [label for _slug, label in chosen]}
    return render_to_string("catalogue/components/phase_line.html", context)


@register.simple_tag
def evidence_rungs(method: Any) -> list[Rung]:
    """Return the rungs of the ladder from the top down, each with its sources; 0 is the ground."""
    level = whole_number(method, "evidence_level") or 0
    return ladder_rungs(level, list(method.evidence.all()))


@register.filter
def evidence_date(text: str) -> str:
    """Write the date of a source, which is a year or a day."""
    day = parse_date(text) if len(text) > len("2026") else None
    return date_format(day, "F Y") if day else text


@register.filter
def per_label(per: str) -> str:
    """Return the words for whom an amount of material is meant."""
    return str(Per(per).label) if per in Per.values else ""


@register.inclusion_tag("catalogue/components/step_timeline.html")
def step_timeline(steps: Iterable[Any] | None) -> dict[str, Any]:
    """Draw the steps in order, and above them a bar that shows how the time is divided."""
    listed = list(steps or [])
    parts = segments(listed) if len(listed) <= MOST_BAR_STEPS else []
    total = sum(part.step.minutes for part in parts)
    used = {tint(getattr(step, "grouping", None)) for step in listed}
    return {
        "steps": [
            {
                "step": step,
                "tint": tint(getattr(step, "grouping", None)),
                "duration": duration_label(*[getattr(step, "minutes", None) or None] * 2),
            }
            for step in listed
        ],
        "segments": parts,
        "ticks": ticks(total) if parts else [],
        "total": duration_label(total, total) if parts else "",
        "legend": [
            (number, Grouping(slug).label) for slug, number in GROUPINGS.items() if number in used
        ],
    }


@register.simple_tag
def method_sections(method: Any) -> list[Section]:
    """Return the sections of a method page that have something to say, in reading order."""
    return sections_of(method)


@register.filter
def rung(level: int) -> int:
    """Return the rung of the ladder on which a level of the vocabulary stands."""
    return min(level, RUNGS)


def ladder_rungs(level: int, records: Sequence[Any]) -> list[Rung]:
    """Return five rungs and the ground (0, what nobody has assessed) with what stands on each."""
    return [_rung(number, level, records) for number in range(RUNGS, -1, -1)]


def _rung(number: int, level: int, records: Sequence[Any]) -> Rung:
    current = number == rung(level)
    state = f"on r{number}" if number <= level else "off"
    return Rung(
        number=number,
        label=str(GOOD_INDICATIONS if number == level == RUNGS else RUNG_LABELS[number]),
        meaning=str(RUNG_MEANINGS.get(number, "")),
        css_class=f"{state} now" if current else state,
        is_current=current,
        records=[record for record in records if rung(record.level.order) == number],
    )
