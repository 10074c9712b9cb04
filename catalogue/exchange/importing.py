"""Import methods and cases from files: every file is checked first, then all or nothing.

The key in the file is the identity: the same file again changes nothing, a changed file updates
its page. Where somebody edited the page, the file becomes a draft beside their text. All pages
are written in one transaction, so that a crash leaves no half import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from catalogue.content.faults import Fault
from catalogue.content.records import CaseRecord, MethodRecord
from catalogue.exchange.case_mapping import case_record, fill_case
from catalogue.exchange.files import ReadFile, is_case, read_file, refuse_duplicates
from catalogue.exchange.known import Known, check_references, resolve_terms
from catalogue.exchange.method_mapping import fill_method, method_record
from catalogue.models import CaseIndexPage, CasePage, MethodIndexPage, MethodPage
from slimmernetwerk.authorship import is_edited_by_a_person
from slimmernetwerk.models import BasePage

Record = MethodRecord | CaseRecord
Progress = Callable[[], None]


class NoIndexPage(Exception):
    """There is no page under which methods or cases can be put."""


class RefusedByPage(Exception):
    """The page refused what a file says; the file has the faults."""


@dataclass
class ImportReport:
    """What an import did, or would do: keys by outcome, and every fault."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    drafted: list[str] = field(default_factory=list)  # somebody edited the page: it is a draft
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return len(self.created) + len(self.updated) + len(self.drafted)


@dataclass(frozen=True)
class Kind:
    """What to do with the records of one kind of page."""

    model: type[Any]
    index_model: type[BasePage]
    record_of: Callable[..., Any]
    fill: Callable[..., None]


METHODS = Kind(MethodPage, MethodIndexPage, method_record, fill_method)
CASES = Kind(CasePage, CaseIndexPage, case_record, fill_case)


def import_content(
    files: Iterable[Path],
    *,
    dry_run: bool = False,
    partial: bool = False,
    on_file: Progress = lambda: None,
) -> ImportReport:
    """Read, check and write content files.

    With a fault in any file nothing is written, unless `partial`: then the good files are, apart
    from those that refer to a method that is left out. `dry_run` reports what would happen and
    writes nothing. Raises NoIndexPage.
    """
    read = [read_file(file) for file in files]
    refuse_duplicates(read)
    known = Known.from_database()
    while True:
        _check_references(read, known, cascade=partial)
        faults = [fault for file in read for fault in file.faults]
        if faults and not partial:
            return ImportReport(faults=faults)
        report = ImportReport(faults=faults)
        try:
            with transaction.atomic():
                _write([file for file in read if not file.faults], known, report, on_file)
                transaction.set_rollback(dry_run)
        except RefusedByPage:
            known = Known.from_database()
            continue  # its file has faults now; the others may refer to it
        return report


def _check_references(read: list[ReadFile], known: Known, *, cascade: bool) -> None:
    """Note what refers to nothing; with `cascade` again for what that leaves out.

    Without it, who refers to a faulty file is all right: that file will be mended.
    """
    while True:
        known.coming = set(_method_keys(read, faulty=False))
        known.faulty = set(_method_keys(read, faulty=True)) - known.coming
        if not cascade:
            known.coming |= known.faulty
        good = [file for file in read if not file.faults]
        for file in good:
            file.faults += check_references(file.record, known)
        if not cascade or not any(file.faults for file in good):
            return


def _method_keys(read: list[ReadFile], *, faulty: bool) -> Iterator[str]:
    # The key is the name of the file, so that it is known of an unreadable file too.
    for file in read:
        if not is_case(file.path) and bool(file.faults) == faulty:
            yield file.path.stem


def _write(read: list[ReadFile], known: Known, report: ImportReport, on_file: Progress) -> None:
    by_kind = {
        METHODS: [file for file in read if isinstance(file.record, MethodRecord)],
        CASES: [file for file in read if isinstance(file.record, CaseRecord)],
    }
    # All pages first: methods refer to each other in circles.
    pages = {kind: _pages(kind, files) for kind, files in by_kind.items()}
    known.add_methods({key: page.pk for key, page in pages[METHODS].items()})
    for kind, files in by_kind.items():
        for file in files:
            _write_page(kind, file, pages[kind][file.record.key], known, report)
            on_file()


def _write_page(kind: Kind, file: ReadFile, page: Any, known: Known, report: ImportReport) -> None:
    record = resolve_terms(file.record, known)
    is_new = page.first_published_at is None and page.latest_revision_id is None
    is_edited = not is_new and is_edited_by_a_person(page)
    states = [] if is_new else [page]
    if is_edited:
        page = page.get_latest_revision_as_object()
        states.append(page)
    if any(kind.record_of(state, known.method_keys) == record for state in states):
        report.unchanged.append(record.key)
        return
    kind.fill(page, record, known.terms, known.methods)
    _check_page(file, page)
    with disable_reference_index_auto_update():
        revision = page.save_revision(clean=False)
        if not is_edited:
            revision.publish()
    # Once a page: Wagtail itself does this for each save of the page and of what hangs on it.
    update_reference_index_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))
    outcome = report.created if is_new else report.drafted if is_edited else report.updated
    outcome.append(record.key)


def _check_page(file: ReadFile, page: Any) -> None:
    """Note what the page refuses at the file; raises RefusedByPage."""
    try:
        page.full_clean(exclude=["slug"])
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            file.refuse(name, " ".join(messages))
        raise RefusedByPage(file.path.name) from error


def _pages(kind: Kind, files: list[ReadFile]) -> dict[str, Any]:
    """Return the page of each record by key; a new one is made as an empty draft."""
    if not files:
        return {}
    locale = Locale.get_default()
    pages = {page.key: page for page in kind.model.objects.filter(locale=locale).exclude(key="")}
    by_slug = {page.slug: page for page in kind.model.objects.filter(locale=locale, key="")}
    index = kind.index_model.objects.filter(locale=locale).first()
    if index is None:
        name = kind.index_model._meta.verbose_name
        raise NoIndexPage(f"There is no {name}; run `manage.py setup` first.")
    for record in (file.record for file in files):
        if record.key not in pages and record.key in by_slug:
            # Made in the admin and exported from there: the file becomes its source.
            pages[record.key] = by_slug[record.key]
            pages[record.key].key = record.key
        elif record.key not in pages:
            slug = _free_slug(index, record.key)
            page = kind.model(title=record.title, slug=slug, key=record.key, live=False)
            page.locale = locale
            pages[record.key] = index.add_child(instance=page)
    return pages


def _free_slug(index: BasePage, key: str) -> str:
    """Return the key, or with a number behind it when another page has that address."""
    if not index.get_children().filter(slug=key).exists():
        return key  # by far the most; all slugs for each file would take ever longer
    taken = set(index.get_children().values_list("slug", flat=True))
    return next(slug for slug in (f"{key}-{n}" for n in count(2)) if slug not in taken)
