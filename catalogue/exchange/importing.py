"""Import methods and cases from files: every file is checked first, then all or nothing.

The key in the file is the identity: the same file again changes nothing, a changed file updates
its page. Where somebody edited the page, the file becomes a draft beside their text. All pages
are written in one transaction, so that a crash leaves no half import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import LogContext
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from catalogue.exchange.files import ReadFile, read_file, refuse_duplicates
from catalogue.exchange.known import Known
from catalogue.exchange.planning import CASES, METHODS, Plan, free_slug, make_plans, new_page
from catalogue.exchange.results import FileResult, ImportReport, Outcome
from catalogue.exchange.rights import Rights
from slimmernetwerk.authorship import IMPORT_ACTION

if TYPE_CHECKING:
    from slimmernetwerk.models import User

Progress = Callable[[], None]


class TooManyChanges(Exception):
    """The files would write more pages than may be written at once."""


def import_content(
    files: Iterable[Path],
    *,
    dry_run: bool = False,
    partial: bool = False,
    on_file: Progress = lambda: None,
) -> ImportReport:
    """Read, check and write content files from disk; see `import_files`."""
    read = [read_file(file) for file in files]
    return import_files(read, dry_run=dry_run, partial=partial, on_file=on_file)


def import_files(
    read: list[ReadFile],
    *,
    dry_run: bool = False,
    partial: bool = False,
    user: User | None = None,
    most: int | None = None,
    on_file: Progress = lambda: None,
) -> ImportReport:
    """Check and write files that were read.

    With a fault in any file nothing is written, unless `partial`: then the good files are, apart
    from those that refer to a method that is left out. `dry_run` only reads, and reports what
    would happen. For a `user` nothing happens that they may not do, and what they write carries
    their name; `most` is how many pages may be written. Raises NoIndexPage and TooManyChanges.
    """
    refuse_duplicates(read)
    rights = Rights(user)
    if dry_run:
        plans = make_plans(read, Known.from_database(), rights, cascade=partial)
        return _report(read, plans if partial or not _has_faults(read) else {})
    with transaction.atomic():
        _take_turns()
        known = Known.from_database()
        plans = make_plans(read, known, rights, cascade=partial)
        if _has_faults(read) and not partial:
            return _report(read, {})
        report = _report(read, plans)
        if most is not None and report.changes > most:
            raise TooManyChanges
        changes = [plan for plan in plans.values() if plan.result.is_change]
        _write(changes, known, user, on_file)
        for _unchanged in range(len(plans) - len(changes)):
            on_file()
    return report


def _has_faults(read: list[ReadFile]) -> bool:
    return any(file.faults for file in read)


def _report(read: list[ReadFile], plans: dict[int, Plan]) -> ImportReport:
    results = []
    for place, file in enumerate(read):
        plan = plans.get(place)
        if file.faults:
            results.append(FileResult(file, Outcome.REFUSED))
        else:
            results.append(plan.result if plan else FileResult(file))
    return ImportReport(results)


def _take_turns() -> None:
    """Let a second import wait for this one: both would make the same new pages."""
    for kind in (METHODS, CASES):
        indexes = kind.index_model.objects.filter(locale=Locale.get_default())
        list(indexes.select_for_update(of=("self",)).values_list("pk"))


def _write(plans: list[Plan], known: Known, user: Any, on_file: Progress) -> None:
    # Methods first, and all new pages before any text: methods refer to each other in circles.
    plans = sorted(plans, key=lambda plan: plan.kind is CASES)
    for plan in plans:
        if plan.is_new:
            page = new_page(plan, user)
            page.slug = free_slug(plan.index, page.slug)
            with LogContext(user):
                plan.page = plan.result.page = plan.index.add_child(instance=page)
    methods = [plan for plan in plans if plan.kind is METHODS]
    known.add_methods({plan.record.key: plan.page.pk for plan in methods})
    for plan in plans:
        _write_page(plan, known, user)
        on_file()


def _write_page(plan: Plan, known: Known, user: Any) -> None:
    page = plan.page
    plan.kind.fill(page, plan.record, known.terms, known.methods)
    # A context for each page: of entries that share one, the history shows only the last.
    with LogContext(user), disable_reference_index_auto_update():
        log_action = IMPORT_ACTION if user else False
        revision = page.save_revision(user=user, clean=False, log_action=log_action)
        if plan.publishes:
            revision.publish(user=user)
    # Once a page: Wagtail itself does this for each save of the page and of what hangs on it.
    update_reference_index_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))
