"""A method page as a record, and a record onto a method page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from catalogue.content.records import (
    DurationRecord,
    EnglishRecord,
    EvidenceRecord,
    GroupRecord,
    MaterialRecord,
    MethodRecord,
    RelationRecord,
    SourceRecord,
    StepRecord,
)
from catalogue.models import EvidenceRecord as PageEvidence
from catalogue.models import MethodPage, MethodRelation
from slimmernetwerk.richtext import html_to_markdown, markdown_to_html
from vocabularies.models import Term, Vocabulary

# Block ids are not in the files: the same key, field and place give the same id.
BLOCK_IDS = UUID("6f1f6c56-0d4e-4f0c-9f0e-2d8a4f8b2f11")
MARKDOWN_FIELDS = ("why", "need", "when_to_use", "when_not", "legal_notes", "working_elements")
TermsByKey = Mapping[str, Term]  # "fase/verkennen" -> term


def blocks(key: str, field: str, kind: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the stored form of a StreamField with one kind of block."""
    return [
        {"type": kind, "value": value, "id": str(uuid5(BLOCK_IDS, f"{key}/{field}/{place}"))}
        for place, value in enumerate(values)
    ]


def fill_method(
    page: MethodPage, record: MethodRecord, terms: TermsByKey, methods: Mapping[str, int]
) -> None:
    """Put a record onto a page; `methods` gives the page id of each method key.

    What the files do not hold (images of steps, attachments, owner) stays as it is.
    """
    page.key, page.title, page.summary = record.key, record.title, record.summary
    page.draft_title = record.title
    page.alt_titles = "\n".join(record.alt_titles)
    for name in MARKDOWN_FIELDS:
        setattr(page, name, markdown_to_html(getattr(record, name)))
    page.duration_min, page.duration_max = record.duration.minimum, record.duration.maximum
    page.preparation_minutes = record.preparation
    page.group_min, page.group_max = record.group.minimum, record.group.maximum
    _fill_streams(page, record)
    _fill_rights(page, record, terms)
    page.terms.set(
        [terms[f"{key}/{slug}"] for key, slugs in record.terms.items() for slug in slugs]
    )
    page.evidence.set(_evidence(record, terms))
    page.relations.set(
        [
            MethodRelation(
                to_id=methods[entry.to], kind=entry.kind, note=entry.note, sort_order=place
            )
            for place, entry in enumerate(record.relations)
        ]
    )


def _fill_streams(page: MethodPage, record: MethodRecord) -> None:
    image_field = page.steps.stream_block.child_blocks["step"].child_blocks["image"]
    steps = blocks(record.key, "steps", "step", [_step(step) for step in record.steps])
    for step, image in zip(steps, _kept_images(page, record), strict=True):
        step["value"]["image"] = image_field.get_prep_value(image)
    page.steps = steps
    page.materials = blocks(
        record.key,
        "materials",
        "material",
        [
            {"name": m.name, "amount": m.amount, "per": m.per, "optional": m.optional}
            for m in record.materials
        ],
    )
    page.strengths = blocks(record.key, "strengths", "point", record.strengths)
    page.cautions = blocks(record.key, "cautions", "point", record.cautions)
    tips = [markdown_to_html(tip) for tip in record.tips]
    page.tips = blocks(record.key, "tips", "tip", tips)


def _kept_images(page: MethodPage, record: MethodRecord) -> list[Any]:
    """Return the image of each new step: that of the old step with its title, else its place."""
    before = [(block.value["title"], block.value["image"]) for block in page.steps]
    by_title, titles = dict(before), {step.title for step in record.steps}
    images = []
    for place, step in enumerate(record.steps):
        title, image = before[place] if place < len(before) else ("", None)
        # A title that is gone from the file was rewritten: the step is still the same one.
        stays = title == step.title or (title not in titles and step.title not in by_title)
        images.append(image if stays else by_title.get(step.title))
    return images


