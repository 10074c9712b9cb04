"""Read a list with facets as a visitor sees it, and use it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class ResultsPage:
    """The list of results on a page."""

    page: Page

    @property
    def total(self) -> int:
        """How many results the list says it has."""
        return int(self.page.locator("ol[data-total]").get_attribute("data-total") or -1)

    def expect_total(self, total: int) -> None:
        """Wait for a list of this length, with as many rows and the number in words."""
        expect(self.page.locator("ol[data-total]")).to_have_attribute("data-total", str(total))
        expect(self.page.locator("li.sn-row")).to_have_count(min(total, 20))
        if total:
            expect(self.page.locator("#aantal")).to_have_text(
                "1 resultaat" if total == 1 else f"{total} resultaten"
            )

    @property
    def titles(self) -> list[str]:
        return self.page.locator("li.sn-row h3").all_inner_texts()

    @property
    def chips(self) -> list[str]:
        """The chosen values, in the order of the facets."""
        return [chip.inner_text().split("\n")[-1] for chip in self.page.locator(".sn-chip").all()]

    def value(self, facet: str, value: str) -> Locator:
        return self.page.locator(f'[data-facet="{facet}"][data-value="{value}"]')

    def count(self, facet: str, value: str) -> int:
        """How many results a value of a facet promises."""
        return int(self.value(facet, value).get_attribute("data-count") or -1)

    def is_ticked(self, facet: str, value: str) -> bool:
        return self.value(facet, value).locator("input").is_checked()

    def open_facet(self, facet: str) -> None:
        if self.page.locator(f'[data-facet-name="{facet}"]').get_attribute("open") is None:
            self.page.locator(f'[data-facet-name="{facet}"] > summary').click()

    def tick(self, facet: str, value: str) -> int:
        """Tick a value and wait for its list; return the number of results that it promised."""
        self.open_facet(facet)
        promised = self.count(facet, value)
        self.value(facet, value).click()
        self.page.wait_for_url(lambda url: f"{facet}={value}" in url)
        return promised
