"""Paper in tests: how many sheets a page prints on, and whether its cards lost anything."""

from __future__ import annotations

import re

from playwright.sync_api import Page

SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
SPOILED = """() => [...document.querySelectorAll('.sn-pocket > *')].flatMap((side) => {
  const style = getComputedStyle(side);
  const edge = side.getBoundingClientRect().bottom - parseFloat(style.paddingBottom) + 1;
  const within = side.querySelectorAll(':scope > *, .foot > :not(.code)');
  const low = [...within].filter((part) => part.getBoundingClientRect().bottom > edge);
  const cut = [...side.querySelectorAll('*')].filter(
    (part) => getComputedStyle(part).webkitLineClamp !== 'none'
      && part.scrollHeight > part.clientHeight + parseFloat(getComputedStyle(part).fontSize) / 2,
  );
  return [
    ...low.map((part) => `outside: ${part.textContent.slice(0, 40)}`),
    ...cut.map((part) => `cut off: ${part.textContent.slice(0, 40)}`),
  ];
})"""


def sheets(page: Page) -> int:
    """Print the page that is open, and count the sheets."""
    return len(SHEET.findall(page.pdf(prefer_css_page_size=True)))


def spoiled(page: Page) -> list[str]:
    """Return what went wrong on the cards of a page, as it is in print."""
    found: list[str] = page.evaluate(SPOILED)
    return found


def outside(page: Page) -> list[str]:
    """Return only what stands outside of its side; a text that nobody would write is cut off."""
    return [fault for fault in spoiled(page) if fault.startswith("outside")]
