"""The blocks that a method is made of: steps, materials, and lists of short texts."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from catalogue.choices import Grouping, Per
from slimmernetwerk.blocks import RICH_TEXT_FEATURES


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
        description = _("One step: what people do, how long and in what grouping.")
        preview_value = {
            "title": "Schrijf oorzaken op",
            "minutes": 10,
            "grouping": "individueel",
            "instruction": "<p>Iedereen schrijft. Eén oorzaak per kaartje.</p>",
        }


class MaterialBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("What"), max_length=120)
    amount = blocks.IntegerBlock(label=_("How many"), required=False, min_value=1)
    per = blocks.ChoiceBlock(label=_("For"), choices=Per.choices, required=False)
    optional = blocks.BooleanBlock(label=_("Not strictly needed"), required=False)

    class Meta:
        label = _("Material")
        icon = "clipboard-list"
        description = _("Something that must lie ready.")
        preview_value = {"name": "plakbriefjes", "amount": 8, "per": "deelnemer"}


class PointBlock(blocks.CharBlock):
    """One short point in a list of strengths or cautions."""

    class Meta:
        label = _("Point")
        icon = "check"
        description = _("One sentence.")
        preview_value = "Binnen een uur ligt er een lijst met namen erbij."


class TipBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=["bold", "italic", "link"], **kwargs)

    class Meta:
        label = _("Tip")
        icon = "help"
        description = _("One tip from practice.")
        preview_value = "<p>Doe de eerste ronde in stilte.</p>"


class FigureBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What was measured"), max_length=120)
    value = blocks.DecimalBlock(label=_("Number"))
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=40)

    class Meta:
        label = _("Figure")
        icon = "order"
        description = _("A number that tells what changed.")
        preview_value = {"label": "Deelnemers", "value": 42, "unit": "mensen"}
