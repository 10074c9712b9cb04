"""Gaps in words that an editor knows: labels of facets and document types, not their names."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from search.building import document_types
from search.facets import Facet
from search.models import SearchGap
from search.results import available_facets


class GapLabels:
    """Says gaps in words; facets are asked once, however many gaps there are."""

    def question(self, gap: SearchGap) -> str:
        """Return what was asked, such as "letter · Phase: testing", or "lettre → letter"."""
        text = f"{gap.text} → {gap.corrected_to}" if gap.corrected_to else gap.text
        filters = (self._filter(name, value) for name, value in parse_qsl(gap.filters))
        return " · ".join(filter(None, (text, *filters)))

    def _filter(self, name: str, value: str) -> str:
        facet = self._facets.get(name)
        if facet is None:
            return f"{name}: {value}"  # of a plugin that is off by now
        known = facet.names.get(value)
        return f"{facet.label}: {known.label if known else value}"

    @cached_property
    def _facets(self) -> dict[str, Facet]:
        return {facet.name: facet for facet in available_facets(tuple(document_types()))}


def place_label(name: str) -> str:
    """Return where was searched: the label of a document type, or everything."""
    if not name:
        return _("the whole site")
    document_type = document_types().get(name)
    return str(document_type.label) if document_type else name
