"""How a plugin declares a vocabulary in its `vocabularies.py`; editors may change it afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TermDefinition:
    """A term as shipped; `parent` is the slug of another term of the same vocabulary."""

    slug: str
    label_nl: str
    label_en: str
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True)
class VocabularyDefinition:
    """A vocabulary as shipped.

    `source`: "chosen" by the editor, "computed" from other fields, or "field" for a vocabulary
    that a field of its own refers to. `applies_to`: names of document types ("method", "news").
    """

    name: str
    label_nl: str
    label_en: str
    applies_to: tuple[str, ...]
    terms: tuple[TermDefinition, ...]
    source: str = "chosen"
    min_terms: int = 0
    max_terms: int | None = None
    is_hierarchical: bool = False
    is_facet: bool = True
    order: int = 100
    help_text: str = field(default="")
