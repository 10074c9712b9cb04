"""What a content file says, as plain values: the records between files and the database.

Absent optional text is "", an absent number is None, an absent list is (). Texts that the schema
marks as Markdown hold canonical Markdown after reading. ``lines`` tells where in the file a value
stands ("terms.fase[0]" -> 12); it takes no part in comparison.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# The order in which vocabularies stand under "terms"; others follow by name.
VOCABULARY_ORDER = (
    *("soort", "doel", "fase", "begeleiding", "spanning", "setting", "participatietrede"),
    *("deelnemers", "complexiteit", "polarisatie", "bestuurslaag", "beleidsthema"),
    *("voorbereiding", "kosten"),
)

Terms = Mapping[str, tuple[str, ...]]
Lines = Mapping[str, int]


def order_terms(terms: Terms) -> Terms:
    """Give terms their one order, so that a record does not depend on where it comes from."""

    def place(vocabulary: str) -> tuple[int, str]:
        known = vocabulary in VOCABULARY_ORDER
        return (VOCABULARY_ORDER.index(vocabulary) if known else len(VOCABULARY_ORDER), vocabulary)

    return {
        vocabulary: tuple(sorted(set(terms[vocabulary])))
        for vocabulary in sorted(terms, key=place)
        if terms[vocabulary]
    }


@dataclass(frozen=True, slots=True)
class DurationRecord:
    """How long a method takes, in minutes."""

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """How many people take part; without a maximum there is no upper bound."""

    minimum: int
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class StepRecord:
    title: str
    grouping: str  # individueel, duo, klein, plenair
    instruction: str  # Markdown
    minutes: int | None = None
    facilitator_note: str = ""  # Markdown


@dataclass(frozen=True, slots=True)
class MaterialRecord:
    name: str
    amount: int | None = None
    per: str = ""  # groep, deelnemer, duo, drietal
    optional: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    kind: str
    level: str  # slug of a term of "bewijsniveau"
    citation: str
    summary: str
    date: str = ""  # "2024" or "2024-05-31", as written
    url: str = ""


@dataclass(frozen=True, slots=True)
class RelationRecord:
    to: str  # key of the other method
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    title: str
    author: str = ""
    year: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class EnglishRecord:
    title: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRecord:
    """One method; why, need, when_*, tips, legal_notes and working_elements are Markdown."""

    key: str
    title: str
    alt_titles: tuple[str, ...] = ()
    summary: str
    why: str
    need: str
    terms: Terms
    duration: DurationRecord
    preparation: int  # minutes
    group: GroupRecord
    steps: tuple[StepRecord, ...]
    materials: tuple[MaterialRecord, ...] = ()
    strengths: tuple[str, ...]
    cautions: tuple[str, ...]
    when_to_use: str
    when_not: str
    tips: tuple[str, ...]
    legal_notes: str = ""
    working_elements: str = ""
    evidence: tuple[EvidenceRecord, ...]
    relations: tuple[RelationRecord, ...] = ()
    licence: str  # slug of a term of "licentie"
    licence_note: str = ""
    source: SourceRecord
    english: EnglishRecord
    lines: Lines = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", order_terms(self.terms))  # the record is frozen


@dataclass(frozen=True, slots=True)
class FigureRecord:
    label: str
    value: int | float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class UsedMethodRecord:
    method: str  # key of the method
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """One practice case; problem, approach, result, lessons and conditions are Markdown."""

    key: str
    title: str
    summary: str
    organisation: str
    illustrative: bool
    place: str = ""
    period: str
    outcome: str  # gelukt, deels, niet
    problem: str
    approach: str
    result: str
    lessons: str
    conditions: str
    figures: tuple[FigureRecord, ...] = ()
    terms: Terms
    methods: tuple[UsedMethodRecord, ...] = ()
    source: SourceRecord | None = None
    lines: Lines = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", order_terms(self.terms))  # the record is frozen
