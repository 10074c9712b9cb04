"""What an import would do with each file: found out by reading only, nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale

from catalogue.content.records import MethodRecord
from catalogue.exchange.case_mapping import case_record, fill_case
from catalogue.exchange.differences import differences
from catalogue.exchange.files import ReadFile
from catalogue.exchange.known import Known, check_references, resolve_terms
from catalogue.exchange.method_mapping import fill_method, method_record
from catalogue.exchange.results import FileResult, Outcome, Waits
from catalogue.exchange.rights import Rights
from catalogue.models import CaseIndexPage, CasePage, MethodIndexPage, MethodPage
from slimmernetwerk.authorship import edited_by_people
from slimmernetwerk.models import BasePage

# What a page gets from its place in the tree, which a new one does not have yet.
NOT_YET = ("slug", "path", "depth")


class NoIndexPage(Exception):
    """There is no page under which methods or cases can be put."""


@dataclass(frozen=True)
class Kind:
    """What to do with the records of one kind of page."""

    model: type[Any]
    index_model: type[BasePage]
    record_of: Callable[..., Any]
    fill: Callable[..., None]
    read_with: tuple[str, ...]  # what `record_of` reads besides the page

    def get_pages(self) -> QuerySet[Any]:
        # An alias follows another page: nothing can be written to it.
        pages = self.model.objects.filter(locale=Locale.get_default(), alias_of=None)
        return pages.prefetch_related(*self.read_with)


METHODS = Kind(
    MethodPage,
    MethodIndexPage,
    method_record,
    fill_method,
    ("terms__vocabulary", "evidence__level", "relations", "licence"),
)
CASES = Kind(CasePage, CaseIndexPage, case_record, fill_case, ("terms__vocabulary", "used_methods"))


@dataclass
class Plan:
    """What will happen to one file."""

    kind: Kind
    file: ReadFile
    result: FileResult
    record: Any
    index: BasePage
    is_new: bool
    publishes: bool = True
    page: Any = None  # the page or draft to write to


class Planner:
    """Plan files against the pages, terms and rights of this moment."""

    def __init__(self, read: list[ReadFile], known: Known, rights: Rights) -> None:
        self.known, self.rights = known, rights
        self.keys, self.labels = known.method_keys, known.vocabularies
        self.by_kind = {METHODS: _of_kind(read, METHODS), CASES: _of_kind(read, CASES)}
        self.pages = {kind: _pages(kind, files) for kind, files in self.by_kind.items()}
        self.indexes = {kind: _index(kind) for kind, files in self.by_kind.items() if files}
        self.edited = edited_by_people(
            page for pages in self.pages.values() for page in pages.values()
        )

    def plan(self, file: ReadFile) -> Plan:
        """Say what will happen to a file; what its page refuses becomes a fault."""
        kind = METHODS if isinstance(file.record, MethodRecord) else CASES
        page = self.pages[kind].get(file.record.key)
        record = resolve_terms(file.record, self.known)
        result = FileResult(file, page=page)
        plan = Plan(kind, file, result, record, self.indexes[kind], is_new=page is None)
        if page is None:
            self._plan_new(plan)
        else:
            self._plan_existing(plan, page)
        return plan

    def _plan_new(self, plan: Plan) -> None:
        if not self.rights.may_add(plan.index):
            message = _("You may not add pages below “%(page)s”.")
            plan.file.refuse("", message % {"page": plan.index.title})
            return
        plan.result.outcome = Outcome.CREATED
        plan.publishes = self.rights.may_publish(plan.index, is_new=True)
        plan.result.waits = None if plan.publishes else Waits.RIGHTS
        plan.page = plan.result.page = new_page(plan, self.rights.user)
        self._check(plan, exclude=NOT_YET)

    def _plan_existing(self, plan: Plan, page: Any) -> None:
        result, waits = plan.result, self._waits(page)
        plan.publishes = waits is None
        if page.first_published_at and self._is_same(plan, page):
            result.outcome = Outcome.UNCHANGED
            return
        if not self.rights.may_edit(page):
            plan.file.refuse("", _("You may not change this page; ask somebody who may."))
            return
        plan.page = page if plan.publishes and page.live else _latest(page)
        if waits and self._is_same(plan, plan.page):
            result.outcome = Outcome.UNCHANGED
            return
        if self.rights.is_locked(page):
            message = _("The page is locked, under review or planned; import the file later.")
            plan.file.refuse("", message)
            return
        is_beside = waits is not None and (page.live or waits != Waits.RIGHTS)
        result.outcome = Outcome.DRAFTED if is_beside else Outcome.UPDATED
        result.waits = waits
        before = self._record(plan, plan.page)
        result.differences = differences(plan.kind.model, before, plan.record, self.labels)
        self._check(plan, exclude=("slug",))

    def _waits(self, page: Any) -> Waits | None:
        if page.pk in self.edited:
            return Waits.EDITED
        if page.first_published_at and not page.live:
            return Waits.OFFLINE
        return None if self.rights.may_publish(page, is_new=False) else Waits.RIGHTS

    def _is_same(self, plan: Plan, page: Any) -> bool:
        return bool(self._record(plan, page) == plan.record)

    def _record(self, plan: Plan, page: Any) -> Any:
        return plan.kind.record_of(page, self.keys)

    def _check(self, plan: Plan, exclude: tuple[str, ...]) -> None:
        """Fill the page and note at the file what it refuses."""
        # A method that comes with the import has no id yet; nothing asks for it before it has.
        ids = {**dict.fromkeys(self.known.coming, 0), **self.known.methods}
        plan.kind.fill(plan.page, plan.record, self.known.terms, ids)
        try:
            plan.page.full_clean(exclude=exclude)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                plan.file.refuse(name, " ".join(messages))


def make_plans(
    read: list[ReadFile], known: Known, rights: Rights, *, cascade: bool
) -> dict[int, Plan]:
    """Plan all good files, by their place; with `cascade` leave out what refers to a faulty one.

    Raises NoIndexPage.
    """
    _check_all_references(read, known, cascade=cascade)
    planner = Planner([file for file in read if not file.faults], known, rights)
    plans = {place: planner.plan(file) for place, file in enumerate(read) if not file.faults}
    # A page may have refused its file; others may refer to that one.
    _check_all_references(read, known, cascade=cascade)
    return {place: plan for place, plan in plans.items() if not read[place].faults}


def _check_all_references(read: list[ReadFile], known: Known, *, cascade: bool) -> None:
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


def _method_keys(read: Iterable[ReadFile], *, faulty: bool) -> Iterator[str]:
    # The key is the name of the file, so that it is known of an unreadable file too.
    for file in read:
        if not file.is_case and bool(file.faults) == faulty:
            yield file.path.stem


def _of_kind(read: list[ReadFile], kind: Kind) -> list[ReadFile]:
    return [file for file in read if isinstance(file.record, MethodRecord) == (kind is METHODS)]


def _index(kind: Kind) -> BasePage:
    index = kind.index_model.objects.filter(locale=Locale.get_default()).first()
    if index is None:
        name = kind.index_model._meta.verbose_name
        raise NoIndexPage(f"There is no {name}; run `manage.py setup` first.")
    return index


def _pages(kind: Kind, files: list[ReadFile]) -> dict[str, Any]:
    """Return the pages that the files are about, by key."""
    keys = [file.record.key for file in files]
    pages = {page.slug: page for page in kind.get_pages().filter(key="", slug__in=keys)}
    for key, page in pages.items():
        page.key = key  # made in the admin and exported from there: the file becomes its source
    return pages | {page.key: page for page in kind.get_pages().filter(key__in=keys)}


def _latest(page: Any) -> Any:
    return page.get_latest_revision_as_object()


def new_page(plan: Plan, owner: Any) -> Any:
    """Return the page of a new file, not yet in the tree."""
    key = plan.record.key
    page = plan.kind.model(title=plan.record.title, slug=key, key=key, live=False)
    page.locale, page.owner = plan.index.locale, owner
    return page


def free_slug(index: BasePage, key: str) -> str:
    """Return the key, or with a number behind it when another page has that address."""
    if not index.get_children().filter(slug=key).exists():
        return key  # by far the most; all slugs for each file would take ever longer
    taken = set(index.get_children().values_list("slug", flat=True))
    return next(slug for slug in (f"{key}-{n}" for n in count(2)) if slug not in taken)
