"""Terms in search documents, for every page type that carries them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch, Q

from search.documents import DocumentType, page_key
from slimmernetwerk.models.querysets import BasePageQuerySet
from vocabularies.carrying import TermsMixin
from vocabularies.models import Term


def term_facets(page: TermsMixin) -> dict[str, list[str]]:
    """Return {vocabulary key: slugs}; a term of a hierarchy brings those above it."""
    facets: dict[str, list[str]] = {}
    for term in page.sorted_terms:
        slugs = facets.setdefault(term.vocabulary.key, [])
        slugs.extend(above.slug for above in term.lineage() if above.slug not in slugs)
    return facets


def term_words(page: TermsMixin) -> list[str]:
    """Return the labels of the page's terms, to be found by them."""
    return [term.label for term in page.sorted_terms]


class TermDocumentType(DocumentType):
    """A document type whose pages carry terms."""

    def get_queryset(self) -> BasePageQuerySet:
        terms = Term.objects.select_related("vocabulary", "parent__parent")
        return super().get_queryset().prefetch_related(Prefetch("terms", queryset=terms))

    def keys_changed_by(self, kind: str, key: str) -> Iterator[str]:
        if kind == "term":
            vocabulary, _separator, slug = key.partition("/")
            # A change of a term touches the pages that carry it or one below it.
            carries = Q()
            for path in ("terms", "terms__parent", "terms__parent__parent"):
                carries |= Q(**{f"{path}__slug": slug, f"{path}__vocabulary__key": vocabulary})
        elif kind == "vocabulary":
            carries = Q(terms__vocabulary__key=key)
        else:
            return
        pages = self.model.objects.filter(carries).select_related("locale").distinct()
        yield from (page_key(page) for page in pages.iterator())
