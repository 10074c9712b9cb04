"""What content files may refer to: the terms and methods that exist, or come with the import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from wagtail.models import Locale

from catalogue.content.faults import Fault
from catalogue.content.records import CaseRecord, MethodRecord
from catalogue.models import MethodPage
from vocabularies.models import Term, Vocabulary

SUGGESTIONS = 5
Record = TypeVar("Record", MethodRecord, CaseRecord)


@dataclass
class Known:
    """Terms by "vocabulary/slug", page ids of methods by key, and the keys of this import.

    `coming` are the methods that this import brings, `faulty` those that it leaves out.
    """

    terms: dict[str, Term]
    methods: dict[str, int]
    coming: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)

    @classmethod
    def from_database(cls) -> Known:
        terms = Term.objects.select_related("vocabulary", "replaced_by__vocabulary")
        pages = MethodPage.objects.filter(locale=Locale.get_default(), alias_of=None)
        # A page made in the admin has no key; export and import know it by its slug.
        keys = {key or slug: pk for key, slug, pk in pages.values_list("key", "slug", "pk")}
        return cls({term.key: term.replaced_by or term for term in terms}, keys)

    @property
    def vocabularies(self) -> dict[str, str]:
        """The labels of vocabularies by key."""
        return {term.vocabulary.key: term.vocabulary.label for term in self.terms.values()}

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
        vocabulary, _slash, slug = key.partition("/")
        if key not in known.terms:
            yield fault(place, _unknown_term(vocabulary, slug, known))
        elif place.startswith("terms.") and not _is_chosen(known.terms[key]):
            message = _("“%(vocabulary)s” follows from other fields; leave it out here.")
            yield fault(place, message % {"vocabulary": vocabulary})
    for place, key in _method_references(record):
        if known.has_method(key):
            continue
        message = _("There is no method “%(key)s”; add its file, or take the reference out.")
        if key in known.faulty:
            message = _("The method “%(key)s” is left out, because its file has faults.")
        yield fault(place, message % {"key": key})


def _unknown_term(vocabulary: str, slug: str, known: Known) -> str:
    slugs = sorted(term.slug for term in known.terms.values() if term.vocabulary.key == vocabulary)
    values = {"slug": slug, "vocabulary": vocabulary}
    if not slugs:
        return _("There is no vocabulary “%(vocabulary)s”; take it out of the file.") % values
    near = get_close_matches(slug, slugs, n=SUGGESTIONS, cutoff=0.4) or slugs[:SUGGESTIONS]
    message = _("“%(slug)s” is no term of “%(vocabulary)s”; choose for instance: %(terms)s.")
    return message % {**values, "terms": ", ".join(near)}


def resolve_terms(record: Record, known: Known) -> Record:
    """Put the terms that replaced others in their place: a file may be older than a merge."""

    def slug(vocabulary: str, slug: str) -> str:
        return known.terms[f"{vocabulary}/{slug}"].slug

    terms = {
        vocabulary: tuple(slug(vocabulary, one) for one in slugs)
        for vocabulary, slugs in record.terms.items()
    }
    if isinstance(record, CaseRecord):
        return replace(record, terms=terms)
    evidence = tuple(
        replace(entry, level=slug("bewijsniveau", entry.level)) for entry in record.evidence
    )
    licence = slug("licentie", record.licence)
    return replace(record, terms=terms, evidence=evidence, licence=licence)


def _is_chosen(term: Term) -> bool:
    return term.vocabulary.source == Vocabulary.Source.CHOSEN


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