def _step(step: StepRecord) -> dict[str, Any]:
    return {
        "title": step.title,
        "minutes": step.minutes,
        "grouping": step.grouping,
        "instruction": markdown_to_html(step.instruction),
        "facilitator_note": markdown_to_html(step.facilitator_note),
    }


def _fill_rights(page: MethodPage, record: MethodRecord, terms: TermsByKey) -> None:
    page.licence = terms[f"licentie/{record.licence}"]
    page.licence_note = record.licence_note
    page.source_author, page.source_title = record.source.author, record.source.title
    page.source_year, page.source_url = record.source.year, record.source.url
    page.title_en, page.summary_en = record.english.title, record.english.summary


def _evidence(record: MethodRecord, terms: TermsByKey) -> list[PageEvidence]:
    return [
        PageEvidence(
            sort_order=place,
            kind=entry.kind,
            level=terms[f"bewijsniveau/{entry.level}"],
            date=entry.date,
            citation=entry.citation,
            url=entry.url,
            summary=entry.summary,
        )
        for place, entry in enumerate(record.evidence)
    ]


def method_record(page: MethodPage, keys: Mapping[int, str]) -> MethodRecord:
    """Return a page as a record; `keys` gives the key of each method page by its id."""
    return MethodRecord(
        key=page.key or page.slug,
        title=page.title,
        alt_titles=tuple(page.alt_titles_list),
        summary=page.summary,
        **_markdown(page),
        terms=chosen_terms(page),
        duration=DurationRecord(page.duration_min or 0, page.duration_max or 0),
        preparation=page.preparation_minutes or 0,
        group=GroupRecord(page.group_min or 0, page.group_max),
        steps=tuple(_step_record(value) for value in stored_values(page.steps)),
        materials=tuple(_material_record(value) for value in stored_values(page.materials)),
        strengths=tuple(stored_values(page.strengths)),
        cautions=tuple(stored_values(page.cautions)),
        tips=tuple(html_to_markdown(value) for value in stored_values(page.tips)),
        evidence=tuple(_evidence_record(entry) for entry in page.evidence.all()),
        relations=tuple(
            RelationRecord(keys[entry.to_id], entry.kind, entry.note)
            for entry in page.relations.all()
            if entry.to_id in keys
        ),
        licence=page.licence.slug if page.licence else "onbekend",
        licence_note=page.licence_note,
        source=SourceRecord(
            page.source_title, page.source_author, page.source_year, page.source_url
        ),
        english=EnglishRecord(page.title_en, page.summary_en),
    )


def _markdown(page: MethodPage) -> dict[str, Any]:
    return {name: html_to_markdown(getattr(page, name)) for name in MARKDOWN_FIELDS}


def chosen_terms(page: Any) -> dict[str, tuple[str, ...]]:
    """Return the terms that an editor chose; computed ones follow from other fields."""
    return {
        group.key: tuple(term.slug for term in group.terms)
        for group in page.term_groups
        if group.terms[0].vocabulary.source == Vocabulary.Source.CHOSEN
    }


def stored_values(stream: Any) -> Iterator[Any]:
    """Yield the values of a stream as they are stored; as blocks, each image is a query."""
    for block in stream.raw_data:
        yield block["value"]


def _step_record(value: Mapping[str, Any]) -> StepRecord:
    return StepRecord(
        title=value.get("title") or "",
        grouping=value.get("grouping") or "",
        instruction=html_to_markdown(value.get("instruction") or ""),
        minutes=value.get("minutes"),
        facilitator_note=html_to_markdown(value.get("facilitator_note") or ""),
    )


def _material_record(value: Mapping[str, Any]) -> MaterialRecord:
    return MaterialRecord(
        value.get("name") or "",
        value.get("amount"),
        value.get("per") or "",
        bool(value.get("optional")),
    )


def _evidence_record(entry: PageEvidence) -> EvidenceRecord:
    return EvidenceRecord(
        kind=entry.kind,
        level=entry.level.slug if entry.level_id else "",
        citation=entry.citation,
        summary=entry.summary,
        date=entry.date,
        url=entry.url,
    )
