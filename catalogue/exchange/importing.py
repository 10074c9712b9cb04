"""Import methods and cases from files: every file is checked first, then all or nothing.

The key in the file is the identity: the same file again changes nothing, a changed file updates
its page. All pages are written in one transaction, so that a crash leaves no half import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from catalogue.content.faults import Fault
from catalogue.content.reading import read_case, read_method
from catalogue.content.records import CaseRecord, MethodRecord
from catalogue.exchange.case_mapping import case_record, fill_case
from catalogue.exchange.known import Known, check_references
from catalogue.exchange.method_mapping import fill_method, method_record
from catalogue.models import CaseIndexPage, CasePage, MethodIndexPage, MethodPage
from slimmernetwerk.models import BasePage

MAX_FILE = 1024 * 1024
Record = MethodRecord | CaseRecord
Progress = Callable[[], None]


class NoIndexPage(Exception):
    """There is no page under which methods or cases can be put."""


@dataclass
class ImportReport:
    """What an import did, or would do: keys by outcome, and every fault."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return len(self.created) + len(self.updated)


def content_files(path: Path) -> list[Path]:
    """Return the YAML files at or below a path, methods before cases, by name."""
    if path.is_file():
        return [path]
    found = [file for file in path.rglob("*.y*ml") if file.is_file()]
    return sorted(found, key=lambda file: (is_case(file), str(file)))


def is_case(file: Path) -> bool:
    return file.parent.name == "cases"


def import_content(
    files: Iterable[Path],
    *,
    dry_run: bool = False,
    partial: bool = False,
    on_file: Progress = lambda: None,
) -> ImportReport:
    """Read, check and write content files.

    With a fault in any file nothing is written, unless `partial`: then the good files are.
    `dry_run` reports what would happen and writes nothing. Raises NoIndexPage.
    """
    report = ImportReport()
    records = _read(files, report)
    known = Known.from_database(record for record in records if isinstance(record, MethodRecord))
    report.faults += [fault for record in records for fault in check_references(record, known)]
    report.faults += _duplicates(records)
    if report.faults and not partial:
        return report
    faulty = {fault.file for fault in report.faults}
    good = [record for record in records if _file_of(record) not in faulty]
    with transaction.atomic():
        _write(good, known, report, on_file)
        transaction.set_rollback(dry_run)
    return report


def _read(files: Iterable[Path], report: ImportReport) -> list[Record]:
    records: list[Record] = []
    for file in files:
        if file.stat().st_size > MAX_FILE:
            message = _("The file is larger than 1 MB; a method is a few pages of text.")
            report.faults.append(Fault(file.name, 1, "", message))
            continue
        read: Any = read_case if is_case(file) else read_method
        record, faults = read(file.read_bytes(), file.name)
        report.faults += faults
        if record is not None:
            records.append(record)
    return records


def _file_of(record: Record) -> str:
    return f"{record.key}.yaml"


def _duplicates(records: list[Record]) -> list[Fault]:
    seen: set[tuple[type, str]] = set()
    faults = []
    for record in records:
        name = (type(record), record.key)
        if name in seen:
            message = _("Another file has the key “%(key)s” too.") % {"key": record.key}
            faults.append(Fault(_file_of(record), record.lines.get("key", 1), "key", message))
        seen.add(name)
    return faults


def _write(records: list[Record], known: Known, report: ImportReport, on_file: Progress) -> None:
    methods = [record for record in records if isinstance(record, MethodRecord)]
    cases = [record for record in records if isinstance(record, CaseRecord)]
    method_pages = _pages(MethodPage, MethodIndexPage, methods, report)
    known.add_methods({page.key: page.pk for page in method_pages.values()})
    case_pages = _pages(CasePage, CaseIndexPage, cases, report)
    for method in methods:
        page = method_pages[method.key]
        if method.key in report.created or method_record(page, known.method_keys) != method:
            fill_method(page, method, known.terms, known.methods)
            _publish(page, method.key, report)
        else:
            report.unchanged.append(method.key)
        on_file()
    for case in cases:
        page = case_pages[case.key]
        if case.key in report.created or case_record(page, known.method_keys) != case:
            fill_case(page, case, known.terms, known.methods)
            _publish(page, case.key, report)
        else:
            report.unchanged.append(case.key)
        on_file()


def _pages(
    model: type[Any], index_model: type[BasePage], records: list[Any], report: ImportReport
) -> dict[str, Any]:
    """Return the page of each record by key; a new one is made as an empty draft."""
    if not records:
        return {}
    locale = Locale.get_default()
    pages = {page.key: page for page in model.objects.filter(locale=locale).exclude(key="")}
    by_slug = {page.slug: page for page in model.objects.filter(locale=locale, key="")}
    index = index_model.objects.filter(locale=locale).first()
    if index is None:
        raise NoIndexPage(
            f"There is no {index_model._meta.verbose_name}; run `manage.py setup` first."
        )
    for record in records:
        if record.key not in pages and record.key in by_slug:
            # Made in the admin and exported from there: the file becomes its source.
            pages[record.key] = by_slug[record.key]
            pages[record.key].key = record.key
        elif record.key not in pages:
            page = model(title=record.title, slug=record.key, key=record.key, live=False)
            page.locale = locale
            pages[record.key] = index.add_child(instance=page)
            report.created.append(record.key)
    return pages


def _publish(page: Any, key: str, report: ImportReport) -> None:
    page.full_clean(exclude=["slug"])
    page.save_revision(clean=False).publish()
    if key not in report.created:
        report.updated.append(key)
