"""The ways in which an index can differ from the database."""

from __future__ import annotations

from enum import StrEnum


class Drift(StrEnum):
    """What is wrong, in the order of telling: what nobody should see comes first."""

    PRIVATE = "private"
    MISSING = "missing"
    STALE = "stale"
    PHANTOM = "phantom"
    WRONG_LANGUAGE = "wrong language"
    DUPLICATE = "duplicate"
    NO_INDEX = "no usable index"
    OLD_MAPPING = "old mapping"
    DOUBLE_ALIAS = "double alias"
    ORPHAN_INDEX = "orphan index"

    @property
    def severity(self) -> str:
        """Say how bad it is: something leaks, something is wrong, or something takes room."""
        return _SEVERITIES.get(self, "wrong")

    @property
    def is_about_documents(self) -> bool:
        """Say whether it is about a document; the rest is about an index as a whole."""
        return self in _ABOUT_DOCUMENTS


_SEVERITIES = {Drift.PRIVATE: "leak", Drift.ORPHAN_INDEX: "untidy"}
_ABOUT_DOCUMENTS = frozenset(list(Drift)[: list(Drift).index(Drift.NO_INDEX)])
