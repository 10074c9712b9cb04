"""Writing records as the canonical bytes of their content files."""

from pathlib import PurePath

from catalogue.content.faults import Fault
from catalogue.content.reading import read_case, read_method
from catalogue.content.records import (
    CaseRecord,
    EvidenceRecord,
    MaterialRecord,
    MethodRecord,
    SourceRecord,
    StepRecord,
    Terms,
)
from catalogue.content.yaml_output import Slugs, Value, dump


class ContentFileError(ValueError):
    """A content file has faults; they are in ``faults`` and, a line each, in the message."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def write_method(record: MethodRecord) -> bytes:
    """Write a method; records that compare equal give the same bytes."""
    return dump(_method_values(record))


def write_case(record: CaseRecord) -> bytes:
    """Write a practice case; records that compare equal give the same bytes."""
    return dump(_case_values(record))


def canonical(data: bytes, filename: str) -> bytes:
    """Rewrite a content file in its canonical form; the folder tells methods from cases.

    Raises ContentFileError when the file cannot be read.
    """
    faults: list[Fault]
    if PurePath(filename).parent.name == "cases":
        case, faults = read_case(data, filename)
        if case:
            return write_case(case)
    else:
        method, faults = read_method(data, filename)
        if method:
            return write_method(method)
    raise ContentFileError(faults)


def _present(**values: "Value | None") -> dict[str, Value]:
    """Leave out what is absent: None, and text, lists and mappings without content."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and value not in ("", [], {})
    }


def _method_values(record: MethodRecord) -> dict[str, Value]:
    return _present(
        key=record.key,
        title=record.title,
        alt_titles=list(record.alt_titles),
        summary=record.summary,
        why=record.why,
        need=record.need,
        terms=_terms_values(record.terms),
        duration=_present(min=record.duration.minimum, max=record.duration.maximum),
        preparation=record.preparation,
        group=_present(min=record.group.minimum, max=record.group.maximum),
        steps=[_step_values(step) for step in record.steps],
        materials=[_material_values(material) for material in record.materials],
        strengths=list(record.strengths),
        cautions=list(record.cautions),
        when_to_use=record.when_to_use,
        when_not=record.when_not,
        tips=list(record.tips),
        legal_notes=record.legal_notes,
        working_elements=record.working_elements,
        evidence=[_evidence_values(evidence) for evidence in record.evidence],
        relations=[_present(to=tie.to, kind=tie.kind, note=tie.note) for tie in record.relations],
        licence=record.licence,
        licence_note=record.licence_note,
        source=_source_values(record.source),
        english=_present(title=record.english.title, summary=record.english.summary),
    )


def _case_values(record: CaseRecord) -> dict[str, Value]:
    return _present(
        key=record.key,
        title=record.title,
        summary=record.summary,
        organisation=record.organisation,
        illustrative=record.illustrative,
        place=record.place,
        period=record.period,
        outcome=record.outcome,
        problem=record.problem,
        approach=record.approach,
        result=record.result,
        lessons=record.lessons,
        conditions=record.conditions,
        figures=[
            _present(label=figure.label, value=figure.value, unit=figure.unit)
            for figure in record.figures
        ],
        terms=_terms_values(record.terms),
        methods=[_present(method=used.method, note=used.note) for used in record.methods],
        source=_source_values(record.source) if record.source else None,
    )


def _terms_values(terms: Terms) -> dict[str, Value]:
    return {vocabulary: Slugs(slugs) for vocabulary, slugs in terms.items()}


def _step_values(step: StepRecord) -> dict[str, Value]:
    return _present(
        title=step.title,
        minutes=step.minutes,
        grouping=step.grouping,
        instruction=step.instruction,
        facilitator_note=step.facilitator_note,
    )


def _material_values(material: MaterialRecord) -> dict[str, Value]:
    return _present(
        name=material.name,
        amount=material.amount,
        per=material.per,
        optional=material.optional or None,
    )


def _evidence_values(evidence: EvidenceRecord) -> dict[str, Value]:
    is_year = evidence.date.isdecimal()
    return _present(
        kind=evidence.kind,
        level=evidence.level,
        date=int(evidence.date) if is_year else evidence.date,
        citation=evidence.citation,
        url=evidence.url,
        summary=evidence.summary,
    )


def _source_values(source: SourceRecord) -> dict[str, Value]:
    """Write a source; the order of keys serves methods (author first) and cases alike."""
    return _present(author=source.author, title=source.title, year=source.year, url=source.url)
