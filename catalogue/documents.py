"""Methods and practice cases as search documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from catalogue.buckets import group_buckets, time_buckets
from catalogue.models import CasePage, EvidenceRecord, MethodPage
from catalogue.models.methods import ENGLISH
from catalogue.related import prefetch_levels
from search.documents import DocumentType, as_sentences, page_key, text_of_stream
from search.types import SearchDocument
from slimmernetwerk.models.querysets import BasePageQuerySet
from slimmernetwerk.richtext import html_to_text
from vocabularies.carrying import prefetch_terms
from vocabularies.documents import TermDocumentType, term_facets, term_words

# What the row and the card of a method are drawn from, and what they leave unread.
ROW_VOCABULARIES = ("soort", "fase", "voorbereiding", "begeleiding")
LONG_TEXTS = (
    *("why", "need", "when_to_use", "when_not", "legal_notes", "working_elements"),
    *("steps", "materials", "strengths", "cautions", "tips"),
)


def _joined(page: Any, fields: tuple[str, ...]) -> str:
    return as_sentences(html_to_text(getattr(page, field)) for field in fields)


class MethodDocument(TermDocumentType):
    name = "method"
    label = _("Methods")
    model = MethodPage
    row_template = "catalogue/components/method_row.html"
    card_template = "catalogue/components/method_card.html"
    order = 10
    stand_in_titles: ClassVar[Mapping[str, str]] = {ENGLISH: "title_en"}

    def get_queryset(self) -> BasePageQuerySet:
        evidence = EvidenceRecord.objects.select_related("level__vocabulary")
        queryset = super().get_queryset().select_related("licence__vocabulary")
        return queryset.prefetch_related(Prefetch("evidence", queryset=evidence))

    def get_rows(self) -> BasePageQuerySet:
        """Read only what a row shows: a method has pages of text."""
        return DocumentType.get_queryset(self).defer(*LONG_TEXTS)

    def prefetch_rows(self, pages: Sequence[MethodPage]) -> None:
        prefetch_terms(pages, *ROW_VOCABULARIES)
        prefetch_levels(pages)

    def build(self, page: MethodPage) -> SearchDocument:
        return self._document(page, page.summary, self._body(page))

    def _document(self, page: MethodPage, summary: str, body: str) -> SearchDocument:
        facets = term_facets(page)
        facets["tijd"] = time_buckets(page.duration_min, page.duration_max)
        facets["groep"] = group_buckets(page.group_min, page.group_max)
        if page.licence:
            facets["licentie"] = [page.licence.slug]
        level = page.evidence_level_term
        facets["bewijsniveau"] = [level.slug] if level else ["nog-niet-beoordeeld"]
        numbers = {"evidence": float(page.evidence_level)}
        if page.duration_min or page.duration_max:
            numbers["duration"] = float(page.duration_min or page.duration_max or 0)
        published = page.first_published_at
        return self.document(
            page,
            summary=summary,
            body=body,
            keywords=(*page.alt_titles_list, *filter(None, [page.title_en]), *term_words(page)),
            facets=facets,
            numbers=numbers,
            dates={"published": published} if published else {},
        )

    def build_stand_in(self, page: MethodPage, language: str) -> SearchDocument:
        """Take the English words of a Dutch method; its Dutch names find it as well."""
        # Not from `build`: the Dutch body takes long to make, and nobody would see it.
        document = self._document(page, page.summary_en, body="")
        keywords = (page.title, *document.keywords)
        title = getattr(page, self.stand_in_titles[language])
        return replace(document, title=title, keywords=keywords)

    def _body(self, page: MethodPage) -> str:
        texts = _joined(page, ("need", "why", "when_to_use", "when_not", "working_elements"))
        streams = (page.steps, page.strengths, page.cautions, page.tips, page.materials)
        return "\n".join([texts, *map(text_of_stream, streams)])

    def keys_changed_by(self, kind: str, key: str) -> Iterator[str]:
        yield from super().keys_changed_by(kind, key)
        if kind == "term":
            vocabulary, _separator, slug = key.partition("/")
            carries = Q(evidence__level__slug=slug, evidence__level__vocabulary__key=vocabulary)
            carries |= Q(licence__slug=slug, licence__vocabulary__key=vocabulary)
            pages = MethodPage.objects.filter(carries).select_related("locale").distinct()
            yield from (page_key(page) for page in pages.iterator())


class CaseDocument(TermDocumentType):
    name = "case"
    label = _("Practice cases")
    model = CasePage
    row_template = "catalogue/components/case_row.html"
    card_template = "catalogue/components/case_card.html"
    order = 20

    def build(self, page: CasePage) -> SearchDocument:
        facets = term_facets(page)
        if page.outcome:
            facets["resultaat"] = [page.outcome]
        published = page.first_published_at
        parts = ("problem", "approach", "result", "lessons", "conditions")
        return self.document(
            page,
            summary=page.summary,
            body=_joined(page, parts),
            keywords=(*filter(None, [page.organisation, page.place]), *term_words(page)),
            facets=facets,
            dates={"published": published} if published else {},
        )


METHOD = MethodDocument()
documents: list[DocumentType] = [METHOD, CaseDocument()]
