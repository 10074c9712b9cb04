"""A method as a card to take along: what of it stands on the two sides of a folded A6.

Paper does not grow: the card shows as many steps as there is room for and says how many are left.
The numbers of lines are those at which the print layer of the stylesheet cuts a text off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import ngettext

from catalogue.choices import Per
from catalogue.durations import duration_label
from catalogue.method_sections import steps_heading

if TYPE_CHECKING:
    from catalogue.models import MethodPage
    from slimmernetwerk.models import BasePage

LINES = 24.0  # of text on the back, without its headings and its foot
LETTERS = 58  # in a line
STEP_LETTERS = 44  # in a line, beside the number and the minutes
STEP_LINES = 2
STEP_MARGIN = 0.35  # between two steps, in lines
MATERIAL_LINES = 7
CAUTION_LINES = 4
CAUTIONS = 2


@dataclass(frozen=True, slots=True)
class CardStep:
    """A step in one line."""

    number: int
    title: str
    duration: str


@dataclass(frozen=True, slots=True)
class MethodCard:
    """What `catalogue/components/pocket_card.html` draws."""

    method: Any
    url: str
    aims: list[str]
    steps_heading: str
    steps: list[CardStep]
    steps_left: str
    materials: str
    cautions: list[str]


def card_of(method: Any, url: str) -> MethodCard:
    """Choose what of a method fits on its card; the first cautions are the most important ones."""
    listed = list(method.step_list)
    materials = ", ".join(material_words(block.value) for block in method.materials)
    cautions = [str(block.value) for block in method.cautions][:CAUTIONS]
    taken = lines_of(materials, LETTERS, MATERIAL_LINES)
    taken += sum(lines_of(text, LETTERS, CAUTION_LINES) for text in cautions)
    shown = fitting([step.title for step in listed], LINES - taken)
    return MethodCard(
        method=method,
        url=url,
        aims=[term.label for term in method.group("doel")],
        steps_heading=steps_heading(listed) if listed else "",
        steps=[
            CardStep(step.number, step.title, duration_label(*[step.minutes or None] * 2))
            for step in listed[:shown]
        ],
        steps_left=_steps_left(len(listed) - shown),
        materials=materials,
        cautions=cautions,
    )


def material_words(value: Any) -> str:
    """Write a material with how many there must be: "stiften (2 per groep)"."""
    per = str(Per(value["per"]).label) if value["per"] in Per.values else ""
    amount = " ".join(filter(None, [str(value["amount"] or ""), per]))
    return f"{value['name']} ({amount})" if amount else str(value["name"])


def cards_response(
    page: BasePage, request: HttpRequest, methods: Iterable[MethodPage], context: dict[str, Any]
) -> TemplateResponse:
    """Show methods as cards; search engines are to find the page that they come from."""
    cards = [card_of(method, method.get_full_url(request) or "") for method in methods]
    response = TemplateResponse(
        request, "catalogue/method_cards.html", {**context, "cards": cards, "json_ld": []}
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def lines_of(text: str, letters: int, most: int) -> int:
    """Guess how many lines a text takes; the stylesheet cuts it off after the most."""
    return min(ceil(len(text) / letters), most)


def fitting(titles: Sequence[str], room: float) -> int:
    """Return how many steps fit; when some do not, one line is kept to say so."""
    heights = [lines_of(title, STEP_LETTERS, STEP_LINES) + STEP_MARGIN for title in titles]
    if sum(heights) <= room:
        return len(titles)
    ends = accumulate(heights)
    return sum(end + 1 <= room for end in ends)


def _steps_left(number: int) -> str:
    if not number:
        return ""
    text = ngettext(
        "%(number)s more step is on the page", "%(number)s more steps are on the page", number
    )
    return text % {"number": number}
