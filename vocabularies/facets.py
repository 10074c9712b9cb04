"""Each vocabulary that visitors filter by is a facet, read anew for each request."""

from __future__ import annotations

from search.facets import Facet, FacetSource, FacetValue, SynonymSource
from vocabularies.models import Term, Vocabulary


class VocabularyFacets(FacetSource):
    """Facets from the database: a vocabulary added in the admin is there at once."""

    name = "vocabularies"

    def get_facets(self) -> list[Facet]:
        vocabularies = Vocabulary.objects.filter(is_facet=True).with_terms()
        return [
            Facet(
                name=vocabulary.key,
                label=vocabulary.label,
                values=tuple(_values(vocabulary)),
                types=frozenset(vocabulary.applies_to),
                order=vocabulary.order,
            )
            for vocabulary in vocabularies
        ]


def _values(vocabulary: Vocabulary) -> list[FacetValue]:
    """Return the terms in reading order: each below the one it belongs to."""
    below: dict[int | None, list[Term]] = {}
    for term in vocabulary.active_terms:
        below.setdefault(term.parent_id, []).append(term)

    def walk(parent: int | None, level: int) -> list[FacetValue]:
        found = []
        for term in below.get(parent, []):
            found.append(FacetValue(term.slug, term.label, level))
            found += walk(term.pk, level + 1)
        return found

    return walk(None, 0)


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
