"""Methods, practice cases, and what connects them."""

from catalogue.models.cases import CaseIndexPage, CaseMethod, CasePage
from catalogue.models.connections import EvidenceRecord, MethodAttachment, MethodRelation
from catalogue.models.indexes import MethodIndexPage
from catalogue.models.methods import MethodPage

__all__ = [
    "CaseIndexPage",
    "CaseMethod",
    "CasePage",
    "EvidenceRecord",
    "MethodAttachment",
    "MethodIndexPage",
    "MethodPage",
    "MethodRelation",
]
