"""The sections of a method page: which there are, in what order, and what each needs to appear.

The page and its table of contents are both drawn from this list, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.durations import total_label
from catalogue.timeline import segments


@dataclass(frozen=True, slots=True)
class Section:
    """A section; it appears when the method has a value for one of `fields`, or there are none."""

    anchor: str
    name: str  # of its template
    label: Any
    fields: tuple[str, ...] = ()
    long_label: Any = ""
    prints: bool = True

    @property
    def heading(self) -> Any:
        return self.long_label or self.label

    @property
    def template(self) -> str:
        return f"catalogue/sections/{self.name}.html"


# What one needs to do it, then what one needs to know more.
SECTIONS = (
    Section("stappen", "steps", _("Steps"), ("step_list",)),
    Section("materiaal", "materials", _("Materials"), ("materials", "attachments")),
    Section("wanneer", "when", _("When, and when not"), ("when_to_use", "when_not")),
    Section("letop", "points", _("Strong points and cautions"), ("strengths", "cautions", "tips")),
    Section("waarom", "why", _("Why"), ("why", "need")),
    # On paper the strip says how strong the evidence is; the sources are on the page.
    Section("bewijs", "evidence", _("Evidence"), (), _("How strong is the evidence?"), False),
    Section(
        "praktijk", "cases", _("Experiences"), ("cases_list",), _("How it went for others"), False
    ),
    Section("juridisch", "rules", _("Rules"), ("legal_notes",), _("Rules to think of"), False),
    Section("verder", "further", _("Further"), ("relations_list",), _("Further with"), False),
    Section("over", "about", _("About this method"), prints=False),
)


def sections_of(method: Any) -> list[Section]:
    """Return the sections that have something to say, in reading order."""
    found = []
    for section in SECTIONS:
        if section.fields and not any(_has(method, name) for name in section.fields):
            continue
        if section.name == "steps":
            section = replace(section, long_label=steps_heading(list(method.step_list)))
        found.append(section)
    return found


def steps_heading(steps: Sequence[Any]) -> str:
    """Say how many steps there are, and in how much time when every step says so."""
    number = len(steps)
    heading = ngettext("%(number)s step", "%(number)s steps", number) % {"number": number}
    if not segments(steps):
        return heading
    total = sum(step.minutes for step in steps)
    return gettext("%(steps)s in %(duration)s") % {
        "steps": heading,
        "duration": total_label(total),
    }


def _has(method: Any, name: str) -> bool:
    value: Any = getattr(method, name, None)
    # What hangs on a method is a manager, which is never false itself.
    return bool(value.all() if hasattr(value, "all") else value)
