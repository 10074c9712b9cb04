"""The blocks of a story: the body of plain pages, news and press releases.

Plugins add blocks at the top level; a block whose plugin is off keeps its data, hidden.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.images.blocks import ImageBlock

from slimmernetwerk import extension_points, plugins
from slimmernetwerk.plugins import Plugin

RICH_TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
UNAVAILABLE = "unavailable"


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        template = "slimmernetwerk/blocks/heading.html"
        preview_value = "Ook wat mislukt, telt mee"
        description = _(
            "A heading inside the text. Make it say what follows: many read only these."
        )


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=RICH_TEXT_FEATURES, **kwargs)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "slimmernetwerk/blocks/paragraph.html"
        preview_value = "<p>Wie een methode heeft gebruikt, vertelt hoe het ging.</p>"
        description = _("Paragraphs, lists, links and files.")


class QuoteBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(
        label=_("Quote"),
        features=["bold", "italic", "link"],
        help_text=_("Without quotation marks."),
    )
    speaker = blocks.CharBlock(label=_("Who says it"), required=False)
    role = blocks.CharBlock(label=_("Role"), required=False)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "slimmernetwerk/blocks/quote.html"
        preview_value = {"text": "<p>Hier leren we van.</p>", "speaker": "", "role": "Teamleider"}
        description = _("Something somebody said, set apart from the text, with who said it.")


class UnavailableBlock(blocks.FieldBlock):
    """Hold the data of a block whose plugin is off, signed so that a form cannot forge it."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(required=False, widget=forms.HiddenInput())
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        try:
            open_sealed(value)
        except signing.BadSignature:
            raise ValidationError(
                _("This block cannot be read. Reload the page and try again.")
            ) from None
        return value

    def render(self, value: Any, context: Any = None) -> SafeString:
        return SafeString("")

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    class Meta:
        label = _("Block of a plugin that is off")
        icon = "no-view"
        description = _("The content is kept and comes back when the plugin is on again.")


def seal(block: dict[str, Any]) -> dict[str, Any]:
    """Wrap the stored form of an unknown block into the stored form of an unavailable block."""
    content = {"type": block["type"], "value": block.get("value")}
    sealed = signing.Signer(salt=UNAVAILABLE).sign_object(content)
    return {"type": UNAVAILABLE, "value": sealed, "id": block.get("id")}


def open_sealed(value: str) -> dict[str, Any]:
    """Return the type and value that `seal` wrapped; raise BadSignature when forged."""
    content: dict[str, Any] = signing.Signer(salt=UNAVAILABLE).unsign_object(value)
    return content


def unseal(block: dict[str, Any]) -> dict[str, Any]:
    if block["type"] != UNAVAILABLE:
        return block
    return {**open_sealed(block["value"]), "id": block["id"]}


def drawn_with_care(plugin: Plugin, block: blocks.Block) -> blocks.Block:
    """Return a copy of a plugin's block that draws nothing, and names the plugin, when it fails."""
    careful = copy(block)
    get_example = block.get_preview_value

    def render(value: Any, context: Any = None) -> SafeString:
        return plugins.guarded(plugin, lambda: block.render(value, context), default=SafeString(""))

    careful.render = render
    careful.get_preview_value = lambda: plugins.guarded(plugin, get_example, default=None)
    return careful


class StoryBlock(blocks.StreamBlock):
    """The blocks of a story: our own, and those of the enabled plugins."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    image = ImageBlock(
        label=_("Image"),
        template="slimmernetwerk/blocks/image.html",
        preview_template="slimmernetwerk/blocks/image_preview.html",
        description=_("An image as wide as the text. Say what it shows, for who cannot see it."),
    )
    unavailable = UnavailableBlock()

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        contributed = [
            (f"{entry.plugin.label}_{name}", drawn_with_care(entry.plugin, block))
            for entry in extension_points.story_blocks.contributions()
            for name, block in [entry.item]
        ]
        super().__init__([*contributed, *(local_blocks or [])], **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = [
                block if block["type"] in self.child_blocks else seal(block) for block in value
            ]
        return super().to_python(value)

    def get_prep_value(self, value: Any) -> list[dict[str, Any]]:
        return [unseal(block) for block in super().get_prep_value(value)]


class StoryBlockAdapter(StreamBlockAdapter):
    """Draw a story in the admin; story-block.js offers no block of a plugin that is off."""

    js_constructor = "slimmernetwerk.blocks.StoryBlock"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["js/story-block.js"])


register(StoryBlockAdapter(), StoryBlock)
