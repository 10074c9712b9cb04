"""Pages that carry terms: the field, and the terms in order and by vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from slimmernetwerk.prefetching import prefetch_missing
from vocabularies.lexicon import lexicon
from vocabularies.models import Term


def in_order(terms: Iterable[Term]) -> list[Term]:
    """Sort terms by vocabulary and by their own order."""

    def position(term: Term) -> tuple[Any, ...]:
        return (term.vocabulary.order, term.vocabulary.key, term.order, term.slug)

    return sorted(terms, key=position)


class TermsMixin(models.Model):
    """A page that carries terms of any vocabulary."""

    terms = ParentalManyToManyField(Term, blank=True, verbose_name=_("terms"))
    _known_terms: list[Term] | None = None  # see `prefetch_terms`

    class Meta:
        abstract = True

    @property
    def sorted_terms(self) -> list[Term]:
        if self._known_terms is not None:
            return self._known_terms
        terms = list(self.terms.all())
        prefetch_missing(terms, "vocabulary")
        return in_order(terms)

    @cached_property
    def term_groups(self) -> list[TermGroup]:
        """The page's terms by vocabulary, both in order."""
        groups: dict[str, TermGroup] = {}
        for term in self.sorted_terms:
            vocabulary = term.vocabulary
            group = TermGroup(vocabulary.key, vocabulary.label, [])
            groups.setdefault(vocabulary.key, group).terms.append(term)
        return list(groups.values())

    def group(self, key: str) -> list[Term]:
        """Return the page's terms of one vocabulary."""
        return next((group.terms for group in self.term_groups if group.key == key), [])


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms of a page of one vocabulary."""

    key: str
    label: str
    terms: list[Term]


def prefetch_terms(pages: Sequence[TermsMixin], *vocabularies: str) -> None:
    """Read the terms of pages of one type, of these vocabularies or of all, in one query.

    Only which page carries which is read; the terms are those of the lexicon. Terms that an editor
    changed in memory stay what they are.
    """
    pages = [page for page in pages if not _has_terms_in_memory(page)]
    if not pages:
        return
    known = {
        pk: term
        for pk, term in lexicon().terms.items()
        if not vocabularies or term.vocabulary.key in vocabularies
    }
    field: Any = type(pages[0])._meta.get_field("terms")
    page_id, term_id = field.m2m_column_name(), field.m2m_reverse_name()
    carried: dict[int, list[Term]] = {page.pk: [] for page in pages}
    pairs = field.remote_field.through.objects.filter(**{f"{page_id}__in": carried})
    if vocabularies:
        pairs = pairs.filter(**{f"{term_id}__in": known})
    for pk, term_pk in pairs.values_list(page_id, term_id):
        if term_pk in known:  # a term of this moment is there at the next request
            carried[pk].append(known[term_pk])
    for page in pages:
        page._known_terms = in_order(carried[page.pk])


def _has_terms_in_memory(page: TermsMixin) -> bool:
    return "terms" in getattr(page, "_cluster_related_objects", ())
