"""A block for stories."""

from wagtail import blocks


class CardBlock(blocks.StructBlock):
    """A card with a number and a list, so that its data has some depth."""

    title = blocks.CharBlock()
    number = blocks.FloatBlock(required=False)
    points = blocks.ListBlock(blocks.CharBlock(), required=False)

    class Meta:
        template = "dummy/card.html"
        icon = "view"
        preview_value = {"title": "Kaart", "number": 1.5, "points": ["een", "twee"]}
        description = "A card."


story_blocks = [("card", CardBlock())]
