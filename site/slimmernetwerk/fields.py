"""Model fields of the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from wagtail.fields import RichTextField, StreamField

from slimmernetwerk.blocks import StoryBlock
from slimmernetwerk.richtext import html_to_text


class StoryField(StreamField):
    """A StreamField of story blocks; plugins add to them without touching a migration."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(list(block_types), **kwargs)

    @cached_property
    def stream_block(self) -> StoryBlock:
        # Built on first use: the plugins' blocks can only be read when all apps are loaded.
        block = StoryBlock()
        block.set_meta_options(self.block_opts)
        return block

    if TYPE_CHECKING:
        # What the attribute of a page holds is a StreamValue, and takes lists of blocks.
        def __get__(self, instance: object, owner: object = None) -> Any: ...
        def __set__(self, instance: object, value: Any) -> None: ...

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        # A revision holds the stream as a string; the block wants the list, to keep the data of
        # blocks that it does not know.
        if isinstance(value, str) and value.startswith("["):
            value = json.loads(value)
        return super().to_python(value)


class ProseField(RichTextField):
    """Rich text that is empty when it holds no words: the editor sends `<p></p>` for nothing."""

    def save_form_data(self, instance: Any, data: Any) -> None:
        super().save_form_data(instance, data if html_to_text(data or "").strip() else "")

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs
