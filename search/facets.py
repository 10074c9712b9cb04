"""Facets and sort orders: what plugins declare, and what a page of results draws."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from search.models import SynonymSet
from search.types import SortKey

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

LAYOUT_PARAMETER = "vorm"
# Query parameters with a meaning of their own; no facet or vocabulary may take their name.
RESERVED_PARAMETERS = frozenset(
    {
        *("q", "sort", "page", "format", "taal", "lang", "type", "size", "jaar", "maand", "csrf"),
        LAYOUT_PARAMETER,
    }
)
TYPE_FACET = "type"


@dataclass(frozen=True)
class FacetValue:
    """One value that visitors can tick; `level` 0 is the top of a hierarchy.

    `former` are the names that it went by before: an address with one of them still works.
    """

    value: str
    label: str
    level: int = 0
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facet:
    """An attribute offered to visitors with counts; its name is the query parameter."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    types: frozenset[str]
    order: int = 100

    @property
    def names(self) -> dict[str, FacetValue]:
        """The values by every name that an address may use; today's name goes first."""
        former = {name: value for value in self.values for name in value.former}
        return {**former, **{value.value: value for value in self.values}}

    def known(self, values: Iterable[str]) -> tuple[str, ...]:
        """Return the given values that this facet has, by today's name, once each, in order."""
        names = self.names
        return tuple(dict.fromkeys(names[value].value for value in values if value in names))


class FacetSource(ABC):
    """Where facets come from; asked anew for each request, so that data can add a facet.

    A source with `types` is asked only where documents of these types are searched, so that its
    own queries cost other pages nothing.
    """

    name: str
    types: frozenset[str] | None = None

    @abstractmethod
    def get_facets(self) -> list[Facet]: ...


@dataclass(frozen=True)
class FixedFacet(FacetSource):
    """A facet whose values are known in code."""

    name: str
    facet: Facet

    def get_facets(self) -> list[Facet]:
        return [self.facet]


@dataclass(frozen=True)
class Sort:
    """An order of results that visitors can choose; `types` empty means for all."""

    name: str
    label: _StrOrPromise
    keys: tuple[SortKey, ...]
    types: frozenset[str] = frozenset()
    order: int = 100


class SynonymSource(ABC):
    """Words that mean the same, expanded in the query; asked when the journal has moved.

    A source with a `language` counts in searches in that language only.
    """

    name: str
    language: str | None = None

    @abstractmethod
    def get_synonyms(self) -> dict[str, list[str]]:
        """Return {word or words: other words}, lower case."""


class SynonymSets(SynonymSource):
    """The sets that editors keep beside the terms, in one language."""

    def __init__(self, language: str) -> None:
        self.name = f"synonym-sets-{language}"
        self.language = language

    def get_synonyms(self) -> dict[str, list[str]]:
        sets = SynonymSet.objects.filter(language=self.language, is_active=True)
        groups = [[word.lower() for word in one.word_list] for one in sets]
        return {group[0]: group[1:] for group in groups if len(group) > 1}


synonyms: list[SynonymSource] = [SynonymSets(code) for code, _name in settings.LANGUAGES]
