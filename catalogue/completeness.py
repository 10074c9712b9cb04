"""How complete a method is: the share of the parts that a reader needs to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.models import MethodPage

NEEDED_FIELDS = (
    "title",
    "summary",
    "why",
    "need",
    "steps",
    "duration_min",
    "duration_max",
    "preparation_minutes",
    "group_min",
    "strengths",
    "cautions",
    "when_to_use",
    "when_not",
    "tips",
    "source_title",
    "licence_id",
    "title_en",
    "summary_en",
)
NEEDED_VOCABULARIES = ("soort", "doel", "fase", "begeleiding", "setting", "deelnemers")


def missing_parts(method: MethodPage) -> list[str]:
    """Return the names of the needed fields and vocabularies that are empty."""
    missing = [name for name in NEEDED_FIELDS if getattr(method, name) in (None, "")]
    missing += [
        name
        for name in ("steps", "strengths", "cautions", "tips")
        if name not in missing and not len(getattr(method, name))
    ]
    carried = {term.vocabulary.key for term in method.terms.all()}
    missing += [key for key in NEEDED_VOCABULARIES if key not in carried]
    if not method.evidence.all():
        missing.append("evidence")
    return missing


def completeness_of(method: MethodPage) -> int:
    """Return a percentage from 0 to 100."""
    parts = len(NEEDED_FIELDS) + len(NEEDED_VOCABULARIES) + 1
    return round(100 * (parts - len(missing_parts(method))) / parts)
