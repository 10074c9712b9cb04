"""Reading content files: bytes to records, with every fault and its line."""

from collections.abc import Callable
from typing import Any, TypeVar

from catalogue.content import consistency
from catalogue.content.checking import check_schema
from catalogue.content.faults import Fault
from catalogue.content.records import (
    CaseRecord,
    DurationRecord,
    EnglishRecord,
    EvidenceRecord,
    FigureRecord,
    GroupRecord,
    MaterialRecord,
    MethodRecord,
    RelationRecord,
    SourceRecord,
    StepRecord,
    Terms,
    UsedMethodRecord,
)
from catalogue.content.yaml_source import Source, parse
from slimmernetwerk.richtext import canonical_markdown

Values = dict[str, Any]  # checked against the schema
Record = TypeVar("Record", MethodRecord, CaseRecord)


def read_method(data: bytes, filename: str) -> tuple[MethodRecord | None, list[Fault]]:
    """Read a method; with any fault there is no record. Faults are in the order of the file."""
    source = parse(data, filename)
    if source.is_readable:
        source.faults += [*check_schema("method", source), *consistency.check_method(source)]
    return _finish(source, _build_method)


def read_case(data: bytes, filename: str) -> tuple[CaseRecord | None, list[Fault]]:
    """Read a practice case; with any fault there is no record. Faults are in file order."""
    source = parse(data, filename)
    if source.is_readable:
        source.faults += [*check_schema("case", source), *consistency.check_case(source)]
    return _finish(source, _build_case)


def _finish(source: Source, build: Callable[[Source], Record]) -> tuple[Record | None, list[Fault]]:
    if source.faults:
        return None, sorted(source.faults, key=lambda fault: (fault.line, fault.field))
    return build(source), []


def _build_method(source: Source) -> MethodRecord:
    values: Values = source.value
    return MethodRecord(
        key=values["key"],
        title=values["title"],
        alt_titles=tuple(values.get("alt_titles", ())),
        summary=values["summary"],
        why=_markdown(values, "why"),
        need=_markdown(values, "need"),
        terms=_build_terms(values["terms"], source.lines),
        duration=DurationRecord(int(values["duration"]["min"]), int(values["duration"]["max"])),
        preparation=int(values["preparation"]),
        group=GroupRecord(int(values["group"]["min"]), _integer(values["group"], "max")),
        steps=tuple(_build_step(step) for step in values["steps"]),
        materials=tuple(_build_material(material) for material in values.get("materials", ())),
        strengths=tuple(values["strengths"]),
        cautions=tuple(values["cautions"]),
        when_to_use=_markdown(values, "when_to_use"),
        when_not=_markdown(values, "when_not"),
        tips=tuple(canonical_markdown(tip) for tip in values["tips"]),
        legal_notes=_markdown(values, "legal_notes"),
        working_elements=_markdown(values, "working_elements"),
        evidence=tuple(_build_evidence(evidence) for evidence in values["evidence"]),
        relations=tuple(RelationRecord(**relation) for relation in values.get("relations", ())),
        licence=values["licence"],
        licence_note=values.get("licence_note", ""),
        source=_build_source(values["source"]),
        english=EnglishRecord(**values["english"]),
        lines=source.lines,
    )


def _build_case(source: Source) -> CaseRecord:
    values: Values = source.value
    return CaseRecord(
        key=values["key"],
        title=values["title"],
        summary=values["summary"],
        organisation=values["organisation"],
        illustrative=values["illustrative"],
        place=values.get("place", ""),
        period=values["period"],
        outcome=values["outcome"],
        problem=_markdown(values, "problem"),
        approach=_markdown(values, "approach"),
        result=_markdown(values, "result"),
        lessons=_markdown(values, "lessons"),
        conditions=_markdown(values, "conditions"),
        figures=tuple(FigureRecord(**figure) for figure in values.get("figures", ())),
        terms=_build_terms(values.get("terms", {}), source.lines),
        methods=tuple(UsedMethodRecord(**method) for method in values.get("methods", ())),
        source=_build_source(values["source"]) if "source" in values else None,
        lines=source.lines,
    )


def _build_step(values: Values) -> StepRecord:
    return StepRecord(
        title=values["title"],
        minutes=_integer(values, "minutes"),
        grouping=values["grouping"],
        instruction=_markdown(values, "instruction"),
        facilitator_note=_markdown(values, "facilitator_note"),
    )


def _build_material(values: Values) -> MaterialRecord:
    return MaterialRecord(**values | {"amount": _integer(values, "amount")})


def _build_evidence(values: Values) -> EvidenceRecord:
    return EvidenceRecord(**values | {"date": _date(values.get("date", ""))})


def _build_source(values: Values) -> SourceRecord:
    return SourceRecord(**values | {"year": _integer(values, "year")})


def _markdown(values: Values, name: str) -> str:
    return canonical_markdown(values.get(name, ""))


def _integer(values: Values, name: str) -> int | None:
    """Read a number that the schema calls whole, which 5.0 is too."""
    return int(values[name]) if name in values else None


def _date(value: int | float | str) -> str:
    return value if isinstance(value, str) else str(int(value))


def _build_terms(terms: dict[str, list[str]], lines: dict[str, int]) -> Terms:
    """Sort the terms of a vocabulary as the record does; their lines follow to the new places."""
    for vocabulary, slugs in terms.items():
        places = [f"terms.{vocabulary}[{index}]" for index in range(len(slugs))]
        found = sorted(zip(slugs, (lines[place] for place in places), strict=True))
        lines.update(zip(places, (line for _slug, line in found), strict=True))
    return {vocabulary: tuple(slugs) for vocabulary, slugs in terms.items()}
