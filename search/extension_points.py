"""The extension points of search: documents, facets, sort orders and synonyms."""

from search.documents import DocumentType
from search.facets import FacetSource, Sort, SynonymSource
from slimmernetwerk.plugins import ExtensionPoint

documents: ExtensionPoint[DocumentType] = ExtensionPoint("documents", "documents", DocumentType)
facets: ExtensionPoint[FacetSource] = ExtensionPoint("facets", "facets", FacetSource)
sorts: ExtensionPoint[Sort] = ExtensionPoint("sorts", "facets", Sort)
synonyms: ExtensionPoint[SynonymSource] = ExtensionPoint("synonyms", "facets", SynonymSource)
