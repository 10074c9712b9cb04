"""All vocabularies and terms in memory: they change seldom, and every list needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from vocabularies.editions import Edition
from vocabularies.models import Term, Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """One edition of the vocabularies; requests share its objects, so nobody changes them."""

    edition: UUID | None
    vocabularies: tuple[Vocabulary, ...]  # in order, each with `active_terms` and `all_terms`
    terms: Mapping[int, Term]  # by primary key, each with its vocabulary and those above it


_kept: Lexicon | None = None


def lexicon() -> Lexicon:
    """Return the vocabularies as they are now: one query, unless something changed."""
    global _kept  # one for the process; threads that read it anew get the same
    edition = Edition.current()  # before the content, so that what is kept is never older than it
    kept = _kept
    if kept is None or edition is None or kept.edition != edition:
        _kept = kept = _read(edition)
    return kept


def _read(edition: UUID | None) -> Lexicon:
    vocabularies = tuple(Vocabulary.objects.with_all_terms())
    terms = {term.pk: term for vocabulary in vocabularies for term in vocabulary.all_terms}
    for term in terms.values():
        if above := terms.get(term.parent_id):
            term.parent = above
    for vocabulary in vocabularies:
        vocabulary.active_terms = [term for term in vocabulary.all_terms if term.is_offered]
    return Lexicon(edition, vocabularies, terms)
