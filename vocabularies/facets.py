"""Each vocabulary that visitors filter by is a facet."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language

from search import extension_points
from search.facets import Facet, FacetSource, FacetValue, SynonymSource
from vocabularies.lexicon import Lexicon, lexicon
from vocabularies.models import Term, Vocabulary


class VocabularyFacets(FacetSource):
    """Facets from the database: a vocabulary added in the admin is there at once."""

    name = "vocabularies"

    def get_facets(self) -> list[Facet]:
        return list(_facets(lexicon(), get_language()))


@lru_cache(maxsize=4)  # two languages, and the edition before
def _facets(lexicon: Lexicon, language: str | None) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            name=vocabulary.key,
            label=vocabulary.label,
            values=tuple(_values(vocabulary)),
            types=frozenset(vocabulary.applies_to),
            order=vocabulary.order,
        )
        for vocabulary in lexicon.vocabularies
        if vocabulary.is_facet
    )


def _values(vocabulary: Vocabulary) -> list[FacetValue]:
    """Return the terms in reading order: each below the one it belongs to.

    A term below a retired one stands at the top: it can still be chosen.
    """
    active = {term.pk for term in vocabulary.active_terms}
    former = _former_slugs(vocabulary.all_terms)
    below: dict[int | None, list[Term]] = {}
    for term in vocabulary.active_terms:
        parent = term.parent_id if term.parent_id in active else None
        below.setdefault(parent, []).append(term)

    def walk(parent: int | None, level: int) -> list[FacetValue]:
        found = []
        for term in below.get(parent, []):
            names = tuple(former.get(term.pk, ()))
            found.append(FacetValue(term.slug, term.label, level, names))
            found += walk(term.pk, level + 1)
        return found

    return walk(None, 0)


def _former_slugs(terms: list[Term]) -> dict[int, list[str]]:
    """Return {term: slugs of the terms that it replaced, also by way of others}."""
    replaced_by = {term.pk: term.replaced_by_id for term in terms}
    former: dict[int, list[str]] = {}
    for term in terms:
        seen = {term.pk}
        successor = term.replaced_by_id
        # Merging keeps every signpost one step long; the edit form can make a chain, or a ring.
        while successor is not None and successor not in seen:
            seen.add(successor)
            former.setdefault(successor, []).append(term.slug)
            successor = replaced_by.get(successor)
    return former


def other_facet_names() -> set[str]:
    """Return the names of the facets that are no vocabulary; no vocabulary may take them."""
    sources = extension_points.facets.items()
    others = [source for source in sources if not isinstance(source, VocabularyFacets)]
    return {facet.name for source in others for facet in source.get_facets()}


class TermSynonyms(SynonymSource):
    """The other words that editors gave to terms."""

    name = "terms"

    def get_synonyms(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for term in Term.objects.exclude(synonyms=""):
            for word in term.synonym_list:
                found.setdefault(word.lower(), []).append(term.label_nl.lower())
        return found


facets: list[FacetSource] = [VocabularyFacets()]
synonyms: list[SynonymSource] = [TermSynonyms()]
