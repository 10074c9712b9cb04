"""Every block that an editor can choose says what it is for, and shows how it will look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from wagtail import blocks
from wagtail.fields import StreamField

from slimmernetwerk.blocks import UnavailableBlock
from slimmernetwerk.models.querysets import page_types


def streams() -> Iterator[tuple[str, blocks.StreamBlock]]:
    for model in page_types():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield f"{model.__name__}.{field.name}", field.stream_block


def offered(block: blocks.Block) -> Iterator[tuple[str, blocks.Block]]:
    """Yield the blocks that can be chosen in a stream, and in the streams inside of them."""
    children = getattr(block, "child_blocks", {})
    if isinstance(block, blocks.ListBlock):
        children = {"item": block.child_block}
    for name, child in children.items():
        if isinstance(block, blocks.StreamBlock) and not isinstance(child, UnavailableBlock):
            yield name, child
        yield from ((f"{name}.{inner}", below) for inner, below in offered(child))


# A story is the same wherever it stands: each block once.
BLOCKS = {
    (type(block), name): pytest.param(block, id=f"{place}.{name}")
    for place, stream in streams()
    for name, block in offered(stream)
}.values()


@pytest.mark.parametrize("block", BLOCKS)
def test_block_says_what_it_is_for(block):
    assert str(block.get_description())


@pytest.mark.parametrize("block", BLOCKS)
def test_block_can_be_previewed(block, admin_client):
    assert block.is_previewable
    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    html = response.content.decode()
    main = html.split("<main", 1)[1].split(">", 1)[1].split("</main>")[0]
    assert 'href="/static/css/site.css"' in html
    value = block.meta.preview_value if hasattr(block.meta, "preview_value") else "<svg"
    for words in value.values() if isinstance(value, dict) else [value]:
        if isinstance(words, str) and words not in {"plenair", "individueel", "deelnemer"}:
            assert words in main


def test_blocks_of_every_kind_of_page_are_looked_at():
    fields = {place for place, _stream in streams()}
    assert {"MethodPage.steps", "CasePage.figures", "NewsPage.body", "EventPage.report"} <= fields
    assert len(BLOCKS) >= 10


def test_a_block_inside_a_block_is_looked_at():
    class Inner(blocks.StreamBlock):
        word = blocks.CharBlock()

    class Outer(blocks.StreamBlock):
        box = blocks.StructBlock([("lines", blocks.ListBlock(Inner()))])

    assert [name for name, _block in offered(Outer())] == ["box", "box.lines.item.word"]


def test_visitor_sees_no_preview_of_a_block(client, site):
    url = reverse("wagtailadmin_block_preview")
    assert client.get(url, {"id": "blockdef-1"}).status_code == 302
