"""Export methods and cases to files that import reads without a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q

from catalogue.content.faults import Fault
from catalogue.content.reading import read_case, read_method
from catalogue.content.writing import write_case, write_method
from catalogue.exchange.case_mapping import case_record
from catalogue.exchange.method_mapping import method_record
from catalogue.exchange.selecting import Selection, published_methods
from catalogue.models import CasePage, MethodPage
from slimmernetwerk.dashboard import editable_pages

if TYPE_CHECKING:
    from slimmernetwerk.models import User


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export; with faults it is not written, for import would refuse it."""

    path: Path
    data: bytes
    faults: list[Fault]


def export_content(selection: Selection | None = None) -> Iterator[ExportedFile]:
    """Yield a file for every chosen method and case, paths relative to the target.

    A file also names methods that were not chosen: without those it would, imported again, take
    the relations away.
    """
    selection = selection or Selection()
    names: _Names
    if selection.drafts_of is None:
        public = published_methods()
        methods, names = selection.chosen(public), _PublicNames(public)
    else:
        methods, names = selection.get_methods(), _Names(_draft_keys(selection.drafts_of))
    cases = selection.get_cases()
    for page in methods:
        yield names.method_file(page)
    for case in cases:
        yield names.case_file(case)


class _Names:
    """The keys of the methods that a file may name, by the id of their page."""

    def __init__(self, keys: Mapping[int, str]) -> None:
        self.keys = keys

    def method_file(self, page: MethodPage) -> ExportedFile:
        return _method_file(page, self.keys)

    def case_file(self, page: CasePage) -> ExportedFile:
        data = write_case(case_record(page, self.keys))
        name = f"{page.key or page.slug}.yaml"
        return ExportedFile(Path("cases") / name, data, read_case(data, name)[1])


class _PublicNames(_Names):
    """Published methods, but for those that are too incomplete for a file of their own.

    A file may not refer to a method that is left out: nobody could import it.
    """

    def __init__(self, pages: list[MethodPage]) -> None:
        super().__init__({page.pk: page.key or page.slug for page in pages})
        self.pages = {page.pk: page for page in pages}
        self.files: dict[int, ExportedFile] = {}

    def method_file(self, page: MethodPage) -> ExportedFile:
        keys = self._without_faulty([relation.to_id for relation in page.relations.all()])
        return self._file(page.pk) if keys is self.keys else _method_file(page, keys)

    def case_file(self, page: CasePage) -> ExportedFile:
        keys = self._without_faulty([use.method_id for use in page.used_methods.all()])
        return _Names(keys).case_file(page)

    def _without_faulty(self, ids: list[int]) -> Mapping[int, str]:
        faulty = {pk for pk in ids if pk in self.pages and self._file(pk).faults}
        if not faulty:
            return self.keys
        return {pk: key for pk, key in self.keys.items() if pk not in faulty}

    def _file(self, pk: int) -> ExportedFile:
        if pk not in self.files:
            self.files[pk] = _method_file(self.pages[pk], self.keys)
        return self.files[pk]


def _draft_keys(user: User) -> dict[int, str]:
    """Return the keys of the methods that are published, or that the user may edit."""
    published = Q(pk__in=MethodPage.objects.published().values("pk"))
    editable = Q(pk__in=editable_pages(user).values("pk"))
    found = MethodPage.objects.filter(published | editable, locale__language_code="nl")
    return {pk: key or slug for pk, key, slug in found.values_list("pk", "key", "slug")}


def _method_file(page: MethodPage, keys: Mapping[int, str]) -> ExportedFile:
    data = write_method(method_record(page, keys))
    name = f"{page.key or page.slug}.yaml"
    return ExportedFile(Path("methods") / name, data, read_method(data, name)[1])
