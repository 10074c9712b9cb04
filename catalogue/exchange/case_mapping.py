"""A case page as a record, and a record onto a case page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from catalogue.content.records import CaseRecord, FigureRecord, SourceRecord, UsedMethodRecord
from catalogue.exchange.method_mapping import TermsByKey, blocks, chosen_terms, stored_values
from catalogue.models import CaseMethod, CasePage
from slimmernetwerk.richtext import html_to_markdown, markdown_to_html

MARKDOWN_FIELDS = ("problem", "approach", "result", "lessons", "conditions")
PLAIN_FIELDS = ("key", "title", "summary", "organisation", "place", "period", "outcome")


def fill_case(
    page: CasePage, record: CaseRecord, terms: TermsByKey, methods: Mapping[str, int]
) -> None:
    """Put a record onto a page; `methods` gives the page id of each method key."""
    for name in PLAIN_FIELDS:
        setattr(page, name, getattr(record, name))
    page.draft_title = record.title
    for name in MARKDOWN_FIELDS:
        setattr(page, name, markdown_to_html(getattr(record, name)))
    page.is_illustrative = record.illustrative
    page.figures = blocks(
        record.key,
        "figures",
        "figure",
        [{"label": f.label, "value": str(f.value), "unit": f.unit} for f in record.figures],
    )
    source = record.source or SourceRecord("")
    page.source_title, page.source_year = source.title, source.year
    page.source_url = source.url
    page.terms.set(
        [terms[f"{key}/{slug}"] for key, slugs in record.terms.items() for slug in slugs]
    )
    page.used_methods.set(
        [
            CaseMethod(method_id=methods[use.method], note=use.note, sort_order=place)
            for place, use in enumerate(record.methods)
        ]
    )


def case_record(page: CasePage, keys: Mapping[int, str]) -> CaseRecord:
    """Return a page as a record; `keys` gives the key of each method page by its id."""
    has_source = bool(page.source_title)
    return CaseRecord(
        key=page.key or page.slug,
        title=page.title,
        summary=page.summary,
        organisation=page.organisation,
        illustrative=page.is_illustrative,
        place=page.place,
        period=page.period,
        outcome=page.outcome,
        **_markdown(page),
        figures=tuple(
            FigureRecord(
                value.get("label") or "", _number(value.get("value")), value.get("unit") or ""
            )
            for value in stored_values(page.figures)
        ),
        terms=chosen_terms(page),
        methods=tuple(
            UsedMethodRecord(keys[use.method_id], use.note)
            for use in page.used_methods.all()
            if use.method_id in keys
        ),
        source=SourceRecord(page.source_title, "", page.source_year, page.source_url)
        if has_source
        else None,
    )


def _markdown(page: CasePage) -> dict[str, Any]:
    return {name: html_to_markdown(getattr(page, name)) for name in MARKDOWN_FIELDS}


def _number(value: Decimal | str | None) -> Any:
    if value is None:
        return None  # in a draft; the file that comes of it has a fault that says so
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else float(number)
