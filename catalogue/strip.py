"""The strip of a method: the five measures by which methods are compared, in one order.

A page of results draws twenty strips, and methods share their measures: what was drawn of one is
kept, by all that it says and its language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.durations import Bar, duration_bar, duration_label, group_bar, group_label, plain

LEVELS = 3
RUNGS = 5
KEPT = 2_000  # drawings of one measure, of some 400 characters


@dataclass(frozen=True, slots=True)
class Mark:
    """One square, dot or step of a level; `css_class` says filled or empty."""

    css_class: str
    x: str
    y: str
    height: str


def strip_measures(method: Any) -> list[SafeString]:
    """Draw duration, group, preparation, facilitation and evidence; a missing one as unknown."""
    language = get_language()
    return [
        _duration(
            language, whole_number(method, "duration_min"), whole_number(method, "duration_max")
        ),
        _group(language, whole_number(method, "group_min"), whole_number(method, "group_max")),
        _preparation(language, *_level(method, "preparation")),
        _facilitation(language, *_level(method, "facilitation")),
        _evidence(language, *_level(method, "evidence")),
    ]


def whole_number(method: Any, name: str) -> int | None:
    """Return a whole number of a method, None where it has none."""
    value = getattr(method, name, None)
    return None if value is None else int(value)


def _level(method: Any, name: str) -> tuple[str, int | None]:
    label = str(getattr(method, f"{name}_label", ""))
    return capfirst(label), whole_number(method, f"{name}_level")


@lru_cache(KEPT)
def _duration(language: str, shortest: int | None, longest: int | None) -> SafeString:
    drawing = _range("m-time", 70, duration_bar(shortest, longest))
    return _measure("clock", _("Duration"), duration_label(shortest, longest), drawing)


@lru_cache(KEPT)
def _group(language: str, smallest: int | None, largest: int | None) -> SafeString:
    drawing = _range("m-people", 60, group_bar(smallest, largest))
    return _measure("people", _("Group"), group_label(smallest, largest), drawing)


@lru_cache(KEPT)
def _preparation(language: str, label: str, level: int | None) -> SafeString:
    return _measure("prep", _("Preparation"), label, _svg(52, _bars(level_marks(level), 13)))


@lru_cache(KEPT)
def _facilitation(language: str, label: str, level: int | None) -> SafeString:
    return _measure("level", _("Facilitation"), label, _svg(52, _dots(level_marks(level, first=7))))


@lru_cache(KEPT)
def _evidence(language: str, label: str, level: int | None) -> SafeString:
    drawing = _svg(70, _bars(evidence_marks(level), 11))
    return _measure("ladder", _("Evidence"), label or _("Not assessed yet"), drawing)


def _measure(sign: str, name: str, words: str, drawing: SafeString) -> SafeString:
    context = {"sign": sign, "name": name, "words": words or _("Unknown"), "drawing": drawing}
    return render_to_string("catalogue/components/measure.html", context)


def _range(scale: str, width: int, bar: Bar | None) -> SafeString:
    on = '<rect class="on" x="{}" width="{}" height="10"/>'
    return format_html(
        '<svg class="sn-range" viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">'
        '<use href="#{}"/>{}</svg>',
        width,
        scale,
        format_html(on, bar.x, bar.width) if bar else "",
    )


def _svg(width: int, marks: SafeString) -> SafeString:
    return format_html(
        '<svg class="sn-level" width="{0}" height="14" viewBox="0 0 {0} 14" aria-hidden="true">'
        "{1}</svg>",
        width,
        marks,
    )


def _bars(marks: Sequence[Mark], width: int) -> SafeString:
    rect = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
    found = ((mark.css_class, mark.x, mark.y, width, mark.height) for mark in marks)
    return format_html_join("", rect, found)


def _dots(marks: Sequence[Mark]) -> SafeString:
    circle = '<circle class="{}" cx="{}" cy="7" r="5.5"/>'
    return format_html_join("", circle, ((mark.css_class, mark.x) for mark in marks))


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
