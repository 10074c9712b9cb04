"""The results of an import in the words of the screen: a row for each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.content.faults import Fault
from catalogue.exchange.results import FileResult, ImportReport, Outcome, Waits
from catalogue.models import CasePage, MethodPage

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

BEFORE: dict[Outcome | None, _StrOrPromise] = {
    Outcome.REFUSED: gettext_lazy("Fault"),
    Outcome.DRAFTED: gettext_lazy("Draft beside the page"),
    Outcome.UPDATED: gettext_lazy("Changes the page"),
    Outcome.CREATED: gettext_lazy("New page"),
    Outcome.UNCHANGED: gettext_lazy("Unchanged"),
}
AFTER: dict[Outcome | None, _StrOrPromise] = {
    Outcome.REFUSED: gettext_lazy("Not imported"),
    Outcome.DRAFTED: gettext_lazy("Draft made"),
    Outcome.UPDATED: gettext_lazy("Page updated"),
    Outcome.CREATED: gettext_lazy("Page made"),
    Outcome.UNCHANGED: gettext_lazy("Unchanged"),
}
WAITS = {
    Waits.EDITED: gettext_lazy("Somebody edited this page. Their text stays; yours is a draft."),
    Waits.OFFLINE: gettext_lazy("The page was taken offline and stays so; your text is a draft."),
    Waits.RIGHTS: gettext_lazy("You may not publish here; your text is a draft."),
}
STYLES = {Outcome.REFUSED: "sn-status-fault", Outcome.UNCHANGED: "w-status--primary"}
# What asks for attention stands first.
ORDER = list(Outcome)


@dataclass
class ReportRow:
    """One file in the table."""

    title: str
    key: str
    path: str
    kind: str
    outcome: Outcome
    label: str
    style: str
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    edit_url: str = ""
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many files have an outcome."""

    outcome: Outcome
    label: str
    number: int


def rows_before(report: ImportReport) -> list[ReportRow]:
    """Return what would happen, what asks for attention first."""
    return _sorted(_row(result, BEFORE) for result in report.results)


def rows_after(report: ImportReport, shown: Sequence[str]) -> list[ReportRow]:
    """Return what happened; where the check had shown something else, the row says so."""
    rows = []
    for result, before in zip(report.results, shown, strict=True):
        row = _row(result, AFTER)
        if before != row.outcome:
            note = _("The check said “%(label)s”; since then something changed on the site.")
            row.notes.append(note % {"label": BEFORE[Outcome(before)]})
        if result.is_change and result.outcome != Outcome.DRAFTED and result.waits is None:
            row.public_url = result.page.url or ""
        rows.append(row)
    return _sorted(rows)


def count_outcomes(rows: Iterable[ReportRow]) -> list[Count]:
    """Return how many rows each outcome has, for outcomes that occur."""
    found = [(row.outcome, row.label) for row in rows]
    return [Count(pair[0], pair[1], found.count(pair)) for pair in dict.fromkeys(found)]


def _sorted(rows: Iterable[ReportRow]) -> list[ReportRow]:
    return sorted(rows, key=lambda row: (ORDER.index(row.outcome), row.title.lower()))


def _row(result: FileResult, labels: dict[Outcome | None, _StrOrPromise]) -> ReportRow:
    file, outcome = result.file, result.outcome or Outcome.REFUSED
    is_case, page = file.is_case, result.page
    return ReportRow(
        title=file.record.title if file.record else file.path.name,
        key=file.record.key if file.record else "",
        path=str(file.path),
        kind=str(capfirst((CasePage if is_case else MethodPage)._meta.verbose_name)),
        outcome=outcome,
        label=str(labels[outcome]),
        style=STYLES.get(outcome, "w-status--label"),
        notes=list(_notes(result)),
        faults=file.faults,
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if page and page.pk else "",
    )


def _notes(result: FileResult) -> Iterator[str]:
    if result.waits:
        yield str(WAITS[result.waits])
    if result.differences:
        yield _("Different: %(fields)s.") % {"fields": ", ".join(result.differences)}
    elif result.outcome == Outcome.UPDATED:
        yield _("The text is there already, as a draft; it will be published.")
