"""Facets and sort orders of the catalogue that are no vocabulary."""

from django.utils.translation import gettext_lazy as _

from catalogue.choices import Outcome
from search.facets import Facet, FacetSource, FacetValue, Sort
from search.types import SortKey


class OutcomeFacet(FacetSource):
    """How a practice case ended."""

    name = "resultaat"

    def get_facets(self) -> list[Facet]:
        values = tuple(FacetValue(value, str(label)) for value, label in Outcome.choices)
        label = str(_("Outcome"))
        return [Facet("resultaat", label, values, frozenset({"case"}), order=5)]


facets: list[FacetSource] = [OutcomeFacet()]
sorts = [
    Sort(
        "bewijs",
        _("Strongest evidence"),
        (SortKey("numbers.evidence", descending=True),),
        frozenset({"method"}),
        order=20,
    ),
    Sort(
        "kortste",
        _("Shortest"),
        (SortKey("numbers.duration"),),
        frozenset({"method"}),
        order=30,
    ),
]
