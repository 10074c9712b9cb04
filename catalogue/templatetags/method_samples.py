"""A made-up method for the style page: {% load method_samples %} {% method_sample as method %}

{% method_card_sample as card %}
"""

from __future__ import annotations

from types import SimpleNamespace

from django import template
from django.utils.translation import gettext as _

from catalogue.cards import MethodCard, card_of
from catalogue.choices import Grouping

register = template.Library()

STEPS = ((5, Grouping.PLENARY), (10, Grouping.ALONE), (15, Grouping.PAIR), (30, Grouping.SMALL))


@register.simple_tag
def method_card_sample() -> MethodCard:
    """Return the card of the made-up method."""
    return card_of(method_sample(), "https://slimmernetwerk.example/methoden/voorbeeld/")


@register.simple_tag
def method_sample() -> SimpleNamespace:
    """Return what the components read of a method, with every measure known."""
    phases = [SimpleNamespace(slug=slug, label=slug) for slug in ("bedenken", "invoeren")]
    return SimpleNamespace(
        title=_("A method"),
        summary=_("One or two sentences: what people do, and what it gives them."),
        url="#kaarten",
        kind_label=_("exercise"),
        phases=phases,
        duration_min=60,
        duration_max=90,
        group_min=4,
        group_max=24,
        preparation_label=_("less than an hour"),
        preparation_level=1,
        facilitation_label=_("experienced"),
        facilitation_level=2,
        evidence_label=_("well founded"),
        evidence_level=3,
        licence_badges=("use", "adapt"),
        evidence=SimpleNamespace(all=list),
        licence_label="CC BY",
        group=lambda _key: [SimpleNamespace(label=_("making choices"))],
        materials=[_block({"name": _("sticky notes"), "amount": 8, "per": "deelnemer"})],
        cautions=[_block(_("What can go wrong, in one sentence."))],
        step_list=[_step(*step) for step in enumerate(STEPS, start=1)],
    )


def _block(value: object) -> SimpleNamespace:
    return SimpleNamespace(value=value)


def _step(number: int, measures: tuple[int, Grouping]) -> SimpleNamespace:
    minutes, grouping = measures
    return SimpleNamespace(
        number=number,
        anchor=f"stap-{number}",
        title=_("What people do"),
        minutes=minutes,
        grouping=grouping.value,
        grouping_label=str(grouping.label),
        instruction=_("How they do it, in two or three sentences."),
        facilitator_note=_("Say this out loud.") if number == 1 else "",
    )
