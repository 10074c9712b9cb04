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
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from catalogue.choices import Grouping, Per
from catalogue.durations import duration_bar, duration_label, group_bar, group_label, plain
from catalogue.method_sections import Section, sections_of
from catalogue.phases import phase_places
from catalogue.timeline import GROUPINGS, segments, ticks, tint

register = template.Library()

LEVELS = 3
RUNGS = 5
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
class Mark:
    """One square, dot or step of a level; `css_class` says filled or empty."""

    css_class: str
    x: str
    y: str
    height: str


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
    minutes = (_number(method, "duration_min"), _number(method, "duration_max"))
    people = (_number(method, "group_min"), _number(method, "group_max"))
    return {
        "size": size,
        "duration": duration_label(*minutes),
        "duration_bar": duration_bar(*minutes),
        "group": group_label(*people),
        "group_bar": group_bar(*people),
        "preparation": getattr(method, "preparation_label", ""),
        "preparation_marks": level_marks(_number(method, "preparation_level")),
        "facilitation": getattr(method, "facilitation_label", ""),
        "facilitation_marks": level_marks(_number(method, "facilitation_level"), first=7),
        "evidence": getattr(method, "evidence_label", ""),
        "evidence_marks": evidence_marks(_number(method, "evidence_level")),
    }


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


@register.filter
def as_bars(marks: Sequence[Mark], width: str) -> SafeString:
    """Draw marks as bars of a width; a list of methods draws the same few sets of them."""
    return _bars(tuple(marks), str(width))


@lru_cache(maxsize=100)
def _bars(marks: tuple[Mark, ...], width: str) -> SafeString:
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        ((mark.css_class, mark.x, mark.y, width, mark.height) for mark in marks),
    )


@register.filter
def as_dots(marks: Sequence[Mark]) -> SafeString:
    """Draw marks as dots."""
    return _dots(tuple(marks))


@lru_cache(maxsize=100)
def _dots(marks: tuple[Mark, ...]) -> SafeString:
    circle = '<circle class="{}" cx="{}" cy="7" r="5.5"/>'
    return format_html_join("", circle, ((mark.css_class, mark.x) for mark in marks))


@register.simple_tag
def evidence_rungs(method: Any) -> list[Rung]:
    """Return the rungs of the ladder from the top down, each with its sources; 0 is the ground."""
    level = _number(method, "evidence_level") or 0
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


def level_marks(level: int | None, first: float = 0.5) -> list[Mark]:
    """Return three marks of which as many are filled as the level says."""
    return [
        Mark("on" if index < (level or 0) else "ring", plain(first + 18 * index), "1.5", "11")
        for index in range(LEVELS)
    ]


def evidence_marks(level: int | None) -> list[Mark]:
    """Return five growing bars, filled up to the rung of a level (5 and 6 share the top)."""
    return [
        Mark(
            "ev" if index < (level or 0) else "ring",
            plain(0.5 + 14 * index),
            plain(8.5 - 2 * index),
            plain(5 + 2 * index),
        )
        for index in range(RUNGS)
    ]


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


def _number(owner: Any, name: str) -> int | None:
    value = getattr(owner, name, None)
    return None if value is None else int(value)
