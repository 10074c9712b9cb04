"""News and press releases as search documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from blog.models import NewsPage, PressReleasePage
from search.documents import DocumentType, as_sentences, text_of_stream
from search.types import SearchDocument
from slimmernetwerk.richtext import html_to_text
from vocabularies.documents import TermDocumentType, term_facets, term_words


class ArticleDocument(TermDocumentType):
    """What the documents of both kinds of article share."""

    row_template = "blog/components/news_row.html"
    card_template = "blog/components/news_card.html"

    def build(self, page: Any) -> SearchDocument:
        shown = datetime.combine(page.display_date, datetime.min.time(), tzinfo=UTC)
        return self.document(
            page,
            summary=page.get_summary(),
            body=self.body_of(page),
            keywords=tuple(term_words(page)),
            facets=term_facets(page),
            dates={"published": shown},
        )

    def body_of(self, page: Any) -> str:
        return text_of_stream(page.body)


class NewsDocument(ArticleDocument):
    name = "news"
    label = _("News")
    model = NewsPage
    order = 30


class PressReleaseDocument(ArticleDocument):
    name = "press_release"
    label = _("Press releases")
    model = PressReleasePage
    order = 40

    def body_of(self, page: PressReleasePage) -> str:
        parts = (page.place, text_of_stream(page.body), html_to_text(page.notes_to_editors))
        return as_sentences(parts)


documents: list[DocumentType] = [NewsDocument(), PressReleaseDocument()]
