"""What an import did, or would do, with each file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from catalogue.content.faults import Fault
from catalogue.exchange.files import ReadFile


class Outcome(StrEnum):
    """What happens to the page of a file."""

    REFUSED = "refused"  # the file has faults
    DRAFTED = "drafted"  # the page stays as it is, the text of the file waits as a draft
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Waits(StrEnum):
    """Why the text of a file is not published."""

    EDITED = "edited"  # somebody edited the page
    OFFLINE = "offline"  # somebody took the page offline
    RIGHTS = "rights"  # who imports may not publish


CHANGES = (Outcome.CREATED, Outcome.UPDATED, Outcome.DRAFTED)


@dataclass
class FileResult:
    """A file, what happens to its page, and which parts of the page change."""

    file: ReadFile
    outcome: Outcome | None = None  # None: not reached, for another file has faults
    waits: Waits | None = None
    differences: list[str] = field(default_factory=list)
    page: Any = None  # unsaved as long as a new page is not written

    @property
    def is_change(self) -> bool:
        return self.outcome in CHANGES


@dataclass
class ImportReport:
    """The results of all files, in their order."""

    results: list[FileResult] = field(default_factory=list)

    def _keys(self, outcome: Outcome) -> list[str]:
        return [each.file.record.key for each in self.results if each.outcome == outcome]

    @property
    def created(self) -> list[str]:
        return self._keys(Outcome.CREATED)

    @property
    def updated(self) -> list[str]:
        return self._keys(Outcome.UPDATED)

    @property
    def unchanged(self) -> list[str]:
        return self._keys(Outcome.UNCHANGED)

    @property
    def drafted(self) -> list[str]:
        return self._keys(Outcome.DRAFTED)

    @property
    def faults(self) -> list[Fault]:
        return [fault for each in self.results for fault in each.file.faults]

    @property
    def changes(self) -> int:
        return sum(each.is_change for each in self.results)
