"""Model fields of the site."""

from __future__ import annotations

import json
from typing import Any

from django.utils.functional import cached_property
from wagtail.fields import StreamField

from slimmernetwerk.blocks import StoryBlock


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

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        # A revision holds the stream as a string; the block wants the list, to keep the data of
        # blocks that it does not know.
        if isinstance(value, str) and value.startswith("["):
            value = json.loads(value)
        return super().to_python(value)
