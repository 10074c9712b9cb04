"""Take the pictures of the documentation: `make screenshots`, or with --help for a part.

A demonstration site is prepared in a folder that is thrown away, and Chromium looks at it. The
public pages come in docs/screenshots, the admin screens of the tutorial in docs/images.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.demo_site import find_chromium, running_demo  # noqa: E402
from tools.page_states import PAGES  # noqa: E402

WIDTHS = {360: 740, 1280: 900}
SCHEMES = ("light", "dark")
COLOURS = 256  # of a palette: a screen of text needs no more, and the file is a third
TALLEST = 2_400  # pixels
PATIENCE = 120_000  # milliseconds: a slow machine makes the same pictures
PRESS_FILE = """PERSBERICHT

Loket voor slimme plannen opent in de bibliotheek

Voorbeeldstad, 3 mei 2027 - Wie een slim plan heeft voor de buurt, kan daarmee terecht in de
bibliotheek.

Een medewerker zoekt samen met de bezoeker uit welke afdeling kan helpen.

"Wij zoeken nu zelf de weg in het gemeentehuis", zegt de programmamanager.

- einde persbericht -

Noot voor de redactie, niet voor publicatie:
Contact: Persvoorlichting, telefoon 010 000 00 00, e-mail pers@voorbeeldstad.example
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=[*PAGES, "desk"], help="this part only")
    parser.add_argument("--target", type=Path, default=ROOT / "docs", help="folder for the files")
    options = parser.parse_args()
    names = options.only or [*PAGES, "desk"]
    with running_demo() as (url, logins), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for name in (name for name in names if name in PAGES):
            _public(browser, url, name, options.target / "screenshots")
        if "desk" in names:
            _desk(browser, url, logins["eindredacteur"], options.target / "images")
        browser.close()


def _chromium() -> str:
    program = find_chromium()
    if program is None:
        raise SystemExit("Chromium is not on this machine: apt-get install chromium")
    return program


def _public(browser: Browser, url: str, name: str, target: Path) -> None:
    """Take a page at every width in every scheme."""
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            with browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            ) as context:
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                page.goto(url + PAGES[name])
                _save(page, target / f"{name}-{width}-{scheme}.png", whole=True)


def _desk(browser: Browser, url: str, password: str, target: Path) -> None:
    """Take the screens of the tutorial for editors, in the order in which they are met."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{url}/admin/")
        page.fill("[name=username]", "eindredacteur")
        page.fill("[name=password]", password)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{url}/admin/")
        _save(page, target / "desk-home.png")
        page.goto(f"{url}/admin/press-releases/import/")
        page.set_input_files(
            "input[name=file]",
            {"name": "loket.txt", "mimeType": "text/plain", "buffer": PRESS_FILE.encode()},
        )
        _save(page, target / "desk-upload.png")
        page.get_by_role("button", name="Bekijk de indeling").click()
        page.locator("[data-press-review]").wait_for()
        _save(page, target / "desk-imported.png", whole=True)
        page.get_by_role("button", name="Maak concept").click()
        page.locator("#id_title").wait_for()
        _save(page, target / "desk-draft.png")
        page.get_by_role("button", name="Meer acties").click()
        page.get_by_role("button", name="Publiceren", exact=True).click()
        page.locator(".messages").wait_for()
        _save(page, target / "desk-published.png")


def _save(page: Page, target: Path, *, whole: bool = False) -> None:
    """Save what the browser shows as a small PNG."""
    page.wait_for_load_state("networkidle")
    if whole:
        _unroll(page)
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    target.parent.mkdir(parents=True, exist_ok=True)
    in_few_colours(shown).save(target, optimize=True)


def _unroll(page: Page) -> None:
    """Make the window as high as the page: what is out of sight is not drawn."""
    width = page.evaluate("innerWidth")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def in_few_colours(image: Image.Image) -> Image.Image:
    """Return an image with a palette of the colours that count most, exactly as they are.

    A palette of averages would mix a small mark in the colour of the house with the greys of text,
    so a colour counts by how often it is used and by how far it is from grey.
    """
    counted = image.getcolors(image.width * image.height) or []
    most = sorted(counted, key=_weight, reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _number, colour in most for part in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def _weight(counted: tuple[int, tuple[int, int, int]]) -> int:
    number, colour = counted
    return number * (1 + max(colour) - min(colour))


if __name__ == "__main__":
    main()
