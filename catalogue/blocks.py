"""The blocks that a method is made of: steps, materials, and lists of short texts.

Each is previewed in the section of the page that it will stand in.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from catalogue.choices import Grouping, Per
from catalogue.steps import step_view
from slimmernetwerk.blocks import RICH_TEXT_FEATURES


def in_section(parent_context: Any, section: str, **page: Any) -> dict[str, Any]:
    """Return what `catalogue/block_preview.html` draws: a section of a page with one block."""
    template = f"catalogue/sections/{section}.html"
    return {**(parent_context or {}), "section": template, "page": SimpleNamespace(**page)}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What"), max_length=120)
    minutes = blocks.IntegerBlock(
        label=_("Minutes"), required=False, min_value=1, max_value=60 * 24 * 30
    )
    grouping = blocks.ChoiceBlock(label=_("Who"), choices=Grouping.choices, default="plenair")
    instruction = blocks.RichTextBlock(label=_("How"), features=RICH_TEXT_FEATURES)
    facilitator_note = blocks.RichTextBlock(
        label=_("Tip for the facilitator"), features=RICH_TEXT_FEATURES, required=False
    )
    image = ImageBlock(label=_("Image"), required=False)

    class Meta:
        label = _("Step")
        icon = "list-ol"
        label_format = "{title} ({minutes} min)"
        description = _("One step: what people do, how long it takes and who sits with whom.")
        preview_template = "catalogue/block_preview.html"
        preview_value = {
            "title": "Schrijf oorzaken op",
            "minutes": 10,
            "grouping": "individueel",
            "instruction": "<p>Iedereen schrijft. Eén oorzaak per kaartje.</p>",
            "facilitator_note": "<p>Wacht tot het stil is.</p>",
            "image": None,
        }

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return in_section(parent_context, "steps", step_list=[step_view(1, value)])


class MaterialBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("What"), max_length=120)
    amount = blocks.IntegerBlock(label=_("How many"), required=False, min_value=1)
    per = blocks.ChoiceBlock(label=_("For"), choices=Per.choices, required=False)
    optional = blocks.BooleanBlock(label=_("Not strictly needed"), required=False)

    class Meta:
        label = _("Material")
        icon = "clipboard-list"
        description = _("Something that must lie ready: how many, and for whom.")
        preview_template = "catalogue/block_preview.html"
        preview_value = {"name": "plakbriefjes", "amount": 8, "per": "deelnemer"}

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return in_section(parent_context, "materials", materials=[self.bind(value)])

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return what it is; "per participant" says nothing about a method."""
        name: list[str] = self.child_blocks["name"].get_searchable_content(value["name"])
        return name


class PointBlock(blocks.CharBlock):
    """One short point in a list of strengths or cautions."""

    class Meta:
        label = _("Point")
        icon = "check"
        description = _("One short sentence. A card to print shows the first two cautions.")
        preview_template = "catalogue/block_preview.html"
        preview_value = "Binnen een uur ligt er een lijst met namen erbij."

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return in_section(parent_context, "points", strengths=[self.bind(value)])


class TipBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=["bold", "italic", "link"], **kwargs)

    class Meta:
        label = _("Tip")
        icon = "help"
        description = _("One tip from practice: what somebody who did it would tell a colleague.")
        preview_template = "catalogue/block_preview.html"
        preview_value = "<p>Doe de eerste ronde in stilte.</p>"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return in_section(parent_context, "points", tips=[self.bind(value)])


class FigureBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What was measured"), max_length=120)
    value = blocks.DecimalBlock(label=_("Number"))
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=40)

    class Meta:
        label = _("Figure")
        icon = "order"
        description = _("A number that tells what changed, with its unit.")
        preview_template = "catalogue/block_preview.html"
        preview_value = {"label": "Deelnemers", "value": 42, "unit": "mensen"}

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return in_section(parent_context, "figures", figures=[self.bind(value)])
