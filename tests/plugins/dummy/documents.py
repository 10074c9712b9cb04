"""The plugin's pages in the index."""

from dummy.models import DummyPage
from search.documents import DocumentType, text_of_stream
from search.types import SearchDocument
from vocabularies.documents import TermDocumentType, term_facets, term_words


class DummyDocument(TermDocumentType):
    name = "dummy"
    label = "Dummy pages"
    model = DummyPage
    row_template = "dummy/row.html"
    order = 800

    def build(self, page: DummyPage) -> SearchDocument:
        facets = term_facets(page)
        if page.colour:
            facets["dummykleur"] = [page.colour]
        return self.document(
            page,
            body=text_of_stream(page.body),
            keywords=tuple(term_words(page)),
            facets=facets,
            numbers={"dummylength": float(len(page.title))},
        )


documents: list[DocumentType] = [DummyDocument()]
