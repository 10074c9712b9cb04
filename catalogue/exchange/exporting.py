"""Export the published methods and cases to files that import reads without a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.content.faults import Fault
from catalogue.content.reading import read_case, read_method
from catalogue.content.writing import write_case, write_method
from catalogue.documents import METHOD
from catalogue.exchange.case_mapping import case_record
from catalogue.exchange.method_mapping import method_record
from catalogue.models import CasePage, MethodPage


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export; with faults it is not written, for import would refuse it."""

    path: Path
    data: bytes
    faults: list[Fault]


def export_content() -> Iterator[ExportedFile]:
    """Yield a file for every published Dutch method and case, paths relative to the target."""
    methods = METHOD.get_queryset().filter(locale__language_code="nl").order_by("slug")
    methods = methods.prefetch_related("relations")
    keys = {page.pk: page.key or page.slug for page in methods}
    # A file may not refer to a method that is left out: nobody could import it.
    keys = {page.pk: keys[page.pk] for page in methods if not _method_file(page, keys).faults}
    for page in methods:
        yield _method_file(page, keys)
    cases = CasePage.objects.published().filter(locale__language_code="nl").order_by("slug")
    for case in cases.prefetch_related("terms__vocabulary", "used_methods"):
        data = write_case(case_record(case, keys))
        name = f"{case.key or case.slug}.yaml"
        yield ExportedFile(Path("cases") / name, data, read_case(data, name)[1])


def _method_file(page: MethodPage, keys: Mapping[int, str]) -> ExportedFile:
    data = write_method(method_record(page, keys))
    name = f"{page.key or page.slug}.yaml"
    return ExportedFile(Path("methods") / name, data, read_method(data, name)[1])
