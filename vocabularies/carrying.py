"""Pages that carry terms: the field, and the terms in order and by vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from slimmernetwerk.prefetching import prefetch_missing
from vocabularies.models import Term


def in_order(terms: Iterable[Term]) -> list[Term]:
    """Sort terms by vocabulary and by their own order."""

    def position(term: Term) -> tuple[Any, ...]:
        return (term.vocabulary.order, term.vocabulary.key, term.order, term.slug)

    return sorted(terms, key=position)


class TermsMixin(models.Model):
    """A page that carries terms of any vocabulary."""

    terms = ParentalManyToManyField(Term, blank=True, verbose_name=_("terms"))

    class Meta:
        abstract = True

    @property
    def sorted_terms(self) -> list[Term]:
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
