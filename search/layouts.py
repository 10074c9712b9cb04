"""How results are laid out: as a list of rows or as cards. It changes how they look, not which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from search.building import document_types
from search.drawing import query_url
from search.facets import LAYOUT_PARAMETER

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

LIST, CARDS = "lijst", "kaarten"
LAYOUTS: dict[str, _StrOrPromise] = {LIST: _("List"), CARDS: _("Cards")}
RESULTS_ANCHOR = "#aantal"


@dataclass(frozen=True, slots=True)
class LayoutOption:
    """A way to lay out the results, as a link to the same results."""

    name: str
    label: str
    url: str
    is_current: bool


def has_cards(types: Iterable[str]) -> bool:
    """Say whether any of these document types (none means all) can be drawn as a card."""
    every = document_types()
    return any(every[name].card_template for name in types or every if name in every)


def layout_query(layout: str) -> list[tuple[str, str]]:
    """Return what an address needs to keep this layout; the list needs nothing."""
    return [] if layout == LIST else [(LAYOUT_PARAMETER, layout)]


def layout_options(
    current: str, url: str, query: Sequence[tuple[str, str]], page: int
) -> list[LayoutOption]:
    """Return a link for each layout, to the same page of the same results."""
    place = [("page", str(page))] if page > 1 else []
    return [
        LayoutOption(
            name=name,
            label=str(label),
            url=query_url(url, [*query, *layout_query(name), *place]) + RESULTS_ANCHOR,
            is_current=name == current,
        )
        for name, label in LAYOUTS.items()
    ]
