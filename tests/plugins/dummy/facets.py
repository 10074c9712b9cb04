"""A facet, an order and a synonym."""

from search.facets import Facet, FacetSource, FacetValue, FixedFacet, Sort, SynonymSource
from search.types import SortKey

COLOURS = (FacetValue("groen", "groen"), FacetValue("paars", "paars"))


class DummySynonyms(SynonymSource):
    name = "dummy"

    def get_synonyms(self) -> dict[str, list[str]]:
        return {"flierefluiter": ["zwierebol"]}


facets: list[FacetSource] = [
    FixedFacet("dummykleur", Facet("dummykleur", "Kleur", COLOURS, frozenset({"dummy"})))
]
sorts = [Sort("lengte", "Length", (SortKey("numbers.dummylength"),), frozenset({"dummy"}))]
synonyms: list[SynonymSource] = [DummySynonyms()]
