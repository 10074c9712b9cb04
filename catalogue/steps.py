"""The steps of a method as its page, its card and its open data show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from catalogue.choices import Grouping
from slimmernetwerk.richtext import html_to_text


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as it is drawn in the timeline and the list."""

    number: int
    title: str
    minutes: int | None
    grouping: str
    grouping_label: str
    instruction: SafeString
    facilitator_note: SafeString
    image: Any

    @property
    def anchor(self) -> str:
        return f"stap-{self.number}"


def step_view(number: int, value: Any) -> StepView:
    """Return what is drawn of the value of a StepBlock."""
    return StepView(
        number=number,
        title=value["title"],
        minutes=value["minutes"],
        grouping=value["grouping"],
        grouping_label=str(dict(Grouping.choices).get(value["grouping"], "")),
        instruction=_html(value["instruction"]),
        facilitator_note=_html(value["facilitator_note"]),
        image=value["image"],
    )


def _html(value: Any) -> SafeString:
    source = getattr(value, "source", "") or ""
    if not html_to_text(source).strip():
        return SafeString("")  # the editor stores an empty paragraph for nothing
    # What editors and importers store was cleaned on its way in.
    return mark_safe(expand_db_html(source))  # noqa: S308
