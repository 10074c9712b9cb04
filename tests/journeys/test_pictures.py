"""The script that takes the pictures of the documentation runs, and each picture is there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from PIL import Image

from tests.servers import ROOT, SECONDS
from tools.page_states import PAGES
from tools.screenshots import in_few_colours

pytestmark = pytest.mark.browser


def test_script_takes_a_page_at_every_width_in_both_schemes(chromium, tmp_path):
    command = [sys.executable, "tools/screenshots.py", "--only", "plain-page"]
    subprocess.run([*command, "--target", str(tmp_path)], cwd=ROOT, check=True, timeout=SECONDS)
    taken = {path.stem: path for path in (tmp_path / "screenshots").iterdir()}
    assert set(taken) == {f"plain-page-{w}-{s}" for w in (360, 1280) for s in ("light", "dark")}
    light, dark = (Image.open(taken[f"plain-page-360-{s}"]).convert("L") for s in ("light", "dark"))
    assert light.width == 360
    assert light.getpixel((2, 2)) > 200 > 60 > dark.getpixel((2, 2))


def test_small_mark_keeps_its_colour_among_many_greys():
    orange, image = (232, 71, 28), Image.new("RGB", (300, 300))
    image.putdata([(n % 256, n % 256, n % 255) for n in range(300 * 300)])
    image.paste(orange, (10, 10, 16, 16))
    small = in_few_colours(image)
    assert small.mode == "P"
    assert small.convert("RGB").getpixel((12, 12)) == orange


def test_every_page_state_has_its_pictures():
    folder = ROOT / "docs" / "screenshots"
    expected = {
        f"{name}-{width}-{scheme}.png"
        for name in PAGES
        for width in (360, 1280)
        for scheme in ("light", "dark")
    }
    assert {path.name for path in folder.iterdir()} == expected


def test_pictures_that_texts_show_are_there():
    for text in [ROOT / "README.md", *(ROOT / "docs").glob("*/*.md")]:
        for link in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text.read_text()):
            assert (text.parent / link).exists(), f"{text.name} shows {link}"
