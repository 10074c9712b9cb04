"""What content files may refer to: the terms and methods that exist, or come with the import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.content.faults import Fault
from catalogue.content.records import CaseRecord, MethodRecord
from catalogue.models import MethodPage
from vocabularies.models import Term


@dataclass
class Known:
    """Terms by "vocabulary/slug", page ids of methods by key, and the keys of this import."""

    terms: dict[str, Term]
    methods: dict[str, int]
    coming: set[str]

    @classmethod
    def from_database(cls, records: Iterable[MethodRecord]) -> Known:
        terms = Term.objects.select_related("vocabulary", "replaced_by__vocabulary")
        pages = MethodPage.objects.exclude(key="").values_list("key", "pk")
        return cls(
            {term.key: term.replaced_by or term for term in terms},
            dict(pages),
            {record.key for record in records},
        )

    @property
    def method_keys(self) -> dict[int, str]:
        return {pk: key for key, pk in self.methods.items()}

    def add_methods(self, methods: dict[str, int]) -> None:
        self.methods.update(methods)

    def has_method(self, key: str) -> bool:
        return key in self.coming or key in self.methods


def check_references(record: MethodRecord | CaseRecord, known: Known) -> Iterator[Fault]:
    """Yield a fault for each term or method that does not exist."""

    def fault(place: str, message: str) -> Fault:
        return Fault(f"{record.key}.yaml", record.lines.get(place, 1), place, message)

    for place, key in _term_references(record):
        if key not in known.terms:
            vocabulary, _slash, slug = key.partition("/")
            message = _("“%(slug)s” is no term of “%(vocabulary)s”.")
            yield fault(place, message % {"slug": slug, "vocabulary": vocabulary})
    for place, key in _method_references(record):
        if not known.has_method(key):
            yield fault(place, _("There is no method “%(key)s”.") % {"key": key})


def _term_references(record: Any) -> Iterator[tuple[str, str]]:
    for vocabulary, slugs in record.terms.items():
        for place, slug in enumerate(slugs):
            yield f"terms.{vocabulary}[{place}]", f"{vocabulary}/{slug}"
    if isinstance(record, MethodRecord):
        yield "licence", f"licentie/{record.licence}"
        for place, entry in enumerate(record.evidence):
            yield f"evidence[{place}].level", f"bewijsniveau/{entry.level}"


def _method_references(record: Any) -> Iterator[tuple[str, str]]:
    if isinstance(record, MethodRecord):
        for place, entry in enumerate(record.relations):
            yield f"relations[{place}].to", entry.to
    else:
        for place, use in enumerate(record.methods):
            yield f"methods[{place}].method", use.method
